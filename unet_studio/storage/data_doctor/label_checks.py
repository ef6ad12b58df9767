"""Checks of the label files and of the shapes in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.message import say
from unet_studio.domain.polygon import outline
from unet_studio.domain.remedy import LabelRemedy, ProjectRemedy, Repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unet_studio.domain.message import Message, Text
    from unet_studio.storage.data_doctor.survey import Flaws, ImageFacts, Survey

SCARCELY = 0.005
"""Of an image; where less is labelled, hardly a patch can be cut that shows any of it."""

_OVERLAP_PX = 40
_OVERLAP_SHARE = 0.02
_HIDDEN_SHARE = 0.05


def label_findings(survey: Survey) -> Iterator[Finding]:
    """All that is to be said of label files and shapes, apart from what is unusual."""
    yield from _broken(survey)
    yield from _parts(survey)
    yield from _other_size(survey.labelled)
    yield from _unknown_classes(survey)
    yield from _flawed(survey.labelled)
    yield from _empty(survey.labelled)
    yield from _scarcely_labelled(survey.labelled)
    yield from _overlaps(survey.labelled)
    yield from _hidden(survey.labelled)


def _broken(survey: Survey) -> Iterator[Finding]:
    broken = [facts for facts in survey.images if facts.label_problem is not None]
    if broken:
        yield Finding(
            Level.PROBLEM,
            say("doctor", "Label files that cannot be understood: {count}")(count=len(broken)),
            say(
                "doctor",
                "Repair the files or take them away. The window offers to give such a file another "
                "name, and earlier versions of the labels may be there.",
            )(),
            key="broken-labels",
            why=say("doctor", "Until then these images are not trained on.")(),
            spots=tuple(Spot(facts.name, note=facts.label_problem) for facts in broken),
        )


def _parts(survey: Survey) -> Iterator[Finding]:
    spots = tuple(
        Spot(facts.name, note=problem) for facts in survey.images for problem in facts.part_problems
    )
    if spots:
        yield Finding(
            Level.WARNING,
            say("doctor", "Parts of label files that cannot be used: {count}")(count=len(spots)),
            say("doctor", "Draw these shapes anew; the files keep what they hold.")(),
            key="unusable-parts",
            why=say("doctor", "What cannot be understood is not trained on.")(),
            spots=spots,
        )


def _other_size(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    odd = [facts for facts in labelled if facts.stated_size is not None]
    if odd:
        text = say("doctor", "Labels made for a picture of another size: {count}")
        yield Finding(
            Level.WARNING,
            text(count=len(odd)),
            say("doctor", "Look whether the shapes lie where they should; saving settles it.")(),
            key="labels-of-other-size",
            why=say("doctor", "The shapes may be shifted against the picture.")(),
            spots=tuple(Spot(facts.name, note=_stated(facts)) for facts in odd),
        )


def _stated(facts: ImageFacts) -> Message:
    (height, width), size = facts.stated_size or (0, 0), facts.kind.size if facts.kind else (0, 0)
    return say("doctor", "made for {stated}, the picture has {size}")(
        stated=f"{width} x {height}", size=f"{size[1]} x {size[0]}"
    )


def _unknown_classes(survey: Survey) -> Iterator[Finding]:
    table = survey.project.classes
    unknown: dict[str, list[Spot]] = defaultdict(list)
    for facts in survey.images:
        for index, shape in enumerate(facts.annotation.shapes):
            if table.id_of(shape.class_name) is None and not shape.is_draft:
                unknown[shape.class_name].append(_spot(facts, index))
    for name, spots in sorted(unknown.items()):
        finding = Finding(
            Level.PROBLEM,
            say("doctor", "Shapes of the class {name}, which the project does not know: {count}")(
                name=name, count=len(spots)
            ),
            say("doctor", "Add the class to the project, or change those shapes.")(),
            key=f"unknown-class:{name}",
            why=say("doctor", "Images with such shapes are not trained on.")(),
            spots=tuple(spots),
            remedy=ProjectRemedy(
                say("doctor", "Add the class {name}")(name=name), add_classes=(name,)
            ),
        )
        yield finding


@dataclass(frozen=True)
class _Flaw:
    """A way in which single shapes are drawn amiss, and what is said of them."""

    key: str
    level: Level
    of: Callable[[Flaws], tuple[int, ...]]
    message: Text
    why: Text
    fix: Text
    title: Text | None = None
    repair: Repair | None = None


_FLAWS = (
    _Flaw(
        "duplicate-shapes",
        Level.WARNING,
        lambda flaws: flaws.duplicates,
        say("doctor", "Shapes drawn twice, one exactly over the other: {count}"),
        say("doctor", "They count as two objects where there is one."),
        say("doctor", "Remove the second ones."),
        say("doctor", "Remove the doubles"),
        Repair.REMOVE_DUPLICATES,
    ),
    _Flaw(
        "slivers",
        Level.WARNING,
        lambda flaws: flaws.slivers,
        say("doctor", "Shapes that enclose next to nothing: {count}"),
        say("doctor", "Most are slips of the hand. They are taught as objects all the same."),
        say("doctor", "Delete them, if they are none."),
        say("doctor", "Delete the slivers"),
        Repair.REMOVE_SLIVERS,
    ),
    _Flaw(
        "crossing-outlines",
        Level.HINT,
        lambda flaws: flaws.crossing,
        say("doctor", "Outlines that cross themselves: {count}"),
        say("doctor", "Which parts of them are inside is for the computer to guess."),
        say("doctor", "Move the corner points until the outline no longer crosses itself."),
    ),
    _Flaw(
        "shapes-outside",
        Level.WARNING,
        lambda flaws: flaws.outside,
        say("doctor", "Shapes that lie wholly outside their picture: {count}"),
        say("doctor", "They teach nothing; perhaps the labels belong to another picture."),
        say("doctor", "Look at these images; if the picture is right, delete the shapes."),
        say("doctor", "Cut off what is outside"),
        Repair.CLIP_TO_IMAGE,
    ),
    _Flaw(
        "shapes-beyond-border",
        Level.HINT,
        lambda flaws: flaws.beyond,
        say("doctor", "Shapes that reach beyond the border of their picture: {count}"),
        say("doctor", "This is harmless here: what lies outside is left out. Other programs stop."),
        say("doctor", "Cut them off at the border."),
        say("doctor", "Cut off what is outside"),
        Repair.CLIP_TO_IMAGE,
    ),
)


def _flawed(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    for flaw in _FLAWS:
        spots = tuple(_spot(facts, i) for facts in labelled for i in flaw.of(facts.flaws))
        if not spots:
            continue
        remedy = None
        if flaw.title is not None and flaw.repair is not None:
            images = tuple(dict.fromkeys(spot.image for spot in spots))
            remedy = LabelRemedy(flaw.title(), flaw.repair, images)
        yield Finding(
            flaw.level,
            flaw.message(count=len(spots)),
            flaw.fix(),
            key=flaw.key,
            why=flaw.why(),
            spots=spots,
            remedy=remedy,
        )


def _empty(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    empty = [
        facts
        for facts in labelled
        if not facts.annotation.shapes and facts.annotation.extent is LabelExtent.FULLY
    ]
    if empty:
        names = tuple(facts.name for facts in empty)
        yield Finding(
            Level.HINT,
            say("doctor", "Images marked fully labelled that have no shape: {count}")(
                count=len(empty)
            ),
            say("doctor", "If nothing is to be seen there, this is right; else mark them anew.")(),
            key="empty-labels",
            why=say("doctor", "They teach that all of it is background.")(),
            spots=tuple(Spot(name) for name in names),
            remedy=LabelRemedy(
                say("doctor", "Mark as unlabelled")(), Repair.MARK_UNLABELLED, names
            ),
        )


def _scarcely_labelled(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    scarce = []
    for facts in labelled:
        known, whole = facts.measures.labelled_px, _area(facts)
        if facts.annotation.extent is LabelExtent.PARTLY and known < SCARCELY * whole:
            scarce.append((facts, known / whole))
    if scarce:
        yield Finding(
            Level.HINT,
            say("doctor", "Partly labelled images of which hardly anything is labelled: {count}")(
                count=len(scarce)
            ),
            say(
                "doctor",
                "Label a little more there, background as well; or, if all there is is drawn, mark "
                "them fully labelled.",
            )(),
            key="scarcely-labelled",
            why=say("doctor", "What no shape covers is ignored, so they teach next to nothing.")(),
            spots=tuple(
                Spot(f.name, note=say("doctor", "{share} labelled")(share=f"{part:.2%}"))
                for f, part in scarce
            ),
        )


def _overlaps(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    """Partial overlaps: what lies wholly within another shape was drawn so on purpose."""
    found = [
        (overlap, facts)
        for facts in labelled
        for overlap in facts.measures.overlaps
        if overlap.pixels >= _OVERLAP_PX and _OVERLAP_SHARE <= overlap.share <= 1 - _OVERLAP_SHARE
    ]
    if not found:
        return
    found.sort(key=lambda pair: -pair[0].share)
    text = say("doctor", "Images in which shapes of different classes overlap: {count}")
    yield Finding(
        Level.HINT,
        text(count=len({facts.name for _, facts in found})),
        say("doctor", "Draw the border once: cut one shape along the other, or reorder them.")(),
        key="overlapping-classes",
        why=say("doctor", "A pixel has one class; where two lie, the shape drawn later counts.")(),
        spots=tuple(
            Spot(
                facts.name,
                overlap.box,
                note=say(
                    "doctor", "{pixels} {pixels:pixel is|pixels are} both {lower} and {upper}"
                )(pixels=overlap.pixels, lower=overlap.lower, upper=overlap.upper),
            )
            for overlap, facts in found
        ),
    )


def _hidden(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    spots = tuple(
        Spot(facts.name, shape.box, shape.index, shape.class_name)
        for facts in labelled
        for shape in facts.measures.shapes
        if shape.area_px and shape.seen_px <= _HIDDEN_SHARE * shape.area_px
    )
    if spots:
        yield Finding(
            Level.WARNING,
            say("doctor", "Shapes that shapes of another class cover: {count}")(count=len(spots)),
            say("doctor", "Bring them to the front in the list of shapes, or delete them.")(),
            key="hidden-shapes",
            why=say("doctor", "They lie underneath, so nothing of them is learnt.")(),
            spots=spots,
        )


def _spot(facts: ImageFacts, index: int) -> Spot:
    shape = facts.annotation.shapes[index]
    line = outline(shape)
    (left, top), (right, bottom) = (
        (line.min(axis=0), line.max(axis=0)) if len(line) else ((0.0, 0.0), (0.0, 0.0))
    )
    box = float(left), float(top), float(right), float(bottom)
    return Spot(facts.name, box, index, shape.class_name)


def _area(facts: ImageFacts) -> int:
    height, width = facts.kind.size if facts.kind else (0, 0)
    return max(1, height * width)
