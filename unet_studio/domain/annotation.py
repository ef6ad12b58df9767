"""Shapes and annotations: what a person drew on one image.

Coordinates are image pixels: x to the right, y down; pixel (row r, column c) covers
[c, c + 1) x [r, r + 1).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain, pairwise
from operator import is_
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray


OUR_KEY = "unet_studio"
"""The one key we add to labelme's files and their shapes, in `extra`; labelme keeps it."""

DRAFT_KEY = "draft"
"""Below `OUR_KEY` of a shape: true while it is a draft, see `domain.draft`."""


class ShapeType(StrEnum):
    """The kinds of shape, under the names labelme gives them in its files."""

    POLYGON = "polygon"
    RECTANGLE = "rectangle"
    ORIENTED_RECTANGLE = "oriented_rectangle"
    CIRCLE = "circle"
    LINE = "line"
    LINESTRIP = "linestrip"
    POINT = "point"
    MASK = "mask"


POINT_COUNTS: dict[ShapeType, tuple[int, int | None]] = {
    ShapeType.POLYGON: (3, None),
    ShapeType.RECTANGLE: (2, 2),
    ShapeType.ORIENTED_RECTANGLE: (4, 4),
    ShapeType.CIRCLE: (2, 2),
    ShapeType.LINE: (2, 2),
    ShapeType.LINESTRIP: (2, None),
    ShapeType.POINT: (1, 1),
    ShapeType.MASK: (2, 2),
}
"""Least and most points of each kind; None = any number."""


def new_shape_id() -> str:
    """An id that no other shape has."""
    return os.urandom(16).hex()


@dataclass(frozen=True, eq=False)
class Shape:
    """One drawn thing.

    Attributes
    ----------
    class_name
        Name of its class (labelme's "label").
    points
        (N, 2) float64, x and y in image pixels. Rectangle: two opposite corners. Circle: centre
        and a point of the rim. Mask: the first and the last pixel covered, as labelme does.
    shape_type
        What the points mean.
    mask
        (h, w) bool, for `ShapeType.MASK` only: which pixels of the box are covered.
    group_id
        Shapes with the same number belong to one object.
    flags, description
        labelme's own.
    extra
        Keys of the file that this program does not know, written back as they were.
    shape_id
        Tells shapes apart while the program runs; not stored.
    """

    class_name: str
    points: NDArray[np.float64]
    shape_type: ShapeType = ShapeType.POLYGON
    mask: NDArray[np.bool_] | None = None
    group_id: int | None = None
    flags: Mapping[str, bool] = field(default_factory=dict)
    description: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    shape_id: str = field(default_factory=new_shape_id)

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", as_points(self.points))

    @property
    def is_draft(self) -> bool:
        """Whether a model drew it and no person has confirmed it: nothing learns from it."""
        ours = self.extra.get(OUR_KEY)
        return isinstance(ours, dict) and ours.get(DRAFT_KEY) is True

    @property
    def is_drawable(self) -> bool:
        """Whether it has as many points, all of them finite, as its kind needs."""
        return self.has_all_points and bool(np.isfinite(self.points).all())

    @property
    def has_all_points(self) -> bool:
        """Whether it has as many points as its kind needs, and a mask if it is one."""
        least, most = POINT_COUNTS[self.shape_type]
        count = len(self.points)
        return (
            count >= least
            and (most is None or count <= most)
            and (self.shape_type is not ShapeType.MASK or self.mask is not None)
        )

    def with_points(self, points: ArrayLike) -> Shape:
        """The same shape with other points."""
        return self._with(points=as_points(points))

    def with_extra(self, values: Mapping[str, Any]) -> Shape:
        """The same shape with some keys of `extra` exchanged."""
        return self._with(extra={**self.extra, **values})

    def of_class(self, class_name: str) -> Shape:
        """The same shape as one of another class."""
        return self._with(class_name=class_name)

    def _with(self, **values: Any) -> Shape:
        """What `replace` gives, in a tenth of the time; points have to be as `as_points` gives."""
        other = object.__new__(Shape)
        other.__dict__.update(self.__dict__)
        other.__dict__.update(values)
        return other

    def moved(self, dx: float, dy: float) -> Shape:
        """The same shape elsewhere; masks move by whole pixels."""
        if self.shape_type is ShapeType.MASK:
            dx, dy = round(dx), round(dy)
        return self.with_points(self.points + np.array([dx, dy]))

    def equals(self, other: Shape) -> bool:
        """Whether both say the same, whatever their ids."""
        if not _same_points(self.points, other.points):
            return False
        same_mask = (self.mask is None) == (other.mask is None) and (
            self.mask is None or other.mask is None or np.array_equal(self.mask, other.mask)
        )
        return (
            same_mask
            and self.class_name == other.class_name
            and self.shape_type == other.shape_type
            and self.group_id == other.group_id
            and dict(self.flags) == dict(other.flags)
            and self.description == other.description
            and dict(self.extra) == dict(other.extra)
        )


def moved_shapes(shapes: Sequence[Shape], dx: float, dy: float) -> list[Shape]:
    """The same shapes elsewhere, thousands of them in milliseconds; masks move by whole pixels."""
    if not shapes or any(shape.shape_type is ShapeType.MASK for shape in shapes):
        return [shape.moved(dx, dy) for shape in shapes]
    points = as_points(np.concatenate([shape.points for shape in shapes]) + np.array([dx, dy]))
    ends = accumulate(len(shape.points) for shape in shapes)
    moved = []
    for shape, (start, end) in zip(shapes, pairwise(chain((0,), ends)), strict=True):
        moved.append(shape._with(points=points[start:end]))
    return moved


def same_ends(old: Sequence[Shape], new: Sequence[Shape]) -> tuple[int, int]:
    """How many shapes two orders begin with, and then end with, that are the same objects."""
    same = list(map(is_, old, new))  # a loop of our own would take ten times as long
    start = same.index(False) if False in same else len(same)
    same = list(map(is_, reversed(old[start:]), reversed(new[start:])))
    return start, same.index(False) if False in same else len(same)


def _same_points(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    return one is other or (one.shape == other.shape and one.tobytes() == other.tobytes())


def as_points(points: ArrayLike) -> NDArray[np.float64]:
    """Coordinates as a read-only (N, 2) float64 array."""
    array = np.array(points, dtype=np.float64).reshape(-1, 2)
    array.flags.writeable = False
    return array


class LabelExtent(StrEnum):
    """How much of an image its shapes speak of."""

    UNLABELLED = "unlabelled"  # nothing is said: never trained on
    PARTLY = "partly"  # what no shape covers is ignored
    FULLY = "fully"  # what no shape covers is background


def extent_with_drafts(settled: LabelExtent, shapes: int, drafts: int) -> LabelExtent:
    """How much of an image so many shapes speak of if so many of them are drafts.

    Parameters
    ----------
    settled
        What it would be if none was.
    """
    if not drafts or settled is LabelExtent.UNLABELLED:
        return settled
    return LabelExtent.PARTLY if drafts < shapes else LabelExtent.UNLABELLED


@dataclass(frozen=True, eq=False)
class Annotation:
    """All shapes of one image; later shapes lie over earlier ones.

    Attributes
    ----------
    shapes
        In drawing order.
    flags
        labelme's flags of the image.
    stated_extent
        What a person said of `extent`; None if nobody did.
    extra
        Keys of the file that this program does not know, written back as they were.
    """

    shapes: tuple[Shape, ...] = ()
    flags: Mapping[str, bool] = field(default_factory=dict)
    stated_extent: LabelExtent | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def drafts(self) -> tuple[Shape, ...]:
        """The shapes that no person has confirmed yet, in drawing order."""
        return tuple(shape for shape in self.shapes if shape.is_draft)

    @property
    def extent(self) -> LabelExtent:
        """As stated, else fully labelled once there is a shape; while drafts are left, less.

        Nobody has looked yet at what drafts leave out, so that it is unknown, not background; and
        drafts alone say nothing.
        """
        return extent_with_drafts(self.settled_extent, len(self.shapes), len(self.drafts))

    @property
    def settled_extent(self) -> LabelExtent:
        """What `extent` is once all drafts are accepted."""
        if self.stated_extent is not None:
            return self.stated_extent
        return LabelExtent.FULLY if self.shapes else LabelExtent.UNLABELLED

    def index_of(self, shape_id: str) -> int:
        """Position of a shape.

        Raises
        ------
        KeyError
            If there is no such shape.
        """
        for index, shape in enumerate(self.shapes):
            if shape.shape_id == shape_id:
                return index
        raise KeyError(shape_id)

    def shape(self, shape_id: str) -> Shape:
        """The shape with this id; `KeyError` if there is none."""
        return self.shapes[self.index_of(shape_id)]

    def inserted(self, index: int, shape: Shape) -> Annotation:
        """With one more shape at this position."""
        return replace(self, shapes=(*self.shapes[:index], shape, *self.shapes[index:]))

    def replaced(self, shape: Shape) -> Annotation:
        """With the shape of the same id exchanged."""
        index = self.index_of(shape.shape_id)
        return replace(self, shapes=(*self.shapes[:index], shape, *self.shapes[index + 1 :]))

    def removed(self, shape_id: str) -> Annotation:
        """Without this shape."""
        index = self.index_of(shape_id)
        return replace(self, shapes=(*self.shapes[:index], *self.shapes[index + 1 :]))

    def equals(self, other: Annotation) -> bool:
        """Whether both say the same, whatever the ids of their shapes."""
        return (
            len(self.shapes) == len(other.shapes)
            and all(a is b or a.equals(b) for a, b in zip(self.shapes, other.shapes, strict=True))
            and dict(self.flags) == dict(other.flags)
            and self.stated_extent == other.stated_extent
            and dict(self.extra) == dict(other.extra)
        )
