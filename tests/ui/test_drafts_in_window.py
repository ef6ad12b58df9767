"""Drafts in the window: the bar, the keys, the lists, and what is asked; new windows included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QToolButton
from small_project import small_project, square

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.draft import as_draft, confirmed, edited
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation
from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.label.draft_bar import DraftBar
from unet_studio.ui.label.shape_list_model import ShapeListModel

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from unet_studio.app import Studio

SPACE = Qt.Key.Key_Space
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def person(qtbot: QtBot, studio: Studio, tmp_path: Path) -> Studio:
    """Three images: two with three drafts each, one without anything."""
    project = small_project(tmp_path / "project", 3)
    drafts = [as_draft(square(at, edge=6), "net@12ab") for at in (4, 18, 32)]
    for image in list_images(project)[:2]:
        write_annotation(project, image, Annotation(tuple(drafts)))
    workspace = studio.workspace
    with qtbot.waitSignal(workspace.project_opened):
        workspace.opening.open_project(project.root)
    qtbot.waitUntil(lambda: bool(workspace.document and workspace.picture))
    qtbot.waitUntil(lambda: workspace.states.is_complete)
    return studio


def bar(studio: Studio) -> DraftBar:
    return studio.window.findChild(DraftBar)


def button(parent: QWidget, text: str) -> QPushButton:
    (found,) = [b for b in parent.findChildren(QPushButton) if b.text() == text]
    return found


def tap(studio: Studio, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(studio.window.label_view.canvas, SPACE, modifier)


def test_space_looks_through_the_drafts_and_the_bar_counts(person: Studio) -> None:
    review, document = person.workspace.review, person.workspace.document
    assert bar(person).isVisible()
    text = bar(person).findChild(type(bar(person)._text)).text()
    assert "Drafts by net: 3" in text
    tap(person)
    first = document.selection
    tap(person)
    assert len(review.drafts) == 2
    tap(person, SHIFT)
    assert document.selection != first  # that one is a draft no more
    QTest.keyClick(person.window.label_view.canvas, Qt.Key.Key_V)
    QTest.keyClick(person.window.label_view.canvas, Qt.Key.Key_Delete)
    assert len(review.drafts) == 1
    assert len(document.annotation.shapes) == 2
    button(bar(person), "Accept all").click()
    assert review.drafts == ()
    assert "decided" in bar(person)._text.text()
    assert button(bar(person), "Next image with drafts").isVisible()


def test_the_next_image_with_drafts_comes_round(qtbot: QtBot, person: Studio) -> None:
    workspace = person.workspace
    button(bar(person), "Reject all").click()
    assert workspace.document.annotation.shapes == ()
    button(bar(person), "Next image with drafts").click()
    assert workspace.image.name == "1.png"
    qtbot.waitUntil(lambda: len(workspace.review.drafts) == 3)
    workspace.show_image(workspace.images[2])
    qtbot.waitUntil(lambda: bool(workspace.document))
    assert not bar(person).isVisible()


def test_space_that_pans_accepts_nothing(person: Studio) -> None:
    canvas, review = person.window.label_view.canvas, person.workspace.review
    review.step(1)
    QTest.keyPress(canvas, SPACE)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    QTest.keyRelease(canvas, SPACE)
    assert len(review.drafts) == 3
    QTest.keyPress(canvas, SPACE)
    canvas._tap.stop()  # as it does when held for long
    QTest.keyRelease(canvas, SPACE)
    assert len(review.drafts) == 3


def test_the_browser_marks_and_filters_images_with_drafts(qtbot: QtBot, person: Studio) -> None:
    chips = [
        chip
        for chip in person.window.browser.findChildren(QToolButton)
        if "drafts" in chip.accessibleName()
    ]
    assert [(chip.text(), chip.isVisible()) for chip in chips] == [("2", True)]
    chips[0].click()
    qtbot.waitUntil(lambda: person.window.browser.listed() == ["0.png", "1.png"])
    person.workspace.review.accept_all()
    qtbot.waitUntil(lambda: chips[0].text() == "1")


def test_what_no_shape_covers_is_not_asked_while_drafts_are_left(person: Studio) -> None:
    panel = person.window.label_view.panel
    (extent,) = [b for b in panel.findChildren(QComboBox) if b.count() == 3]
    assert not extent.isEnabled()
    assert "drafts" in extent.toolTip()
    person.workspace.review.accept_all()
    assert extent.isEnabled()
    assert extent.currentIndex() == 0  # all is labelled
    assert "drafts" not in extent.toolTip()


def test_the_list_of_shapes_says_who_drew_them(qtbot: QtBot) -> None:
    draft = as_draft(square(4), "net@12ab")
    model = ShapeListModel()
    model.set_shapes([square(4), edited(draft), confirmed(draft), draft])
    role = Qt.ItemDataRole
    tips = [model.index(row).data(role.ToolTipRole).split("\n")[-1] for row in range(4)]
    assert tips[0].startswith("Drawn by net@12ab, not confirmed")
    assert tips[1].endswith("confirmed by a person.")
    assert tips[2].endswith("changed by a person.")
    assert "net" not in tips[3]
    fonts = [model.index(row).data(role.FontRole) for row in range(4)]
    assert fonts[0].italic()
    assert fonts[1:] == [None, None, None]
    assert model.index(0).data() == "cell · draft · polygon"


def test_a_window_made_anew_asks_once_and_goes_on(qtbot: QtBot, person: Studio) -> None:
    person.workspace.review.accept()
    old = person.window
    old.language_requested.emit("zh_CN")
    qtbot.waitUntil(lambda: person.window is not old)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert bar(person).isVisible()
    tap(person)
    assert len(person.workspace.review.drafts) == 2
    person.workspace.drafts.made.emit(person.workspace.image)
    assert person.window.mode == "label"


def test_training_on_is_suggested_after_a_correction(qtbot: QtBot, person: Studio) -> None:
    workspace = person.workspace
    qtbot.waitUntil(lambda: workspace.models.in_use is not None)
    panel = person.window.rooms.train.panel
    assert panel.wish().from_model is None
    workspace.review.accept_all()
    assert panel.wish().from_model == workspace.models.in_use.path
    assert person.window.actions_[K.TRAIN_ON].isEnabled()
