"""Checks for what differs from the rest: labels that may be mistaken."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING

from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.message import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unet_studio.imaging.label_measures import ShapeMeasure
    from unet_studio.storage.data_doctor.survey import ImageFacts, Survey

LEAST_OBJECTS = 20
"""Of a class, before one can say what size is usual."""

FAR_IN_AREA = 8.0
"""Times larger or smaller than the median."""

FAR_IN_SPREADS = 5.0
"""Robust standard deviations of the logarithm of the area; wide in classes of mixed sizes."""

LEAST_IMAGES = 4
CLEARLY = 0.5
"""A difference in brightness, in standard deviations of the picture, that one sees at once."""

FEW = 0.34
"""Of the images; what is so in more of them is no exception."""

_TO_SPREAD = 1.4826  # median deviation -> standard deviation, for a normal distribution


def odd_findings(survey: Survey) -> Iterator[Finding]:
    """What a person should look at again."""
    yield from _odd_sizes(survey.labelled)
    yield from _reversed_brightness(survey.labelled)


def _odd_sizes(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    by_class: dict[str, list[tuple[ImageFacts, ShapeMeasure]]] = defaultdict(list)
    for facts in labelled:
        for shape in facts.measures.shapes:
            if shape.area_px and shape.index not in facts.flaws.slivers:
                by_class[shape.class_name].append((facts, shape))
    for name, shapes in by_class.items():
        if len(shapes) >= LEAST_OBJECTS:
            yield from _odd_sizes_of(name, shapes)


def _odd_sizes_of(name: str, shapes: list[tuple[ImageFacts, ShapeMeasure]]) -> Iterator[Finding]:
    logs = [math.log(shape.area_px) for _, shape in shapes]
    usual = median(logs)
    spread = _TO_SPREAD * median(abs(value - usual) for value in logs)
    least = max(math.log(FAR_IN_AREA), FAR_IN_SPREADS * spread)
    odd = sorted(
        ((value - usual, facts, shape) for value, (facts, shape) in zip(logs, shapes, strict=True)
         if abs(value - usual) > least),
        key=lambda found: -abs(found[0]),
    )  # fmt: skip
    if odd:
        yield Finding(
            Level.HINT,
            say("doctor", "Shapes of the class {name} with an unusual size: {count}")(
                name=name, count=len(odd)
            ),
            say("doctor", "Look whether they are what they are said to be.")(),
            key=f"odd-size:{name}",
            why=say(
                "doctor",
                "Usually they cover about {usual} {usual:pixel|pixels}. Far larger ones may be "
                "several in one or of another class, far smaller ones slips of the hand.",
            )(usual=round(math.exp(usual))),
            spots=tuple(
                Spot(
                    facts.name,
                    shape.box,
                    shape.index,
                    say("doctor", "{pixels} {pixels:pixel|pixels}")(pixels=shape.area_px),
                )
                for _, facts, shape in odd
            ),
        )


def _reversed_brightness(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    """Where a class is brighter than another in most images and clearly darker in a few."""
    names = sorted({name for facts in labelled for name in facts.measures.brightness})
    told: set[frozenset[str]] = set()  # in an inverted picture every two classes are exchanged
    for one, other in combinations(names, 2):
        differences = [
            (facts.measures.brightness[one] - facts.measures.brightness[other], facts)
            for facts in labelled
            if one in facts.measures.brightness and other in facts.measures.brightness
        ]
        clear = [(value, facts) for value, facts in differences if abs(value) >= CLEARLY]
        if len(clear) < LEAST_IMAGES or len(clear) < len(differences) / 2:
            continue
        usual = 1 if sum(value > 0 for value, _ in clear) * 2 >= len(clear) else -1
        odd = [(value, facts) for value, facts in clear if value * usual < 0]
        images = frozenset(facts.name for _, facts in odd)
        if odd and len(odd) <= FEW * len(differences) and images not in told:
            told.add(images)
            yield _reversed(one, other, usual, odd, len(differences))


def _reversed(
    one: str, other: str, usual: int, odd: list[tuple[float, ImageFacts]], total: int
) -> Finding:
    bright, dark = (one, other) if usual > 0 else (other, one)
    if not bright:
        text = say("doctor", "Images in which {name} is brighter than background: {count} of "
                   "{total}")  # fmt: skip
    elif not dark:
        text = say("doctor", "Images in which {name} is darker than background: {count} of {total}")
    else:
        text = say("doctor", "Images in which {name} is darker than {other}: {count} of {total}")
    return Finding(
        Level.HINT if len(odd) > max(1, total // 10) else Level.WARNING,
        text(name=bright or dark, other=dark, count=len(odd), total=total),
        say(
            "doctor",
            "Nothing, if these are another kind of picture; then label enough of each kind. Else "
            "give the shapes their right class, or invert the picture.",
        )(),
        key=f"reversed:{bright or 'background'}:{dark or 'background'}",
        why=say(
            "doctor",
            "In the others it is the other way round. Either the labels are exchanged there, or "
            "the picture is inverted.",
        )(),
        spots=tuple(Spot(facts.name) for _, facts in sorted(odd, key=lambda p: -abs(p[0]))),
    )
