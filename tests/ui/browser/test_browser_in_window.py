"""The browser in the window: many images selected, the menu, resuming where one was."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from small_project import small_project
from window_driver import WindowDriver

from unet_studio.app import Studio
from unet_studio.ui.actions import ActionKey
from unet_studio.ui.browser.image_list_view import ImageListView
from unet_studio.ui.item_models.image_order import ListWish

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Bench(WindowDriver):
    """The window with five images, of which two are labelled."""

    def __init__(self, studio: Studio, root: Path) -> None:
        super().__init__(studio)
        self.root = small_project(root, 5, labelled=2).root
        self.open(self.root)

    def open(self, root: Path) -> None:
        self.come_to_front()
        self.window.open_path(root)
        self.wait_until(lambda: self.workspace.project and self.workspace.project.root == root)
        self.wait_for_picture()
        self.wait_until(lambda: self.workspace.states.is_complete)

    @property
    def rows(self) -> ImageListView:
        return self.window.browser.findChild(ImageListView)

    def click_row(self, row: int, modifier: Qt.KeyboardModifier) -> None:
        place = self.rows.visualRect(self.rows.model().index(row, 0)).center()
        QTest.mouseClick(self.rows.viewport(), Qt.MouseButton.LeftButton, modifier, place)
        self.pause(0.05)

    def selected(self) -> list[str]:
        return [image.name for image in self.window.browser.selected_images()]

    def do(self, key: ActionKey) -> None:
        action = self.window.actions_[key]
        assert action.isEnabled()
        action.trigger()


@pytest.fixture
def bench(studio: Studio, tmp_path: Path) -> Bench:
    return Bench(studio, tmp_path / "p")


def test_ctrl_and_shift_select_several_and_h_holds_them_all_out(bench: Bench) -> None:
    none = Qt.KeyboardModifier.NoModifier
    bench.click_row(0, none)
    bench.click_row(2, CTRL)
    bench.wait_until(lambda: bench.workspace.image.name == "2.png")
    assert bench.selected() == ["0.png", "2.png"]
    bench.click_row(2, none)
    bench.click_row(4, SHIFT)
    assert bench.selected() == ["2.png", "3.png", "4.png"]
    bench.key(Qt.Key.Key_H, widget=bench.rows)
    assert bench.workspace.project.held_out == {"2.png", "3.png", "4.png"}


def test_ctrl_a_in_the_list_selects_images_and_not_shapes(bench: Bench) -> None:
    bench.rows.setFocus()
    bench.key(Qt.Key.Key_A, CTRL, bench.rows)
    assert len(bench.selected()) == 5
    assert bench.workspace.document.selection == ()
    bench.do(ActionKey.COPY_PATHS)
    assert QApplication.clipboard().text().splitlines()[1] == str(bench.root / "1.png")


def test_the_menu_key_opens_a_menu_of_what_can_be_done(bench: Bench) -> None:
    bench.click_row(1, Qt.KeyboardModifier.NoModifier)
    bench.click_row(2, SHIFT)
    bench.rows.menu_requested.emit(bench.rows.mapToGlobal(bench.rows.rect().center()))
    bench.wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    texts = [action.text().replace("&", "") for action in menu.actions()]
    assert texts[0] == "With the 2 selected images"
    assert "Mark as partly labelled" in texts
    menu.close()


def test_deleting_labels_asks_first(bench: Bench) -> None:
    bench.click_row(0, Qt.KeyboardModifier.NoModifier)
    bench.click_row(1, SHIFT)
    said: list[str] = []

    def refuse(box: QMessageBox) -> None:
        said.append(box.text())
        box.reject()

    def accept(box: QMessageBox) -> None:
        (button,) = [b for b in box.buttons() if b.text() == "Delete the labels"]
        button.click()

    bench.with_dialog(QMessageBox, refuse)
    bench.do(ActionKey.DELETE_LABELS)
    assert "2 images" in said[0]
    assert len(bench.workspace.states.labelled) == 2
    bench.with_dialog(QMessageBox, accept)
    bench.do(ActionKey.DELETE_LABELS)
    bench.wait_until(lambda: not bench.workspace.states.labelled)


def test_unlabelled_images_are_walked_both_ways_and_round(bench: Bench) -> None:
    for key, expected in (
        (ActionKey.NEXT_UNLABELLED, "2.png"),
        (ActionKey.NEXT_UNLABELLED, "3.png"),
        (ActionKey.PREVIOUS_UNLABELLED, "2.png"),
        (ActionKey.PREVIOUS_UNLABELLED, "4.png"),
    ):
        bench.do(key)
        assert bench.workspace.image.name == expected


def test_one_resumes_at_the_same_image_zoom_and_place(bench: Bench, tmp_path: Path) -> None:
    bench.do(ActionKey.NEXT_UNLABELLED)
    bench.wait_for_picture()
    camera = bench.canvas.camera
    camera.zoom_to(9.0, 100, 80)
    camera.pan(-40, -25)
    before = camera.place
    assert before is not None
    bench.do(ActionKey.NEXT_IMAGE)  # of the same size: the same part of it
    bench.wait_for_picture()
    assert camera.place == before
    bench.open(small_project(tmp_path / "other", 1).root)
    assert camera.place != before
    bench.open(bench.root)
    assert bench.workspace.image.name == "3.png"
    assert camera.place == pytest.approx(before, abs=0.2)


def test_the_order_of_the_list_is_remembered(bench: Bench) -> None:
    bench.window.browser.show_order(ListWish(is_reversed=True))
    bench.window.browser.order_changed.emit(ListWish(is_reversed=True))
    assert bench.window.browser.listed()[0] == "4.png"
    bench.studio.prefer(theme="dark")
    assert bench.window.browser.listed()[0] == "4.png"
