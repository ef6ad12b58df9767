"""Earlier versions in the window, and the way out of a broken label file."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from small_project import small_project, square

from unet_studio.app import Studio
from unet_studio.domain.project import Project
from unet_studio.ui.actions import ActionKey
from unet_studio.ui.canvas.history_layer import COME_COLOUR, GONE_COLOUR
from unet_studio.ui.label.history_panel import HistoryPanel


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project", 2, labelled=1)


@pytest.fixture
def panel(studio: Studio, project: Project, qtbot: QtBot) -> HistoryPanel:
    """Beside an image with one earlier version: a square that was removed, another that came."""
    workspace, window = studio.workspace, studio.window
    workspace.opening.open_project(project.root)
    qtbot.waitUntil(lambda: bool(workspace.document and workspace.picture))
    assert workspace.document is not None
    workspace.document.remove_shapes([s.shape_id for s in workspace.document.annotation.shapes])
    workspace.document.insert_shape(square(30, edge=10))
    workspace.document.select([])
    qtbot.waitUntil(lambda: not workspace.labels.unsaved)
    window.actions_[ActionKey.EARLIER_VERSIONS].trigger()
    made = window.label_view.history_panel
    qtbot.waitUntil(lambda: made.list.count() == 1)
    return made


def choose(studio: Studio, panel: HistoryPanel, qtbot: QtBot) -> None:
    panel.list.setCurrentRow(0)
    history = studio.workspace.history
    qtbot.waitUntil(
        lambda: history.comparison is not None and not history.comparison.difference.is_empty,
    )


def colours(studio: Studio, x: float, y: float) -> list[QColor]:
    """What is seen around a point of the image."""
    canvas = studio.window.label_view.canvas
    picture = canvas.grab().toImage()
    at = canvas.view_point(x, y)
    around = [QPoint(dx, dy) for dx in range(-9, 10) for dy in range(-9, 10)]
    return [picture.pixelColor(at + offset) for offset in around]


def test_versions_are_listed_in_place_of_the_classes(studio: Studio, panel: HistoryPanel) -> None:
    assert panel.isVisible()
    assert studio.window.label_view.panel.isHidden()
    text = panel.list.item(0).text()
    assert "cell: 1" in text
    assert "another program" in text
    assert not panel.restore_button.isEnabled()
    studio.window.actions_[ActionKey.EARLIER_VERSIONS].trigger()
    assert panel.isHidden()
    assert studio.window.label_view.panel.isVisible()


def test_the_chosen_version_is_drawn_over_the_picture(
    studio: Studio, panel: HistoryPanel, qtbot: QtBot
) -> None:
    assert QColor(GONE_COLOUR) not in colours(studio, 4, 12)
    choose(studio, panel, qtbot)
    assert QColor(GONE_COLOUR) in colours(studio, 4, 12)
    assert QColor(COME_COLOUR) in colours(studio, 40, 35)
    panel.list.setCurrentRow(-1)
    qtbot.waitUntil(lambda: studio.workspace.history.comparison is None)
    assert QColor(COME_COLOUR) not in colours(studio, 40, 35)


def test_restoring_gives_the_labels_back_and_undo_takes_them(
    studio: Studio, panel: HistoryPanel, qtbot: QtBot
) -> None:
    choose(studio, panel, qtbot)
    panel.restore_button.click()
    document = studio.workspace.document
    assert document is not None
    assert document.annotation.shapes[0].equals(square(4))
    studio.window.actions_[ActionKey.UNDO].trigger()
    assert document.annotation.shapes[0].equals(square(30, edge=10))


def test_restoring_everything_asks_first(studio: Studio, panel: HistoryPanel, qtbot: QtBot) -> None:
    choose(studio, panel, qtbot)
    panel.restore_all_button.click()
    (box,) = panel.findChildren(QMessageBox)
    document = studio.workspace.document
    assert document is not None
    assert document.annotation.shapes[0].equals(square(30, edge=10))
    (accept,) = [b for b in box.buttons() if box.buttonRole(b) is QMessageBox.ButtonRole.AcceptRole]
    accept.click()
    qtbot.waitUntil(lambda: document.annotation.shapes[0].equals(square(4)))


def test_a_window_made_anew_shows_the_same(
    studio: Studio, panel: HistoryPanel, qtbot: QtBot
) -> None:
    choose(studio, panel, qtbot)
    studio.prefer(theme="dark")
    fresh = studio.window.label_view.history_panel
    assert fresh is not panel
    assert fresh.isVisible()
    assert fresh.list.count() == 1
    assert fresh.restore_button.isEnabled()


def test_a_broken_label_file_can_be_set_aside_from_the_menu(
    studio: Studio, project: Project, qtbot: QtBot
) -> None:
    path = project.root / "0.json"
    path.write_text("{broken", encoding="utf-8")
    studio.workspace.opening.open_project(project.root)
    action = studio.window.actions_[ActionKey.SET_BROKEN_ASIDE]
    assert not action.isEnabled()
    qtbot.waitUntil(action.isEnabled)
    assert studio.window.banner.notice is not None
    assert "aside" in str(studio.window.banner.notice.message)
    action.trigger()
    qtbot.waitUntil(lambda: studio.workspace.document is not None)
    assert not action.isEnabled()
    assert path.with_name("0.json.broken").read_text(encoding="utf-8") == "{broken"
