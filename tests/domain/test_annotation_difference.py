"""What differs between two annotations."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.annotation_difference import annotation_difference, united, with_same_shapes


def square(at: float, name: str = "cell") -> Shape:
    return Shape(name, np.array([[0, 0], [9, 0], [9, 9], [0, 9]], float) + at)


def again(shape: Shape) -> Shape:
    """The same shape, as another reading of its file gives it."""
    return replace(shape, shape_id=f"{shape.shape_id}'")


def test_gone_come_and_changed() -> None:
    stays, goes, moves = square(0), square(100), square(200)
    comes, moved = square(300), moves.moved(1, 2)
    found = annotation_difference(
        Annotation((stays, goes, moves)), Annotation((comes, again(stays), moved))
    )
    assert found.removed == (goes,)
    assert found.added == (comes,)
    assert found.changed == ((moves, moved),)


def test_another_class_in_the_same_place_is_a_change() -> None:
    before, after = square(0), square(0, "rim")
    assert annotation_difference(Annotation((before,)), Annotation((after,))).changed == (
        (before, after),
    )


def test_masks_differ_by_their_pixels() -> None:
    corners, pixels = np.array([[0.0, 0.0], [2.0, 1.0]]), np.ones((2, 3), bool)
    mask = Shape("cell", corners, ShapeType.MASK, pixels)
    other = replace(mask, mask=pixels & [True, False, True])
    assert annotation_difference(Annotation((mask,)), Annotation((again(mask),))).is_empty
    assert annotation_difference(Annotation((mask,)), Annotation((other,))).changed


def test_twins_are_told_apart_by_number_only() -> None:
    twins = Annotation((square(0), square(0), square(0)))
    found = annotation_difference(twins, Annotation((square(0),)))
    assert (len(found.removed), found.added, found.changed) == (2, (), ())


@given(st.lists(st.integers(0, 5), max_size=6), st.lists(st.integers(0, 5), max_size=6))
def test_known_shapes_take_the_places_of_those_that_say_the_same(
    first: list[int], second: list[int]
) -> None:
    known = Annotation(tuple(square(20 * k) for k in first))
    other = Annotation(tuple(square(20 * k) for k in second))
    taken = with_same_shapes(other, known)
    assert taken.equals(other)
    ids = {shape.shape_id for shape in known.shapes}
    shared = sum(min(first.count(k), second.count(k)) for k in range(6))
    assert sum(shape.shape_id in ids for shape in taken.shapes) == shared
    assert len({shape.shape_id for shape in taken.shapes}) == len(taken.shapes)


@given(*[st.lists(st.integers(0, 4), max_size=5)] * 3)
def test_of_two_annotations_made_of_one_nothing_drawn_is_left_out(
    first: list[int], second: list[int], before: list[int]
) -> None:
    made = [Annotation(tuple(square(20 * k) for k in at)) for at in (first, second, before)]
    places = Counter(int(shape.points[0, 0]) // 20 for shape in united(*made).shapes)
    drawn = [Counter(at) - Counter(before) for at in (first, second)]
    assert places == Counter(second) + (drawn[0] - drawn[1])


def test_the_second_has_the_last_word_on_the_whole_image_if_it_has_one() -> None:
    before = Annotation((), {"blurred": True})
    fully = replace(before, stated_extent=LabelExtent.FULLY)
    partly = replace(before, stated_extent=LabelExtent.PARTLY)
    assert united(fully, partly, before).stated_extent is LabelExtent.PARTLY
    assert united(fully, before, before).equals(fully)
