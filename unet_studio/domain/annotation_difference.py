"""What differs between two annotations of one image, and what both together say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unet_studio.domain.annotation import Annotation, Shape


@dataclass(frozen=True)
class AnnotationDifference:
    """What happened to the shapes between an earlier annotation and a later one.

    Attributes
    ----------
    removed
        Shapes of the earlier one that are in the later one no more.
    added
        Shapes of the later one that were not in the earlier one.
    changed
        Pairs of an earlier shape and what became of it.
    """

    removed: tuple[Shape, ...] = ()
    added: tuple[Shape, ...] = ()
    changed: tuple[tuple[Shape, Shape], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the shapes are the same."""
        return not (self.removed or self.added or self.changed)


def annotation_difference(earlier: Annotation, later: Annotation) -> AnnotationDifference:
    """Compare two annotations that were read from files, so that shapes have no common ids.

    A shape counts as changed if both are of one kind and their boxes overlap by half or more.
    """
    same = _pairs(earlier.shapes, later.shapes)
    kept = {id(shape) for pair in same for shape in pair}
    gone = [shape for shape in earlier.shapes if id(shape) not in kept]
    come = [shape for shape in later.shapes if id(shape) not in kept]
    changed = _likely_pairs(gone, come)
    known = {id(shape) for pair in changed for shape in pair}
    return AnnotationDifference(
        removed=tuple(shape for shape in gone if id(shape) not in known),
        added=tuple(shape for shape in come if id(shape) not in known),
        changed=tuple(changed),
    )


def with_same_shapes(annotation: Annotation, known: Annotation) -> Annotation:
    """The annotation with known shapes in place of those that say the same, ids included."""
    known_as = {id(shape): twin for twin, shape in _pairs(known.shapes, annotation.shapes)}
    shapes = tuple(known_as.get(id(shape), shape) for shape in annotation.shapes)
    return replace(annotation, shapes=shapes)


def united(first: Annotation, second: Annotation, before: Annotation) -> Annotation:
    """Two annotations made of one by people who did not know of each other, in one.

    Nothing that either drew is left out: a shape that both moved is there twice. Where both said
    something of the whole image, the second has the last word.
    """
    drawn = _come(_come(before.shapes, second.shapes), _come(before.shapes, first.shapes))
    said = first if _says_as_much(second, before) else second
    return replace(
        second,
        shapes=(*second.shapes, *drawn),
        stated_extent=said.stated_extent,
        flags=said.flags,
        extra=said.extra,
    )


def _come(before: Iterable[Shape], after: Sequence[Shape]) -> list[Shape]:
    """The later shapes that say what none of the earlier ones says."""
    kept = {id(shape) for _, shape in _pairs(before, after)}
    return [shape for shape in after if id(shape) not in kept]


def _says_as_much(annotation: Annotation, other: Annotation) -> bool:
    """Whether both say the same of the whole image."""
    return replace(annotation, shapes=()).equals(replace(other, shapes=()))


def _pairs(first: Iterable[Shape], second: Iterable[Shape]) -> list[tuple[Shape, Shape]]:
    """Shapes that say the same; each is in one pair at most."""
    waiting: dict[object, list[Shape]] = defaultdict(list)
    for shape in first:
        waiting[_key(shape)].append(shape)
    pairs = []
    for shape in second:
        candidates = waiting.get(_key(shape), [])
        twin = next((c for c in candidates if c is shape or c.equals(shape)), None)
        if twin is not None:
            candidates.remove(twin)
            pairs.append((twin, shape))
    return pairs


def _key(shape: Shape) -> object:
    return shape.class_name, shape.shape_type, shape.points.tobytes()


def _likely_pairs(gone: list[Shape], come: list[Shape]) -> list[tuple[Shape, Shape]]:
    pairs: list[tuple[Shape, Shape]] = []
    free = {id(shape): (shape, _box(shape)) for shape in come if len(shape.points)}
    for shape in gone:
        if not len(shape.points):
            continue
        box = _box(shape)
        likely = [
            (overlap, key)
            for key, (other, other_box) in free.items()
            if other.shape_type is shape.shape_type and (overlap := _overlap(box, other_box)) >= 0.5
        ]
        if likely:
            pairs.append((shape, free.pop(max(likely)[1])[0]))
    return pairs


def _box(shape: Shape) -> tuple[float, float, float, float]:
    (left, top), (right, bottom) = shape.points.min(axis=0), shape.points.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _overlap(
    first: tuple[float, float, float, float], second: tuple[float, float, float, float]
) -> float:
    """Intersection over union of two boxes; lines and points count as one pixel wide."""
    width = min(first[2], second[2]) - max(first[0], second[0]) + 1
    height = min(first[3], second[3]) - max(first[1], second[1]) + 1
    if width <= 0 or height <= 0:
        return 0.0
    areas = [(b[2] - b[0] + 1) * (b[3] - b[1] + 1) for b in (first, second)]
    return width * height / (sum(areas) - width * height)
