"""Choosing, grouping, ordering."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, Shape
from unet_studio.domain.message import StudioError
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.labels.selection_edits import (
    REORDER,
    Step,
    group,
    hide_others,
    hide_selected,
    invert_selection,
    lock_selected,
    reorder,
    select_groups,
    select_same_class,
    ungroup,
)

PILE = [[0, 0], [40, 0], [40, 40], [0, 40]]
FAR = [[70, 70], [90, 70], [90, 90]]


@pytest.fixture
def document() -> AnnotationDocument:
    """Three shapes in a pile and one elsewhere: a, b, x (elsewhere), c."""
    shapes = [Shape(n, FAR if n == "x" else PILE, shape_id=n) for n in "abxc"]
    return AnnotationDocument(Annotation(tuple(shapes)), (100, 100))


def order(document: AnnotationDocument) -> str:
    return "".join(s.shape_id for s in document.annotation.shapes)


@pytest.mark.parametrize(
    ("selected", "step", "after"),
    [
        ("a", Step.FORWARD, "baxc"),
        ("b", Step.FORWARD, "axcb"),  # past the one elsewhere, too
        ("c", Step.BACKWARD, "acbx"),
        ("a", Step.FRONT, "bxca"),
        ("c", Step.BACK, "cabx"),
        ("ab", Step.FRONT, "xcab"),
        ("ac", Step.BACK, "acbx"),
        ("ac", Step.FORWARD, "bacx"),
    ],
)
def test_the_order_changes(document, selected: str, step: Step, after: str) -> None:
    document.select(selected)
    reorder(document, step)
    assert order(document) == after
    assert set(document.selection) == set(selected)
    assert str(document.undo_message) == "Change order"
    document.undo_stack.undo()
    assert order(document) == "abxc"


@pytest.mark.parametrize(
    ("selected", "step"),
    [
        ("c", Step.FORWARD),
        ("c", Step.FRONT),
        ("a", Step.BACKWARD),
        ("a", Step.BACK),
        ("x", Step.FORWARD),
    ],
)
def test_what_is_there_already_is_told(document, selected: str, step: Step) -> None:
    document.select(selected)
    with pytest.raises(StudioError, match="lies"):
        reorder(document, step)
    assert document.undo_stack.count() == 0


def test_nothing_selected_is_told(document) -> None:
    for deed in (hide_selected, hide_others, lock_selected):
        with pytest.raises(StudioError, match="Select"):
            deed(document)
    with pytest.raises(StudioError, match="Select"):
        reorder(document, Step.FRONT)


@given(st.sets(st.integers(0, 5), min_size=1), st.integers(0, 6))
def test_placing_shapes_keeps_everyones_order(moving: set[int], place: int) -> None:
    shapes = tuple(Shape("a", PILE, shape_id=str(i)) for i in range(6))
    document = AnnotationDocument(Annotation(shapes), (100, 100))
    ids = {str(i) for i in moving}
    document.place_shapes(REORDER(), ids, place)
    after = order(document)
    assert sorted(after) == list("012345")
    assert [c for c in after if c in ids] == sorted(ids)
    assert [c for c in after if c not in ids] == sorted(set("012345") - ids)
    before_place = [str(i) for i in range(place) if str(i) not in ids]
    assert after.startswith("".join(before_place))


def test_groups_get_a_number_of_their_own(document) -> None:
    document.select("ab")
    group(document)
    document.select("cx")
    group(document)
    assert [document.shape(i).group_id for i in "abcx"] == [1, 1, 2, 2]
    document.select("a")
    select_groups(document)
    assert document.selection == ("a", "b")
    ungroup(document)
    assert document.shape("a").group_id is None
    with pytest.raises(StudioError, match="group"):
        ungroup(document)
    document.select("a")
    with pytest.raises(StudioError, match="two"):
        group(document)


def test_selecting_by_class_and_the_rest(document) -> None:
    document.select("a")
    invert_selection(document)
    assert set(document.selection) == set("bcx")
    document.insert_shape(Shape("a", FAR, shape_id="A"))
    document.select("a")
    select_same_class(document, "")
    assert set(document.selection) == {"a", "A"}
    document.select(())
    select_same_class(document, "b")
    assert document.selection == ("b",)


def test_hiding_all_others(document) -> None:
    document.select("b")
    hide_others(document)
    assert document.hidden == set("acx")
    lock_selected(document)
    assert document.locked == {"b"}
    assert document.selection == ()
