"""Edits of the selection, worked out off the GUI thread."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.labels.shape_edits import ShapeEdits
from unet_studio.workspace.labels.shape_properties import (
    PropertyWish,
    change_properties,
    flag_names,
)

A = Shape("cell", [[10, 10], [50, 10], [50, 50], [10, 50]], shape_id="a")
X = Shape("cell", [[70, 70], [90, 70], [90, 90]], shape_id="x")
B = Shape("cell", [[40, 20], [80, 20], [80, 40], [40, 40]], shape_id="b")


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation((A, X, B)), (100, 120))


@pytest.fixture
def edits(background) -> ShapeEdits:
    return ShapeEdits(background)


def ids(document: AnnotationDocument) -> list[str]:
    return [s.shape_id for s in document.annotation.shapes]


def test_merging_is_one_step_and_selects_the_outcome(document, edits, qtbot: QtBot) -> None:
    document.select(["b", "a"])
    edits.merge(document)
    qtbot.waitUntil(lambda: document.undo_stack.count() == 1)
    assert ids(document) == ["x", "b"]
    assert document.selection == ("b",)
    assert str(document.undo_message) == "Merge shapes"
    document.undo_stack.undo()
    assert document.annotation.shapes == (A, X, B)


def test_pieces_take_the_place_of_the_whole(document, edits, qtbot: QtBot) -> None:
    band = Shape("cell", [[0, 25], [60, 25], [60, 30], [0, 30]])
    document.insert_shape(band)
    document.select(["a", band.shape_id])
    edits.subtract(document)
    qtbot.waitUntil(lambda: document.undo_stack.count() == 2)
    first, second, *others = ids(document)
    assert first == "a"
    assert others == ["x", "b"]
    assert document.selection == ("a", second)


@pytest.mark.parametrize(
    "name", ["merge", "subtract", "fill_holes", "simplify", "to_polygons", "smooth", "to_masks"]
)
def test_nothing_selected_is_told(document, edits, qtbot: QtBot, name: str) -> None:
    with qtbot.waitSignal(edits.told) as told:
        getattr(edits, name)(document)
    assert "Select" in str(told.args[0])


def test_why_it_cannot_be_done_is_told(document, edits, qtbot: QtBot) -> None:
    document.select(["a"])
    with qtbot.waitSignal(edits.told) as told:
        edits.merge(document)
    assert "two" in str(told.args[0])
    assert document.undo_stack.count() == 0


def test_an_answer_to_labels_that_changed_meanwhile_is_dropped(
    document, edits, qtbot: QtBot
) -> None:
    document.select(["a", "b"])
    with qtbot.waitSignal(edits.told) as told:
        edits.merge(document)
        document.remove_shapes(["x"])
    assert "meanwhile" in str(told.args[0])
    assert ids(document) == ["a", "b"]


def test_masks_and_polygons_take_turns(document, edits, qtbot: QtBot) -> None:
    document.select(["a"])
    edits.to_masks(document)
    qtbot.waitUntil(lambda: document.shape("a").shape_type is ShapeType.MASK)
    edits.to_polygons(document)
    qtbot.waitUntil(lambda: document.shape("a").shape_type is ShapeType.POLYGON)
    edits.smooth(document)
    qtbot.waitUntil(lambda: document.undo_stack.count() == 3)
    with qtbot.waitSignal(edits.told):
        edits.simplify(document)
    assert document.undo_stack.count() == 4


def test_fill_holes(document, edits, qtbot: QtBot) -> None:
    ring = np.ones((9, 9), bool)
    ring[4, 4] = False
    document.insert_shape(
        Shape("cell", [[1, 1], [9, 9]], ShapeType.MASK, mask=ring, shape_id="ring")
    )
    edits.fill_holes(document)
    qtbot.waitUntil(lambda: bool(document.shape("ring").mask.all()))


def test_properties_change_together(document) -> None:
    marked = Shape("cell", [[0, 0], [9, 0], [9, 9]], flags={"old": True, "kept": True})
    document.insert_shape(marked)
    document.select(["a", marked.shape_id])
    assert flag_names(document.annotation.shapes) == ["old", "kept"]
    wish = PropertyWish(
        class_name="wall", group_id=5, sets_group=True, description="both",
        flags={"new": True}, removed_flags=frozenset({"old"}),
    )  # fmt: skip
    change_properties(document, wish)
    changed = document.shape(marked.shape_id)
    assert (changed.class_name, changed.group_id, changed.description) == ("wall", 5, "both")
    assert dict(changed.flags) == {"kept": True, "new": True}
    assert document.shape("b") is B
    document.undo_stack.undo()
    assert document.shape("a") is A


def test_a_wish_for_nothing_is_no_step(document) -> None:
    document.select(["a"])
    change_properties(document, PropertyWish())
    assert document.undo_stack.count() == 0


def test_flags_of_the_image_are_a_step(document) -> None:
    document.set_flags({"blurred": True})
    document.set_flags({"blurred": True})
    assert document.undo_stack.count() == 1
    assert dict(document.annotation.flags) == {"blurred": True}
    document.undo_stack.undo()
    assert dict(document.annotation.flags) == {}
