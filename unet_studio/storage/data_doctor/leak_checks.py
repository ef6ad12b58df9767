"""Checks for pictures that show the same: on both sides of the split they make scores too good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.kinship import Kinship, groups_of, leaks_between
from unet_studio.domain.message import say
from unet_studio.domain.remedy import ProjectRemedy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unet_studio.domain.kinship import Leak, Relation
    from unet_studio.storage.data_doctor.survey import Survey

_MESSAGES = {
    Kinship.DUPLICATE: say(
        "doctor", "Held-out images that are trained on too, as a nearly equal picture: {count}"
    ),
    Kinship.TILES: say(
        "doctor",
        "Held-out images that were cut from the same picture as images trained on: {count}",
    ),
    Kinship.STACK: say(
        "doctor", "Held-out planes of stacks of which other planes are trained on: {count}"
    ),
}


def leak_findings(survey: Survey, relations: Sequence[Relation]) -> Iterator[Finding]:
    """All that is to be said of pictures that show the same.

    Parameters
    ----------
    survey
        The images.
    relations
        Which of them show the same; of labelled images.
    """
    names = [facts.name for facts in survey.labelled]
    held_out = survey.project.held_out.intersection(names)
    leaks = leaks_between(relations, held_out)
    for kinship in Kinship:
        found = [leak for leak in leaks if leak.kinship is kinship]
        if found:
            yield _leak(kinship, found, _kept_apart(names, relations, held_out))
    yield from _twice(relations, held_out)


def _kept_apart(
    names: list[str], relations: Sequence[Relation], held_out: frozenset[str]
) -> ProjectRemedy | None:
    """Give every group of related images to the side that has most of it, where both remain.

    Of two alike halves the one in training stays there: learning from them is worth more.
    """
    hold_out, release = set(held_out), set[str]()
    for group in groups_of(names, relations):
        scored = held_out.intersection(group)
        if not scored or len(scored) == len(group):
            continue
        hold_out -= scored
        if len(scored) * 2 > len(group):
            hold_out.update(group)
        else:
            release |= scored
    if not hold_out or len(hold_out) == len(names):
        return None  # nothing would be left to score with, or to learn from
    title = say("doctor", "Keep them on one side")
    return ProjectRemedy(title(), frozenset(hold_out - held_out), frozenset(release))


def _leak(kinship: Kinship, leaks: list[Leak], remedy: ProjectRemedy | None) -> Finding:
    partners: dict[str, list[str]] = {}
    for leak in leaks:
        partners.setdefault(leak.held_out, []).append(leak.training)
    fix = (
        say("doctor", "Keep those that show the same on one side.")
        if remedy is not None
        else say("doctor", "Label other pictures as well; these cannot be kept apart.")
    )
    return Finding(
        Level.WARNING,
        _MESSAGES[kinship](count=len(partners)),
        fix(),
        key=f"leak-{kinship.value}",
        why=say("doctor", "The model has seen nearly the same, so its scores come out too good.")(),
        spots=tuple(
            Spot(name, note=say("doctor", "like {other}")(other=", ".join(others[:3])))
            for name, others in partners.items()
        ),
        remedy=remedy,
    )


def _twice(relations: Sequence[Relation], held_out: frozenset[str]) -> Iterator[Finding]:
    """Pictures labelled twice on one side of the split: no leak, but worth a look."""
    alike = [
        relation
        for relation in relations
        if relation.kinship is Kinship.DUPLICATE
        and (relation.first in held_out) == (relation.second in held_out)
    ]
    if alike:
        yield Finding(
            Level.HINT,
            say("doctor", "Nearly equal pictures, labelled more than once: {count}")(
                count=len({relation.second for relation in alike})
            ),
            say("doctor", "Look whether their labels agree; one of each is enough.")(),
            key="same-picture",
            why=say("doctor", "They count double, and two labels of one thing may differ.")(),
            spots=tuple(
                Spot(r.second, note=say("doctor", "like {other}")(other=r.first)) for r in alike
            ),
        )
