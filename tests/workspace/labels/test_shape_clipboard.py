"""Copying shapes within an image, and from one to another."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from small_project import small_project

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.storage.project.project_file import list_images
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.labels.shape_clipboard import OFFSET_PX, ShapeClipboard, placed

A = Shape("cell", [[10, 10], [50, 10], [50, 50]], group_id=2, shape_id="a")
B = Shape("wall", [[60, 60], [80, 80]], ShapeType.RECTANGLE, group_id=2, shape_id="b")
SIZE = (100, 120)


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation((A, B)), SIZE)


@pytest.fixture
def clipboard(background) -> ShapeClipboard:
    return ShapeClipboard(background)


def test_pasting_into_another_image_keeps_the_place(document, clipboard) -> None:
    document.select(["b", "a"])
    clipboard.copy(document)
    other = AnnotationDocument(Annotation(), SIZE)
    clipboard.paste(other)
    assert [s.equals(t) for s, t in zip(other.annotation.shapes, (A, B), strict=True)] == [True] * 2
    assert len(other.selection) == 2
    assert str(other.undo_message) == "Paste shapes"
    other.undo_stack.undo()
    assert other.annotation.shapes == ()


def test_pasting_into_the_same_image_goes_aside_each_time_further(document, clipboard) -> None:
    document.select(["a"])
    clipboard.copy(document)
    clipboard.paste(document)
    clipboard.paste(document)
    first, second = document.annotation.shapes[2:]
    assert np.allclose(first.points - A.points, OFFSET_PX)
    assert np.allclose(second.points - A.points, 2 * OFFSET_PX)
    assert first.group_id != A.group_id
    assert document.selection == (second.shape_id,)


def test_cutting_takes_away_and_pasting_puts_it_back_in_place(document, clipboard) -> None:
    document.select(["a"])
    clipboard.cut(document)
    assert document.annotation.shapes == (B,)
    clipboard.paste(document)
    assert np.array_equal(document.annotation.shapes[1].points, A.points)


def test_duplicates_leave_the_clipboard_alone(document, clipboard) -> None:
    QGuiApplication.clipboard().setText("a letter")
    document.select(["a", "b"])
    clipboard.duplicate(document)
    assert len(document.annotation.shapes) == 4
    copies = document.selected_shapes
    assert copies[0].group_id == copies[1].group_id != 2
    assert QGuiApplication.clipboard().text() == "a letter"


@pytest.mark.parametrize("name", ["copy", "cut", "paste", "duplicate"])
def test_what_cannot_be_done_is_told(document, clipboard, qtbot: QtBot, name: str) -> None:
    QGuiApplication.clipboard().setText("a letter")
    with qtbot.waitSignal(clipboard.told):
        getattr(clipboard, name)(document)
    assert document.undo_stack.count() == 0


def test_shapes_of_a_larger_image_move_in() -> None:
    far = Shape("cell", [[500, 20], [520, 20], [520, 40]])
    (inside,) = placed([far], [], SIZE)
    assert inside.points[:, 0].max() == 120
    assert inside.points[:, 1].tolist() == [20, 20, 40]


def test_aside_is_to_the_left_where_the_image_ends() -> None:
    edge = Shape("cell", [[100, 10], [120, 10], [120, 30]])
    (copy,) = placed([edge], [edge], SIZE)
    assert (copy.points - edge.points).tolist() == [[-OFFSET_PX, OFFSET_PX]] * 3


def test_masks_are_pasted_by_whole_pixels() -> None:
    mask = Shape("cell", [[3, 4], [4, 5]], ShapeType.MASK, mask=np.ones((2, 2), bool))
    (copy,) = placed([mask], [mask], SIZE)
    assert copy.points.tolist() == [[13, 14], [14, 15]]


def test_taking_over_the_shapes_of_another_image(
    document, clipboard, qtbot: QtBot, tmp_path: Path
) -> None:
    project = small_project(tmp_path, 1, labelled=1)
    (image,) = list_images(project)
    known = Annotation((A, Shape("new", [[1, 1], [9, 1], [9, 9]])))
    with qtbot.waitSignal(clipboard.told) as told:
        clipboard.take_over(document, project, image, known)
    assert ": 1." in str(told.args[0])  # the other one is here already
    assert [s.class_name for s in document.annotation.shapes] == ["cell", "wall", "new"]
    with qtbot.waitSignal(clipboard.told) as told:
        clipboard.take_over(document, project, image, known)
    assert "already" in str(told.args[0])
    with qtbot.waitSignal(clipboard.told) as told:
        clipboard.take_over(document, project, image, Annotation())
    assert "no shapes" in str(told.args[0])


def test_labels_that_were_not_visited_are_read(
    document, clipboard, qtbot: QtBot, tmp_path: Path
) -> None:
    project = small_project(tmp_path, 1, labelled=1)
    (image,) = list_images(project)
    with qtbot.waitSignal(clipboard.pasted):
        clipboard.take_over(document, project, image, None)
    assert len(document.annotation.shapes) == 3
    image.path.with_suffix(".json").write_text("broken")
    with qtbot.waitSignal(clipboard.told) as told:
        clipboard.take_over(document, project, image, None)
    assert "cannot be read" in str(told.args[0])
