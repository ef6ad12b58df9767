"""Checks of how images are divided: enough to learn from, and enough to score with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.message import say
from unet_studio.domain.project import choose_held_out
from unet_studio.domain.remedy import ProjectRemedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unet_studio.domain.message import Message
    from unet_studio.storage.data_doctor.survey import Survey

FEW_LABELLED = 5


def split_findings(survey: Survey) -> Iterator[Finding]:
    """All that is to be said of how many images there are for what."""
    yield _images_found(survey)
    if survey.images:
        yield _labelled_found(survey)
    yield from _gone(survey)
    yield from _division(survey)
    yield from _one_sided(survey)
    yield from _nothing_else(survey)


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
    level = Level.WARNING if count else Level.PROBLEM
    return Finding(level, message, _says_label_more(count), key="few-labelled")


def _says_label_more(labelled: int) -> Message:
    """What so few labelled images are enough for, and what more would bring."""
    if labelled == 0:
        text = say(
            "doctor",
            "Label an image: there is nothing to learn from yet. A second one gives scores, and "
            "{wanted} or more do much better.",
        )
    elif labelled == 1:
        text = say(
            "doctor",
            "Label a second image: one is enough to train, but then none is held out, so that "
            "nothing is scored. {wanted} or more do much better.",
        )
    else:
        text = say("doctor", "Label more: {wanted} or more do much better.")
    return text(wanted=FEW_LABELLED)


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
            say("doctor", "Hold out a labelled image; without one nothing can be scored.")()
            if chosen
            else say(
                "doctor", "Label another image to hold out; without one nothing can be scored."
            )(),
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


def _one_sided(survey: Survey) -> Iterator[Finding]:
    found = [f.name for f in survey.labelled if f.is_held_out and f.is_one_sided]
    if found:
        yield Finding(
            Level.WARNING,
            say("doctor", "Held-out images with labels of one class and no background: {count}")(
                count=len(found)
            ),
            say(
                "doctor",
                "Draw all there is and mark them fully labelled; or say where there is background, "
                "by shapes called _background_ (drawn in labelme).",
            )(),
            key="one-sided-held-out",
            why=say(
                "doctor",
                "Nothing found there counts as wrong: a model that finds the class everywhere "
                "scores 1.",
            )(),
            spots=tuple(map(Spot, found)),
        )


def _nothing_else(survey: Survey) -> Iterator[Finding]:
    """One class in all there is to learn from: nothing tells what it is not."""
    learnt = [facts for facts in survey.labelled if not facts.is_held_out]
    shown = {name for facts in learnt for name in facts.measures.pixels}
    if len(shown) == 1 and all(facts.is_one_sided for facts in learnt):
        yield Finding(
            Level.PROBLEM,
            say("doctor", "No background is labelled in any image to learn from")(),
            say(
                "doctor",
                "Draw all there is in some of them and mark these fully labelled; or say where "
                "there is background: Label next does, and shapes called _background_ do.",
            )(),
            key="nothing-else-learnt",
            why=say(
                "doctor",
                "Nothing tells what is not {name}, so the model will find it everywhere.",
            )(name=shown.pop()),
            spots=tuple(Spot(facts.name) for facts in learnt),
        )
