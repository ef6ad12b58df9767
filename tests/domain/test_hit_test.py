"""What lies under the cursor."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.hit_test import HitKind, ShapeIndex, nearest_edge
from unet_studio.domain.polygon import contains

SQUARE = Shape("a", [[100, 100], [200, 100], [200, 200], [100, 200]])
coordinates = st.floats(0, 100, allow_nan=False)
polygons = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=8).map(
    lambda points: Shape("a", points)
)


def test_vertices_come_before_edges_and_edges_before_bodies() -> None:
    index = ShapeIndex([SQUARE])
    chosen = [SQUARE.shape_id]

    def kind(x: float, y: float) -> HitKind | None:
        hit = index.hit(x, y, scale=1, selected=chosen)
        return hit.kind if hit else None

    assert kind(197, 103) is HitKind.VERTEX
    assert kind(197, 150) is HitKind.EDGE
    assert kind(150, 150) is HitKind.BODY
    assert kind(220, 150) is None


def test_a_vertex_tells_which_one_and_where_it_is() -> None:
    hit = ShapeIndex([SQUARE]).hit(203, 196, scale=1)
    assert hit is not None
    assert (hit.kind, hit.index, hit.x, hit.y) == (HitKind.VERTEX, 2, 200, 200)


def test_an_edge_tells_its_nearest_point() -> None:
    hit = ShapeIndex([SQUARE]).hit(202, 150, scale=1, selected=[SQUARE.shape_id])
    assert hit is not None
    assert (hit.kind, hit.index, hit.x, hit.y) == (HitKind.EDGE, 1, 200, 150)


def test_shapes_that_are_not_selected_give_their_body_instead_of_edges() -> None:
    hit = ShapeIndex([SQUARE]).hit(199, 150, scale=1)
    assert hit is not None
    assert hit.kind is HitKind.BODY


@pytest.mark.parametrize("scale", [0.25, 1, 8, 64])
def test_reach_is_the_same_on_the_screen_at_every_scale(scale: float) -> None:
    index = ShapeIndex([SQUARE])
    chosen = [SQUARE.shape_id]
    near = index.hit(200 + 7 / scale, 200, scale=scale, selected=chosen)
    assert near is not None
    assert near.kind is HitKind.VERTEX
    assert index.hit(200 + 9 / scale, 200, scale=scale, selected=chosen) is None


def test_a_shape_that_is_tiny_on_the_screen_can_be_taken_hold_of() -> None:
    index = ShapeIndex([SQUARE])
    assert index.hit(150, 150, scale=0.1).kind is HitKind.BODY
    assert index.hit(150, 150, scale=0.1, selected=[SQUARE.shape_id]).kind is HitKind.VERTEX


def test_later_shapes_lie_over_earlier_ones() -> None:
    over = Shape("b", SQUARE.points + 50)
    assert ShapeIndex([SQUARE, over]).hit(175, 175, scale=1).shape_id == over.shape_id
    assert ShapeIndex([over, SQUARE]).hit(175, 175, scale=1).shape_id == SQUARE.shape_id


def test_vertices_of_selected_shapes_come_before_those_of_others() -> None:
    twin = Shape("b", SQUARE.points)
    hit = ShapeIndex([SQUARE, twin]).hit(200, 200, scale=1, selected=[SQUARE.shape_id])
    assert hit.shape_id == SQUARE.shape_id


def test_a_mask_is_hit_on_its_pixels_only() -> None:
    ring = np.ones((10, 10), bool)
    ring[3:7, 3:7] = False
    index = ShapeIndex([Shape("a", [[20, 30], [29, 39]], ShapeType.MASK, mask=ring)])
    assert index.hit(21, 31, scale=1).kind is HitKind.BODY
    assert index.hit(25, 35, scale=1) is None


def test_lines_and_points_are_hit_from_nearby() -> None:
    line = Shape("a", [[0, 0], [100, 0]], ShapeType.LINE)
    point = Shape("a", [[50, 50]], ShapeType.POINT)
    index = ShapeIndex([line, point])
    assert index.hit(50, 3, scale=1).shape_id == line.shape_id
    assert index.hit(50, 20, scale=1) is None
    assert index.hit(52, 52, scale=1).shape_id == point.shape_id


def test_a_line_over_a_filled_shape_can_be_hit() -> None:
    line = Shape("a", [[100, 150], [200, 150]], ShapeType.LINE)
    index = ShapeIndex([SQUARE, line])
    assert index.hit(150, 152, scale=1).shape_id == line.shape_id
    assert index.hit(150, 160, scale=1).shape_id == SQUARE.shape_id


def test_the_inside_of_one_shape_comes_before_the_outline_of_its_neighbour() -> None:
    neighbour = Shape("b", np.add(SQUARE.points, [102, 0]))
    hit = ShapeIndex([SQUARE, neighbour]).hit(199, 150, scale=1)
    assert hit.shape_id == SQUARE.shape_id
    outside = ShapeIndex([SQUARE, neighbour]).hit(305, 150, scale=1)
    assert outside.shape_id == neighbour.shape_id


def test_broken_shapes_are_never_hit() -> None:
    broken = Shape("a", [[0, 0], [float("nan"), 10], [10, 10]])
    empty = Shape("a", np.empty((0, 2)))
    index = ShapeIndex([broken, empty])
    assert index.hit(0, 0, scale=1) is None
    assert index.hit(5, 5, scale=1) is None


@given(st.lists(polygons, max_size=6), coordinates, coordinates)
def test_the_body_hit_is_the_last_shape_around_the_cursor(shapes, x, y) -> None:
    hit = ShapeIndex(shapes).hit(x, y, scale=1e6)  # so near that only the inside counts
    around = [shape for shape in shapes if contains(shape.points, x, y)]
    if around and hit is not None and hit.kind is HitKind.BODY:
        assert hit.shape_id == around[-1].shape_id
    if around:
        assert hit is not None


@given(st.lists(polygons, min_size=1, max_size=6), st.data())
def test_an_index_made_from_an_earlier_one_equals_a_fresh_one(shapes, data) -> None:
    changed = list(shapes)
    for _ in range(data.draw(st.integers(0, 4))):
        position = data.draw(st.integers(0, max(len(changed) - 1, 0)))
        deed = data.draw(st.sampled_from(["move", "add", "remove", "swap"]))
        if deed == "add" or not changed:
            changed.insert(position, data.draw(polygons))
        elif deed == "move":
            changed[position] = changed[position].moved(3, -2)
        elif deed == "remove":
            del changed[position]
        else:
            changed[0], changed[position] = changed[position], changed[0]
    earlier = ShapeIndex(shapes)
    grown = ShapeIndex(changed, earlier=earlier)
    fresh = ShapeIndex(changed)
    assert np.array_equal(grown.boxes, fresh.boxes)
    assert grown.positions == fresh.positions
    boxes = {tuple(box) for box in grown.changes_since(earlier).tolist()}
    turned = set(shapes) ^ set(changed)
    assert {tuple(box) for box in ShapeIndex(list(turned)).boxes.tolist()} <= boxes
    assert bool(boxes) == (changed != shapes)
    for a, b in zip(grown.outlines, fresh.outlines, strict=True):
        assert np.array_equal(a, b)


def test_the_nearest_edge_of_an_open_line_is_not_the_one_that_would_close_it() -> None:
    points = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]])
    assert nearest_edge(points, 5, 5.2, closed=True)[0] == 2
    assert nearest_edge(points, 5, 4.9, closed=False)[0] == 0
