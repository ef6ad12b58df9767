"""Whatever a person may have drawn on a small image, for laws that hold for all of it."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType

HEIGHT, WIDTH = 24, 32
NAMES = ("a", "b", "a", "b", "__ignore__", "_background_")


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    kind = draw(st.sampled_from(list(ShapeType)))
    name = draw(st.sampled_from(NAMES))
    group = draw(st.sampled_from([None, None, 1, 2]))
    step = draw(st.sampled_from([1.0, 0.5, 0.37]))
    counts = {ShapeType.POLYGON: (3, 7), ShapeType.LINESTRIP: (2, 4), ShapeType.POINT: (1, 1)}
    least, most = counts.get(kind, (2, 2))
    corner = st.tuples(st.integers(-2, int(WIDTH / step) + 2), st.integers(-2, int(HEIGHT / step)))
    points = np.array(draw(st.lists(corner, min_size=least, max_size=most))) * step
    if kind is ShapeType.ORIENTED_RECTANGLE:
        along = points[1] - points[0]
        across = np.array([-along[1], along[0]]) / 2
        points = np.array([points[0], points[1], points[1] + across, points[0] + across])
    mask = None
    if kind is ShapeType.MASK:
        edges = draw(st.integers(1, 8)), draw(st.integers(1, 8))
        mask = np.array(draw(st.lists(st.booleans(), min_size=64, max_size=64))).reshape(8, 8)
        mask = mask[: edges[0], : edges[1]]
        points = np.floor(points)
    return Shape(name, points, kind, mask, group, description=draw(st.sampled_from(["", "d"])))


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    drawn = draw(st.lists(shapes(), min_size=0, max_size=5))
    extent = draw(st.sampled_from([LabelExtent.FULLY, LabelExtent.FULLY, LabelExtent.PARTLY]))
    return Annotation(tuple(drawn), stated_extent=extent)
