"""Split: which labelled images are learnt from and which are held out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from unet_studio.domain.kinship import Kinship, groups_of, leaks_between
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import choose_held_out, natural_key
from unet_studio.domain.steps import reporting
from unet_studio.learning.computing.device import memory_bytes
from unet_studio.learning.data.dataset import (
    Dataset,
    ImageFacts,
    LabelledImage,
    prepared,
    read_labelled,
    short_hash,
)
from unet_studio.learning.data.first_look import FirstLook
from unet_studio.learning.data.fitting import Fitting, fitted
from unet_studio.learning.data.likeness import MOST_IMAGES
from unet_studio.learning.data.stored_images import ImageMemory, StoredImages
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.project.project_file import read_project, write_project
from unet_studio.storage.project.project_labels import broken_labels, labelled_images
from unet_studio.storage.project.related_images import find_relations

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.kinship import Leak, Relation
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.recipe import DataConfig
    from unet_studio.domain.report import ProgressReport
    from unet_studio.learning.data.first_look import Seen

_MEMORY_SHARE = 0.4  # of main memory, for images; the rest is for computing and other programs
_NAMED = 12  # images that one sentence names


@dataclass(frozen=True)
class Split:
    """The labelled images of a project.

    Attributes
    ----------
    project
        With the images held out, which may just have been chosen.
    training
        At least one image.
    held_out
        Images that scores come from; may be empty.
    """

    project: Project
    training: Dataset
    held_out: Dataset


def read_split(
    project: Project, config: DataConfig, *, only: Collection[str] | None = None
) -> Generator[Message | None, None, Split]:
    """Look at all labelled images, and hold as many of them in memory as there is room for.

    Labels are read once: whatever becomes of their files later, they stay as they are now.

    Parameters
    ----------
    project
        Says which images are labelled, and which are held out.
    config
        Of the recipe.
    only
        Names of the images to learn from; None = all that are labelled and not held out.

    Yields
    ------
    Once per image: what a person should know, or None.

    Raises
    ------
    StudioError
        If nothing is labelled that may be learnt from.
    """
    if not len(project.classes):
        raise StudioError(
            say("training", "The project has no class yet: label an image in Label first.")()
        )
    labelled = [
        image
        for image in labelled_images(project)
        if only is None or image.name in only or image.name in project.held_out
    ]
    for name, problem in broken_labels(project).items():
        yield say("training", "{name} is left out: {problem}")(name=name, problem=problem)
    room = (memory_bytes() or 2**40) * _MEMORY_SHARE
    first_look = FirstLook(room, _described(project, labelled))
    for image in labelled:
        try:
            first_look.add(image, *read_labelled(project, image))
        except StudioError as error:
            yield say("training", "{name} is left out: {problem}")(
                name=image.name, problem=error.message
            )
        yield None
    seen = first_look.seen
    if not any(name not in project.held_out for name in seen):
        raise StudioError(_nothing_to_learn_from(project, labelled))
    if first_look.bytes_seen > room:
        yield say(
            "training",
            "Only about {count} of {total} labelled {total:image|images} {count:fits|fit} into "
            "this computer's memory at a time; the rest is read when it is needed, which takes "
            "longer.",
        )(count=max(1, int(len(seen) * room / first_look.bytes_seen)), total=len(seen))
    channels = _channels(config, seen.values())
    memory = ImageMemory(max(0.0, room - first_look.targets.taken))
    images = {image.name: image for image in labelled}

    def ready(name: str, pixels: NDArray[Any], target: NDArray[np.uint8]) -> LabelledImage:
        image = prepared(name, pixels, target, channels, config)
        # Held-out images stay as they are, for scores are those of the images themselves.
        return image if name in project.held_out else fitted(image, fitting)

    def read(name: str) -> LabelledImage:
        pixels = _read_again(images[name], seen[name].facts)
        return ready(name, pixels, first_look.targets[name])

    fitting = Fitting(config.fit, config.fit_px)
    for name, pixels, target in first_look.hand_over():
        memory.put(ready(name, pixels, target))
        yield None
    parts = []
    for is_held_out in (False, True):
        facts = [s.facts for name, s in seen.items() if (name in project.held_out) == is_held_out]
        stored = StoredImages([f.name for f in facts], read, memory)
        parts.append(Dataset(channels, stored, facts))
    training, held_out = parts
    if not held_out.noted:
        yield say(
            "training",
            "No labelled image is held out, so there will be no score; label at least two images "
            "to get one.",
        )()
    return Split(project, training, held_out)


def _described(project: Project, labelled: Sequence[ImageRef]) -> list[str]:
    """Images to learn from that tell what all of them look like; evenly spread if many."""
    names = [image.name for image in labelled if image.name not in project.held_out]
    return names[:: -(-len(names) // MOST_IMAGES) or 1]


def _read_again(image: ImageRef, facts: ImageFacts) -> NDArray[Any]:
    """The pixels of an image that was let go of.

    Raises
    ------
    StudioError
        If they cannot be read, or are others than those that its label was drawn on.
    """
    pixels = read_image(image.path, plane=image.plane)
    if short_hash(pixels) != facts.picture:
        raise StudioError(
            say("training", "The picture of {name} was replaced while it was learnt from.")(
                name=image.name
            )
        )
    return pixels


def leaks(
    project: Project, images: Sequence[ImageRef] | None = None
) -> Generator[ProgressReport, None, list[Leak]]:
    """Find held-out images that images learnt from give away.

    Parameters
    ----------
    project
        Says which images are held out.
    images
        Those to compare; None = all labelled ones.

    Yields
    ------
    A report after some images each; see `storage.project.related_images.find_relations`.
    """
    compared = labelled_images(project) if images is None else images
    relations = yield from find_relations(project, compared)
    return leaks_between(relations, project.held_out)


def with_held_out(project: Project, share: float) -> Generator[Message | None, None, Project]:
    """The project with images held out, chosen now if none are; warns of scores that flatter.

    Parameters
    ----------
    project
        Its choice is kept in its file, once made.
    share
        Which share of the labelled images to hold out.

    Yields
    ------
    Now and then: what a person should know, or None.
    """
    labelled = labelled_images(project)
    names = [image.name for image in labelled]
    relations = yield from silently(find_relations(project, labelled))
    chosen: frozenset[str] = frozenset()
    if not project.held_out.intersection(names):
        chosen = choose_held_out(names, share, groups=groups_of(names, relations))
    project = replace(project, held_out=project.held_out | chosen)
    found = leaks_between(relations, project.held_out)
    if found:
        yield _says_leaks(found)
    if chosen:
        yield say(
            "training",
            "Held out from training, for honest scores: {names}. This choice is kept in the "
            "project and can be changed there.",
        )(names=_some(sorted(chosen, key=natural_key)))
        # The file may have been changed since this project was read: by the window, for example.
        write_project(replace(read_project(project.root), held_out=project.held_out))
    return project


def silently(
    job: Generator[ProgressReport, None, list[Relation]],
) -> Generator[None, None, list[Relation]]:
    """Take what a search for relations finds; None is yielded where it can be stopped."""
    return (yield from reporting(job, lambda _: None))


def _says_leaks(found: Sequence[Leak]) -> Message:
    kept = list(dict.fromkeys(leak.held_out for leak in found))
    learnt = list(dict.fromkeys(leak.training for leak in found))
    return say(
        "training",
        "The scores will flatter: the held-out {count:image|images} {held_out} "
        "{count:shows|show} the same as {training}, learnt from ({why}). Hold both out, or "
        "neither, with H in Label mode.",
    )(
        count=len(kept),
        held_out=_some(kept),
        training=_some(learnt),
        why=_said_kinship(found[0].kinship),
    )


def _said_kinship(kinship: Kinship) -> Message:
    match kinship:
        case Kinship.DUPLICATE:
            return say("training", "near-duplicates")()
        case Kinship.TILES:
            return say("training", "tiles of one picture")()
        case Kinship.STACK:
            return say("training", "planes of one stack")()


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")


def _channels(config: DataConfig, seen: Collection[Seen]) -> int:
    """How many channels the network is to take.

    Raises
    ------
    StudioError
        If the images cannot all be given to one network, or not to one of this recipe.
    """
    counts = {image.channels: image.facts.name for image in seen}
    if counts.keys() <= {1, 3}:
        if config.channels == "auto":
            return 3 if any(image.has_colour for image in seen) else 1
        return 1 if config.channels == "grey" else 3
    if len(counts) > 1:
        (few, first), (many, second) = sorted(counts.items())[:: len(counts) - 1]
        raise StudioError(
            say(
                "training",
                "The labelled images differ in their channels: {first} has {few}, {second} has "
                "{many}. One model takes one kind; please make a project for each.",
            )(first=first, few=few, second=second, many=many)
        )
    if config.channels != "auto":
        raise StudioError(
            say(
                "training",
                "The recipe is made for grey or colour pictures, and {name} has {count} "
                "{count:channel|channels}; the recipe auto takes any number.",
            )(name=next(iter(counts.values())), count=next(iter(counts)))
        )
    return next(iter(counts))


def _nothing_to_learn_from(project: Project, labelled: Sequence[ImageRef]) -> Message:
    if labelled and all(image.name in project.held_out for image in labelled):
        return say(
            "training",
            "Every labelled image is held out, so there is none to learn from: label another "
            "image, or hold fewer out.",
        )()
    return say(
        "training",
        "There is no labelled image to learn from yet: open Label, draw around what you are "
        "looking for in one image or more, then train again.",
    )()
