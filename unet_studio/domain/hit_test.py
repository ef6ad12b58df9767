"""Hit testing: which vertex, edge or body of many shapes lies under the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import ShapeType, same_ends
from unet_studio.domain.polygon import contains, is_closed, outline
from unet_studio.domain.vertices import can_insert_vertex, handles

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape

VERTEX_RADIUS_PX = 8.0
EDGE_RADIUS_PX = 5.0
SMALLEST_EDITABLE_PX = 24.0
"""Below this size on the screen only selected shapes offer vertices: else one could not take hold
of a small shape without bending it."""


class HitKind(Enum):
    """What of a shape was hit."""

    VERTEX = "vertex"
    EDGE = "edge"
    BODY = "body"


@dataclass(frozen=True)
class HitTarget:
    """What a click would take hold of.

    Attributes
    ----------
    index
        Which handle or edge; 0 for a body.
    x, y
        The point of the shape nearest to the cursor, in image pixels; for a body the cursor.
    """

    kind: HitKind
    shape_id: str
    index: int
    x: float
    y: float


class ShapeIndex:
    """The shapes of an image, arranged so that few of them have to be looked at.

    Attributes
    ----------
    shapes
        In drawing order.
    positions
        Id of a shape -> its place among them.
    outlines
        One (N, 2) float64 array per shape.
    boxes
        (number of shapes, 4) float64: left, top, right, bottom; not a number for a shape that
        cannot be drawn, so that it lies nowhere.
    """

    def __init__(self, shapes: Sequence[Shape], earlier: ShapeIndex | None = None) -> None:
        """Arrange shapes; what an earlier index knows of them is taken over from there."""
        self.shapes = tuple(shapes)
        self.outlines: list[NDArray[np.float64]]
        if earlier is None:
            self.positions = _positions(self.shapes)
            self.outlines, self.boxes = _measured(self.shapes)
        else:
            self._take_over(earlier)

    def _take_over(self, earlier: ShapeIndex) -> None:
        """Look only at what lies between the first and the last shape that changed."""
        start, end = same_ends(earlier.shapes, self.shapes)
        old_end, new_end = len(earlier.shapes) - end, len(self.shapes) - end
        middle = self.shapes[start:new_end]
        old_middle = earlier.shapes[start:old_end]
        known = {_form(shape): start + i for i, shape in enumerate(old_middle)}
        before = [known.get(_form(shape), -1) for shape in middle]
        new = [i for i, position in enumerate(before) if position < 0]
        new_outlines, new_boxes = _measured([middle[i] for i in new])
        measured = iter(new_outlines)
        outlines = [earlier.outlines[i] if i >= 0 else next(measured) for i in before]
        boxes = np.empty((len(middle), 4))
        old = np.flatnonzero(np.array(before, np.intp) >= 0)
        boxes[old] = earlier.boxes[[before[i] for i in old.tolist()]]
        boxes[new] = new_boxes
        self.outlines = [*earlier.outlines[:start], *outlines, *earlier.outlines[old_end:]]
        self.boxes = np.concatenate([earlier.boxes[:start], boxes, earlier.boxes[old_end:]])
        same_ids = [s.shape_id for s in middle] == [s.shape_id for s in old_middle]
        self.positions = earlier.positions if same_ids else _positions(self.shapes)

    def changes_since(self, earlier: ShapeIndex) -> NDArray[np.float64]:
        """Boxes, (N, 4), of shapes that only one of two indices has or that changed their order."""
        start, end = same_ends(earlier.shapes, self.shapes)
        old = range(start, len(earlier.shapes) - end)
        new = range(start, len(self.shapes) - end)
        common = {earlier.shapes[i] for i in old}.intersection(self.shapes[i] for i in new)
        gone = [i for i in old if earlier.shapes[i] not in common]
        come = [i for i in new if self.shapes[i] not in common]
        stayed = [i for i in old if earlier.shapes[i] in common]
        stays = [i for i in new if self.shapes[i] in common]
        swapped = [
            i
            for i, before in zip(stays, stayed, strict=True)
            if self.shapes[i] is not earlier.shapes[before]
        ]
        return np.concatenate([earlier.boxes[gone], self.boxes[come + swapped]])

    def near(self, x: float, y: float, reach: float) -> NDArray[np.intp]:
        """Positions of the shapes whose box lies within `reach` of a point, in drawing order."""
        return self.touching(x - reach, y - reach, x + reach, y + reach)

    def touching(self, left: float, top: float, right: float, bottom: float) -> NDArray[np.intp]:
        """Positions of the shapes whose box touches another box, in drawing order."""
        b = self.boxes
        touches = (b[:, 0] <= right) & (b[:, 2] >= left) & (b[:, 1] <= bottom) & (b[:, 3] >= top)
        return np.flatnonzero(touches)

    def inside(self, left: float, top: float, right: float, bottom: float) -> NDArray[np.intp]:
        """Positions of the shapes that lie wholly in a box, in drawing order."""
        b = self.boxes
        lies = (b[:, 0] >= left) & (b[:, 2] <= right) & (b[:, 1] >= top) & (b[:, 3] <= bottom)
        return np.flatnonzero(lies)

    def shape_at(self, x: float, y: float) -> Shape | None:
        """The uppermost shape that covers a point, in image pixels."""
        positions = self.near(x, y, 0)[::-1]
        found = (self.shapes[p] for p in positions if self._covers(p, x, y, 0))
        return next(found, None)

    def hit(
        self,
        x: float,
        y: float,
        *,
        scale: float,
        selected: Collection[str] = (),
        barred: Collection[str] = (),
    ) -> HitTarget | None:
        """What lies under the cursor.

        Vertices come before edges, edges before bodies, selected shapes before others, and later
        shapes before earlier ones. Only selected shapes give their edges: there a click means a
        new vertex.

        Parameters
        ----------
        x, y
            The cursor, in image pixels.
        scale
            Screen pixels per image pixel; distances are judged on the screen.
        selected
            Ids of the selected shapes.
        barred
            Ids of shapes that cannot be taken hold of.
        """
        reach = VERTEX_RADIUS_PX / scale
        candidates = self.near(x, y, reach)
        if barred:
            open_to = [self.shapes[i].shape_id not in barred for i in candidates]
            candidates = candidates[np.array(open_to, bool)]
        chosen = [i for i in candidates if self.shapes[i].shape_id in selected]
        return (
            self._vertex(chosen, x, y, reach)
            or self._edge(chosen, x, y, EDGE_RADIUS_PX / scale)
            or self._vertex(self._large_on_screen(candidates, scale), x, y, reach)
            or self._body(candidates, x, y, EDGE_RADIUS_PX / scale)
        )

    def _large_on_screen(self, candidates: NDArray[np.intp], scale: float) -> list[np.intp]:
        boxes = self.boxes[candidates]
        extent = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) * scale
        return list(candidates[extent >= SMALLEST_EDITABLE_PX])

    def _vertex(
        self, candidates: Sequence[np.intp], x: float, y: float, reach: float
    ) -> HitTarget | None:
        if not candidates:
            return None
        grips = [handles(self.shapes[i]) for i in candidates]
        counts = [len(g) for g in grips]
        points = np.concatenate(grips)
        if not len(points):
            return None
        distances = np.hypot(points[:, 0] - x, points[:, 1] - y)
        best = len(points) - 1 - int(np.argmin(distances[::-1]))  # the topmost of equals
        if not distances[best] <= reach:
            return None
        ends = np.cumsum(counts)
        owner = int(np.searchsorted(ends, best, side="right"))
        index = best - int(ends[owner] - counts[owner])
        shape = self.shapes[candidates[owner]]
        return HitTarget(
            HitKind.VERTEX, shape.shape_id, index, float(points[best, 0]), float(points[best, 1])
        )

    def _edge(
        self, candidates: Sequence[np.intp], x: float, y: float, reach: float
    ) -> HitTarget | None:
        """The edge that takes a new vertex, or the rim of a circle: all of it is a handle."""
        for i in reversed(candidates):
            shape = self.shapes[i]
            is_circle = shape.shape_type is ShapeType.CIRCLE
            if is_circle or can_insert_vertex(shape):
                edge, distance, (at_x, at_y) = nearest_edge(
                    self.outlines[i], x, y, closed=is_closed(shape)
                )
                if distance <= reach:
                    kind, part = (HitKind.VERTEX, 1) if is_circle else (HitKind.EDGE, edge)
                    return HitTarget(kind, shape.shape_id, part, at_x, at_y)
        return None

    def _body(
        self, candidates: NDArray[np.intp], x: float, y: float, reach: float
    ) -> HitTarget | None:
        """The last shape around the cursor; else the last one whose outline is near."""
        around = (i for i in candidates[::-1] if self._covers(i, x, y, reach))
        near = (i for i in candidates[::-1] if self._passes(i, x, y, reach))
        found = next(around, None)
        if found is None:
            found = next(near, None)
        if found is None:
            return None
        return HitTarget(HitKind.BODY, self.shapes[found].shape_id, 0, x, y)

    def _covers(self, position: np.intp, x: float, y: float, reach: float) -> bool:
        """Whether a point lies inside; what has no inside is hit from nearby."""
        shape = self.shapes[position]
        if shape.mask is not None:
            return _mask_covers(shape, shape.mask, x, y)
        if is_closed(shape):
            return contains(self.outlines[position], x, y)
        return self._passes(position, x, y, reach)

    def _passes(self, position: np.intp, x: float, y: float, reach: float) -> bool:
        """Whether the outline is near; a mask has none."""
        shape, points = self.shapes[position], self.outlines[position]
        if shape.mask is not None:
            return False
        if len(points) == 1:
            return float(np.hypot(points[0, 0] - x, points[0, 1] - y)) <= reach
        return nearest_edge(points, x, y, closed=is_closed(shape))[1] <= reach


def nearest_edge(
    points: NDArray[np.float64], x: float, y: float, *, closed: bool
) -> tuple[int, float, tuple[float, float]]:
    """The edge of an outline, (N, 2) with N >= 2, that is nearest to a point.

    Returns
    -------
    Number of the edge, its distance in image pixels, and its nearest point.
    """
    starts = points if closed else points[:-1]
    ends = np.roll(points, -1, axis=0)[: len(starts)]
    along = ends - starts
    length2 = np.maximum((along**2).sum(axis=1), 1e-300)
    cursor = np.array([x, y])
    part = np.clip(((cursor - starts) * along).sum(axis=1) / length2, 0, 1)
    nearest = starts + along * part[:, None]
    distances = np.hypot(nearest[:, 0] - x, nearest[:, 1] - y)
    edge = int(np.argmin(distances))
    return edge, float(distances[edge]), (float(nearest[edge, 0]), float(nearest[edge, 1]))


def _mask_covers(shape: Shape, mask: NDArray[np.bool_], x: float, y: float) -> bool:
    left, top = shape.points[0]
    column, row = int(np.floor(x - left)), int(np.floor(y - top))
    height, width = mask.shape
    return 0 <= row < height and 0 <= column < width and bool(mask[row, column])


def _form(shape: Shape) -> tuple[int, int, ShapeType]:
    """The same for shapes made of the same arrays: a draft that is accepted lies where it lay."""
    return id(shape.points), id(shape.mask), shape.shape_type


def _positions(shapes: Sequence[Shape]) -> dict[str, int]:
    return {shape.shape_id: i for i, shape in enumerate(shapes)}


def _measured(
    shapes: Sequence[Shape],
) -> tuple[list[NDArray[np.float64]], NDArray[np.float64]]:
    outlines = [outline(shape) for shape in shapes]
    return outlines, _boxes(shapes, outlines)


def _boxes(shapes: Sequence[Shape], outlines: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    boxes = np.full((len(outlines), 4), np.nan)
    complete = [i for i, shape in enumerate(shapes) if shape.has_all_points]
    if complete:
        counts = [len(outlines[i]) for i in complete]
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        points = np.concatenate([outlines[i] for i in complete])
        boxes[complete, :2] = np.minimum.reduceat(points, starts)
        boxes[complete, 2:] = np.maximum.reduceat(points, starts)
    boxes[~np.isfinite(boxes).all(axis=1)] = np.nan
    return boxes
