"""Hidden and locked shapes."""

import pytest
from pytestqt.qtbot import QtBot

from unet_studio.domain.annotation import Annotation, Shape
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.labels.shape_access import ShapeAccess

A = Shape("cell", [[0, 0], [40, 0], [40, 40], [0, 40]])
B = Shape("wall", [[0, 0], [40, 0], [40, 40], [0, 40]])
C = Shape("cell", [[60, 60], [90, 60], [90, 90]])


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation((A, B, C)), (100, 100))


def test_hidden_and_locked_shapes_are_neither_hit_nor_selected(document) -> None:
    assert document.hit(20, 20, scale=1).shape_id == B.shape_id
    document.access.hide([B])
    assert document.hidden == {B.shape_id}
    assert document.hit(20, 20, scale=1).shape_id == A.shape_id
    document.access.lock([A])
    assert document.hit(20, 20, scale=1) is None
    document.select_all()
    assert document.selection == (C.shape_id,)


def test_hiding_what_is_selected_deselects_it(document) -> None:
    document.select([A.shape_id, B.shape_id])
    document.access.hide([B])
    assert document.selection == (A.shape_id,)
    document.access.show([B])
    assert document.hidden == frozenset()
    assert document.selection == (A.shape_id,)


def test_a_class_is_hidden_as_a_whole_and_shown_with_any_of_its_shapes(document) -> None:
    document.access.hide_class("cell", hidden=True)
    assert document.hidden == {A.shape_id, C.shape_id}
    document.access.show([A])
    assert document.hidden == frozenset()
    assert document.access.hidden_classes == frozenset()


def test_what_changes_to_a_hidden_class_or_is_drawn_shows_it_again(document) -> None:
    document.access.hide_class("wall", hidden=True)
    document.change_class([A.shape_id], "wall")
    assert document.hidden == frozenset()
    document.access.hide_class("wall", hidden=True)
    document.insert_shape(Shape("wall", [[5, 5], [9, 5], [9, 9]]))
    assert document.hidden == frozenset()
    assert len(document.selection) == 1


def test_locked_classes_bar_shapes_that_come_later(document) -> None:
    document.access.lock_class("wall", locked=True)
    document.insert_shape(Shape("wall", [[5, 5], [9, 5], [9, 9]]))
    assert len(document.locked) == 2
    document.access.unlock_all()
    assert document.locked == frozenset()


def test_neither_is_an_edit(document) -> None:
    document.access.hide([A])
    document.access.lock_class("wall", locked=True)
    assert not document.is_dirty
    assert document.annotation.shapes == (A, B, C)


def test_documents_share_what_the_workspace_hides(document, qtbot: QtBot) -> None:
    access = ShapeAccess()
    access.hide_class("cell", hidden=True)
    other = AnnotationDocument(Annotation((C,)), (100, 100))
    for each in (document, other):
        each.set_access(access)
    assert other.hidden == {C.shape_id}
    with qtbot.waitSignal(other.access_changed):
        access.show_all()
    assert document.hidden == other.hidden == frozenset()


def test_a_change_is_told_only_if_it_is_one(qtbot: QtBot) -> None:
    access = ShapeAccess()
    with qtbot.assertNotEmitted(access.changed):
        access.show_all()
        access.unlock([A])
    with qtbot.waitSignal(access.changed):
        access.lock([A])
    access.forget()
    assert access.locked_among([A, B]) == frozenset()
