"""Checks of how images are divided: enough to learn from, enough to score with, and kept apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.message import say
from unet_studio.domain.project import choose_held_out
from unet_studio.domain.remedy import ProjectRemedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unet_studio.domain.message import Message
    from unet_studio.storage.data_doctor.survey import ImageFacts, Survey

FEW_LABELLED = 5


def split_findings(survey: Survey) -> Iterator[Finding]:
    """All that is to be said of how many images there are for what."""
    yield _images_found(survey)
    if survey.images:
        yield _labelled_found(survey)
    yield from _gone(survey)
    yield from _division(survey)
    yield from _same_pictures(survey)
    yield from _planes_apart(survey)


def _images_found(survey: Survey) -> Finding:
    if survey.images:
        message = say("doctor", "Images: {count}")(count=len(survey.images))
        return Finding(Level.OK, message, key="images")
    return Finding(
        Level.PROBLEM,
        say("doctor", "There are no images in {folder}")(folder=survey.project.images_dir),
        say("doctor", "Put images there, or make a new project with another image folder.")(),
        key="no-images",
    )


def _labelled_found(survey: Survey) -> Finding:
    count = len(survey.labelled)
    message = say("doctor", "Labelled images: {count} of {total}")(
        count=count, total=len(survey.images)
    )
    if count >= FEW_LABELLED:
        return Finding(Level.OK, message, key="labelled")
    return Finding(
        Level.WARNING if count >= 2 else Level.PROBLEM,
        message,
        say(
            "doctor",
            "Label more: training needs one image to learn from and one to hold out, and gets much"
            " better with {count} or more.",
        )(count=FEW_LABELLED),
        key="few-labelled",
    )


def _gone(survey: Survey) -> Iterator[Finding]:
    gone = survey.project.held_out - {facts.name for facts in survey.images}
    if gone:
        yield Finding(
            Level.WARNING,
            say("doctor", "Held-out images that are gone: {count}")(count=len(gone)),
            say("doctor", "Bring them back, or strike them off the list and hold out others.")(),
            key="gone-held-out",
            why=say("doctor", "Scores come from fewer images than the project says.")(),
            spots=tuple(Spot(name) for name in sorted(gone)),
            remedy=ProjectRemedy(say("doctor", "Strike them off the list")(), release=gone),
        )


def _division(survey: Survey) -> Iterator[Finding]:
    names = [facts.name for facts in survey.labelled]
    scored = survey.project.held_out.intersection(names)
    message = say("doctor", "Held out: {held_out}, for training: {learnt}")(
        held_out=len(scored), learnt=len(names) - len(scored)
    )
    if not names:
        return
    if scored and len(scored) < len(names):
        yield Finding(Level.OK, message, key="split")
        return
    chosen = choose_held_out(names)
    if not scored:
        yield Finding(
            Level.WARNING,
            message,
            say("doctor", "Hold out a labelled image; without one nothing can be scored.")(),
            key="none-held-out",
            why=say("doctor", "A score on images that were learnt from says nothing.")(),
            remedy=ProjectRemedy(say("doctor", "Hold out a fifth")(), hold_out=chosen)
            if chosen
            else None,
        )
    else:
        freed = frozenset(names) - chosen
        yield Finding(
            Level.PROBLEM,
            message,
            say("doctor", "Hold out fewer images, or label others.")(),
            key="all-held-out",
            why=say("doctor", "There is nothing to learn from.")(),
            remedy=ProjectRemedy(say("doctor", "Hold out a fifth only")(), release=freed)
            if chosen
            else None,
        )


def _same_pictures(survey: Survey) -> Iterator[Finding]:
    """The same pixels twice: on both sides of the split a leak, else only work done twice."""
    groups: dict[str, list[ImageFacts]] = defaultdict(list)
    for facts in survey.labelled:
        if facts.picture is not None:
            groups[facts.picture.digest].append(facts)
    alike = [group for group in groups.values() if len(group) > 1]
    apart = [group for group in alike if len({facts.is_held_out for facts in group}) > 1]
    if apart:
        yield _leak(apart)
    together = [group for group in alike if group not in apart]
    if together:
        yield Finding(
            Level.HINT,
            say("doctor", "Pictures that are there more than once: {count}")(count=len(together)),
            say("doctor", "Keep one of each; check whether their labels agree.")(),
            key="same-picture",
            why=say("doctor", "They count double, and were labelled twice.")(),
            spots=tuple(Spot(f.name, note=_as(group, f)) for group in together for f in group[1:]),
        )


def _leak(groups: list[list[ImageFacts]]) -> Finding:
    held_out = [facts.name for group in groups for facts in group if facts.is_held_out]
    return Finding(
        Level.WARNING,
        say("doctor", "Held-out pictures that are trained on under another name: {count}")(
            count=len(groups)
        ),
        say("doctor", "Train on them, and hold out others; or take the doubles away.")(),
        key="leak-same-picture",
        why=say("doctor", "The model has seen these pictures, so its scores are too good.")(),
        spots=tuple(
            Spot(facts.name, note=_as(group, facts))
            for group in groups
            for facts in group
            if facts.is_held_out
        ),
        remedy=ProjectRemedy(
            say("doctor", "Train on these too")(), release=frozenset(held_out)
        ),
    )  # fmt: skip


def _as(group: list[ImageFacts], facts: ImageFacts) -> Message:
    other = next(f.name for f in group if f is not facts)
    return say("doctor", "the same as {other}")(other=other)


def _planes_apart(survey: Survey) -> Iterator[Finding]:
    """Neighbouring planes of a stack look alike, so they belong on one side."""
    stacks: dict[str, list[ImageFacts]] = defaultdict(list)
    for facts in survey.labelled:
        if facts.image.stack is not None:
            stacks[facts.image.stack].append(facts)
    apart = {
        stack: group
        for stack, group in stacks.items()
        if len({facts.is_held_out for facts in group}) > 1
    }
    if not apart:
        return
    whole = [stack for stack in stacks if stack not in apart]
    yield Finding(
        Level.WARNING if whole or len(apart) > 1 else Level.HINT,
        say("doctor", "Stacks of which some planes are held out and others trained on: {count}")(
            count=len(apart)
        ),
        say("doctor", "Hold out whole stacks, if there is more than one.")(),
        key="leak-planes",
        why=say("doctor", "Neighbouring planes look alike, so scores come out too good.")(),
        spots=tuple(Spot(f.name) for group in apart.values() for f in group if f.is_held_out),
    )
