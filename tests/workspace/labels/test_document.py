"""The document tells of every change once, and keeps the selection true."""

import pytest

from unet_studio.domain.annotation import Annotation, Shape
from unet_studio.workspace.labels.document import AnnotationDocument


@pytest.fixture
def document() -> AnnotationDocument:
    drawn = tuple(Shape("cell", [[i, 0], [i + 5, 0], [i, 5]]) for i in (0, 10, 20))
    return AnnotationDocument(Annotation(drawn), (100, 120))


@pytest.fixture
def ids(document: AnnotationDocument) -> list[str]:
    return [shape.shape_id for shape in document.annotation.shapes]


def test_selecting_tells_only_of_changes(document, ids) -> None:
    told = []
    document.selection_changed.connect(lambda: told.append(document.selection))
    document.select(ids[:2])
    document.select(ids[:2])
    document.select([*ids[:2], "unknown", ids[0]])
    document.toggle(ids[2])
    document.toggle(ids[0])
    document.select_all()
    document.select(())
    assert [set(s) for s in told] == [set(ids[:2]), set(ids), set(ids[1:]), set(ids), set()]


def test_a_removed_shape_is_selected_no_more(document, ids) -> None:
    document.select(ids)
    document.remove_shapes(ids[:1])
    assert set(document.selection) == set(ids[1:])
    assert len(document.selected_shapes) == 2


def test_a_new_shape_lies_on_top_and_is_selected(document) -> None:
    shape = Shape("cell", [[0, 0], [9, 0], [0, 9]])
    document.insert_shape(shape)
    assert document.annotation.shapes[-1] is shape
    assert document.selection == (shape.shape_id,)
    document.undo_stack.undo()
    assert document.selection == ()


def test_dirty_from_an_edit_until_it_is_stored_or_taken_back(document, ids) -> None:
    assert not document.is_dirty
    document.remove_shapes(ids[:1])
    assert document.is_dirty
    document.mark_stored()
    assert not document.is_dirty
    document.undo_stack.undo()
    assert document.is_dirty
    document.undo_stack.redo()
    assert not document.is_dirty


def test_each_edit_is_told_once(document, ids) -> None:
    told = []
    document.annotation_changed.connect(lambda: told.append(len(document.annotation.shapes)))
    document.remove_shapes(ids)
    document.undo_stack.undo()
    assert told == [0, 3]
