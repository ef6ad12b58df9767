"""Checks of how images are divided: enough to learn from, and enough to score with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.message import say
from unet_studio.domain.project import choose_held_out
from unet_studio.domain.remedy import ProjectRemedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unet_studio.storage.data_doctor.survey import Survey

FEW_LABELLED = 5


def split_findings(survey: Survey) -> Iterator[Finding]:
    """All that is to be said of how many images there are for what."""
    yield _images_found(survey)
    if survey.images:
        yield _labelled_found(survey)
    yield from _gone(survey)
    yield from _division(survey)


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
