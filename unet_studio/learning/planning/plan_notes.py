"""Plan notes: what was found in the images and chosen for them, in words for people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from unet_studio.domain.message import Message, say

if TYPE_CHECKING:
    from unet_studio.domain.augmentation_config import AugmentationConfig
    from unet_studio.domain.recipe import PlanConfig
    from unet_studio.learning.planning.data_profile import ClassProfile, DataProfile

_NAMED_CLASSES = 6


def says_data(profile: DataProfile) -> list[Message]:
    """What was found in the images."""
    kind = say("training", "{across} x {height} pixels, {colour}, {depth}")(
        across=profile.width_px,
        height=profile.height_px,
        colour=_said_channels(profile.channels),
        depth=_said_depth(profile.depth),
    )
    notes = [
        say("training", "Found {count} {count:image|images} to learn from, like {name}: {kind}.")(
            count=profile.count, name=profile.name, kind=kind
        )
    ]
    if profile.is_mixed:
        text = say(
            "training",
            "They differ in size: edges from {least} to {most} pixels. Each is used at its own "
            "resolution.",
        )
        notes.append(text(least=profile.smallest_px, most=profile.largest_px))
    if profile.labelled_share < 0.995:
        text = say("training", "{share:.0%} of the pixels are labelled; the others teach nothing.")
        notes.append(text(share=profile.labelled_share))
    return notes + [_says_class(c) for c in profile.classes[:_NAMED_CLASSES]]


def _says_class(found: ClassProfile) -> Message:
    if not found.share:
        return say("training", "{name}: nothing of it in the images to learn from.")(
            name=found.name
        )
    return say(
        "training",
        "{name}: {share:.1%} of the labelled pixels, about {thickness} {thickness:pixel|pixels} "
        "thick.",
    )(name=found.name, share=found.share, thickness=round(found.thickness_px))


def says_plan(profile: DataProfile, plan: PlanConfig) -> list[Message]:
    """What was chosen for such images."""
    text = say(
        "training",
        "Chosen: a network of {levels} {levels:level|levels}, {width} {width:channel|channels} "
        "wide; patches of {patch} x {patch} pixels, {batch} a step, {resolution}.",
    )
    resolution = (
        say("training", "at the images' own resolution")()
        if plan.shrink == 1
        else say("training", "at 1/{shrink} of their resolution, as nothing in them is thin")(
            shrink=plan.shrink
        )
    )
    notes = [
        text(
            levels=plan.levels,
            width=plan.width,
            batch=plan.batch,
            patch=plan.patch_px,
            resolution=resolution,
        ),
        _says_foreground(profile, plan),
        say(
            "training",
            "{share:.0%} of them are bent, rotated and zoomed: the more, the more often the images "
            "are shown.",
        )(share=plan.bend_share),
    ]
    if plan.upright == "yes":
        text = say(
            "training",
            "What lies above differs from what lies below in these images, so they are not turned "
            "upside down.",
        )
        notes.append(text())
    return notes


def _says_foreground(profile: DataProfile, plan: PlanConfig) -> Message:
    if len(profile.classes) > 1:
        text = say(
            "training",
            "{share:.0%} of the patches show a class in their middle, each class as often as the "
            "others, so that rare ones are learnt too.",
        )
    else:
        text = say(
            "training",
            "{share:.0%} of the patches are cut around what is labelled, the others anywhere.",
        )
    return text(share=plan.foreground_share)


def says_end(augmentation: AugmentationConfig) -> list[Message]:
    """How the images are shown in the end."""
    if not augmentation.as_is_share:
        return []
    text = say(
        "training",
        "In the last {share:.0%} of the time the images are shown as they are, neither mirrored "
        "nor turned: what always lies on one side is learnt then.",
    )
    return [text(share=augmentation.as_is_share)]


def says_time(step_s: float, seconds: float) -> Message:
    """How many steps there will be."""
    return say(
        "training", "A step takes {step:.2f} s here, so there will be about {count} of them."
    )(step=step_s, count=max(1, int(seconds / step_s)) if step_s < math.inf else 0)


def _said_channels(count: int) -> Message:
    if count == 1:
        return say("training", "grey")()
    if count == 3:
        return say("training", "colour")()
    return say("training", "{count} {count:channel|channels}")(count=count)


def _said_depth(depth: str) -> Message:
    if depth.startswith("float"):
        return say("training", "decimal numbers")()
    bits = "".join(c for c in depth if c.isdecimal()) or "8"
    return say("training", "{bits}-bit")(bits=bits)
