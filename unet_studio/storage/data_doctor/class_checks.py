"""Checks of the classes: which can be learnt, and which get a score."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.message import say
from unet_studio.domain.remedy import ProjectRemedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unet_studio.storage.data_doctor.survey import ImageFacts, Survey

TINY = 0.001
"""Of all labelled pixels."""


@dataclass
class _Use:
    """What there is of one class."""

    name: str
    learnt: list[ImageFacts] = field(default_factory=list)
    scored: list[ImageFacts] = field(default_factory=list)
    pixels: int = 0
    is_drawn: bool = False

    @property
    def images(self) -> list[ImageFacts]:
        return [*self.learnt, *self.scored]

    @property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(Spot(facts.name) for facts in self.images)


def class_findings(survey: Survey) -> Iterator[Finding]:
    """All that is to be said of the classes."""
    uses = _uses(survey)
    if not uses:
        yield Finding(
            Level.PROBLEM,
            say("doctor", "There are no classes yet")(),
            say("doctor", "Draw a shape and give it a class.")(),
            key="no-classes",
        )
    yield from _unused(uses)
    total = sum(facts.measures.labelled_px for facts in survey.labelled)
    for use in uses:
        if use.is_drawn:
            yield _one(use, total, has_scores=any(f.is_held_out for f in survey.labelled))


def _uses(survey: Survey) -> list[_Use]:
    uses = {known.name: _Use(known.name) for known in survey.project.classes}
    for facts in survey.images:
        for shape in facts.annotation.shapes:
            if shape.class_name in uses and not shape.is_draft:
                uses[shape.class_name].is_drawn = True
    for facts in survey.labelled:
        for name, pixels in facts.measures.pixels.items():
            uses[name].pixels += pixels
            (uses[name].scored if facts.is_held_out else uses[name].learnt).append(facts)
    return list(uses.values())


def _unused(uses: list[_Use]) -> Iterator[Finding]:
    for use in uses:
        if not use.is_drawn:
            yield Finding(
                Level.WARNING,
                say("doctor", "Class {name} is in no image")(name=use.name),
                say("doctor", "Label some, or remove the class; it cannot be learnt.")(),
                key=f"unused-class:{use.name}",
                why=say("doctor", "The model would get an output that never learns anything.")(),
                remedy=ProjectRemedy(
                    say("doctor", "Remove the class {name}")(name=use.name),
                    drop_classes=(use.name,),
                ),
            )


def _one(use: _Use, total: int, *, has_scores: bool) -> Finding:
    """The most important thing to say of a class that is drawn."""
    if not use.learnt and use.scored:
        return _never_learnt(use)
    if len(use.images) == 1 and has_scores:
        return _once(use)
    if has_scores and not use.scored and use.learnt:
        return _never_scored(use)
    share = use.pixels / total if total else 0.0
    if 0 < share < TINY:
        return _tiny(use, share)
    message = say(
        "doctor", "Class {name}: in {count} {count:image|images}, {share} of the labelled pixels"
    )
    return Finding(
        Level.OK,
        message(name=use.name, count=len(use.images), share=f"{share:.1%}"),
        key=f"class:{use.name}",
    )


def _never_learnt(use: _Use) -> Finding:
    freed = use.scored[-1].name
    can_share = len(use.scored) > 1
    return Finding(
        Level.WARNING,
        say("doctor", "Class {name} is in held-out images only")(name=use.name),
        say("doctor", "Train on one of these images, or label it in others.")(),
        key=f"never-learnt:{use.name}",
        why=say("doctor", "It cannot be learnt, and its score will be 0.")(),
        spots=use.spots,
        remedy=ProjectRemedy(
            say("doctor", "Train on {image}")(image=freed), release=frozenset({freed})
        )
        if can_share
        else None,
    )


def _once(use: _Use) -> Finding:
    return Finding(
        Level.WARNING,
        say("doctor", "Class {name} is in one image only")(name=use.name),
        say("doctor", "Label it in at least one more image.")(),
        key=f"once:{use.name}",
        why=say("doctor", "Learnt from that image, it gets no score; so nobody knows how good.")(),
        spots=use.spots,
    )


def _never_scored(use: _Use) -> Finding:
    # of those that show the class, the one that training loses least by
    moved = min(use.learnt, key=lambda facts: facts.measures.pixels[use.name]).name
    return Finding(
        Level.WARNING,
        say("doctor", "Class {name} is in no held-out image")(name=use.name),
        say("doctor", "Hold out one of the images that show it.")(),
        key=f"never-scored:{use.name}",
        why=say("doctor", "It gets no score, so nobody knows how well it is learnt.")(),
        spots=use.spots,
        remedy=ProjectRemedy(
            say("doctor", "Hold out {image}")(image=moved), hold_out=frozenset({moved})
        ),
    )


def _tiny(use: _Use, share: float) -> Finding:
    return Finding(
        Level.HINT,
        say("doctor", "Class {name} makes up {share} of the labelled pixels")(
            name=use.name, share=f"{share:.3%}"
        ),
        say("doctor", "Label more images that show it; automatic training cuts more of it.")(),
        key=f"tiny-class:{use.name}",
        why=say("doctor", "A model can do without so rare a class and still be right nearly "
                "everywhere.")(),
        spots=use.spots,
    )  # fmt: skip
