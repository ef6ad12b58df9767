"""The whole window, by mouse and keyboard, on small projects."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListView, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from small_project import small_project, square, write_image

from unet_studio.app import RENEW_AGAIN_MS, Studio
from unet_studio.domain.message import say
from unet_studio.domain.project import Project
from unet_studio.storage.project.project_file import read_project
from unet_studio.storage.resource_files import models_dir
from unet_studio.ui.actions import ActionKey, Mode
from unet_studio.ui.dialogs.new_project_dialog import NewProjectDialog
from unet_studio.ui.main_window import MainWindow
from unet_studio.ui.theme import is_dark
from unet_studio.workspace.labels import label_saving
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet
from unet_studio.workspace.training.training_run import TrainingState
from unet_studio.workspace.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Person:
    """Someone at the window."""

    def __init__(self, qtbot: QtBot, studio: Studio) -> None:
        self.qtbot, self.studio = qtbot, studio

    @property
    def window(self) -> MainWindow:
        return self.studio.window

    @property
    def workspace(self) -> Workspace:
        return self.studio.workspace

    def open(self, project: Project) -> None:
        with self.qtbot.waitSignal(self.workspace.states.completed):
            self.window.open_path(project.root)
        self.wait_for_image()

    def wait_for_image(self) -> None:
        self.qtbot.waitUntil(
            lambda: self.workspace.document is not None and self.workspace.picture is not None,
        )

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.window.activateWindow()
        QTest.keyClick(self.window, key, modifiers)

    def click(self, x: float, y: float) -> None:
        canvas = self.window.label_view.canvas
        at = canvas.view_point(x, y)
        seen = QPointF(canvas.mapToGlobal(at))
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            seen,
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            NONE,
        )
        QApplication.sendEvent(canvas, move)
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, NONE, at)

    def drop(self, path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPointF(QPoint(200, 200)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            NONE,
        )
        self.window.dropEvent(event)

    def gone(self, widget: QWidget) -> list[int]:
        """Has an entry as soon as a widget is destroyed."""
        entries: list[int] = []
        widget.destroyed.connect(lambda: entries.append(1))
        return entries

    @property
    def image(self) -> str:
        assert self.workspace.image is not None
        return self.workspace.image.name

    @property
    def current_row(self) -> str:
        return str(self.window.browser.findChild(QListView).currentIndex().data())

    @property
    def notice(self) -> str:
        notice = self.window.banner.notice
        return str(notice.message) if notice else ""


@pytest.fixture
def person(qtbot: QtBot, studio: Studio) -> Person:
    return Person(qtbot, studio)


def test_an_empty_window_offers_ways_in(person: Person) -> None:
    window = person.window
    assert window.browser.isHidden()
    assert window._empty.isVisible()
    assert not window.actions_[ActionKey.NEXT_IMAGE].isEnabled()
    assert window.windowTitle() == "UNet Studio"


def test_modes_by_key_and_tab(person: Person, tmp_path: Path) -> None:
    person.open(small_project(tmp_path / "p", 2))
    window = person.window
    for key, mode, view in (
        (Qt.Key.Key_F3, Mode.TRAIN, window.rooms.train.panel),
        (Qt.Key.Key_F4, Mode.RESULTS, window.rooms.results.view),
        (Qt.Key.Key_F2, Mode.LABEL, window.label_view),
    ):
        person.press(key)
        assert window.mode is mode
        assert view.isVisible()
    tabs = window.findChild(QTabBar)
    tabs.setCurrentIndex(1)
    assert window.mode is Mode.TRAIN
    assert window.actions_[ActionKey.TRAIN_MODE].isChecked()


def test_a_folder_of_images_is_opened_and_paged_through(person: Person, tmp_path: Path) -> None:
    for name in ("图像 1.png", "图像 2.png", "图像 10.png"):
        write_image(tmp_path / "my images" / name)
    with person.qtbot.waitSignal(person.workspace.states.completed):
        person.window.open_path(tmp_path / "my images")
    assert person.window.windowTitle() == "my images – UNet Studio"
    person.press(Qt.Key.Key_PageDown)
    person.press(Qt.Key.Key_PageDown)
    assert person.image == person.current_row == "图像 10.png"
    person.press(Qt.Key.Key_PageDown)
    assert person.image == "图像 10.png"
    person.press(Qt.Key.Key_PageUp)
    assert person.image == "图像 2.png"
    person.wait_for_image()


def test_keys_go_to_the_picture_once_something_is_open(person: Person, tmp_path: Path) -> None:
    person.open(small_project(tmp_path))
    assert person.window.focusWidget() is person.window.label_view.canvas
    person.press(Qt.Key.Key_F4)
    person.press(Qt.Key.Key_F2)
    assert person.window.focusWidget() is person.window.label_view.canvas
    person.studio.prefer(language="zh_CN")
    assert person.window.focusWidget() is person.window.label_view.canvas
    person.studio.prefer(language="en")


def test_the_system_turning_dark_leaves_an_open_dialog_alone(
    person: Person, tmp_path: Path
) -> None:
    person.open(small_project(tmp_path))
    window = person.window
    dialog = QDialog(window)
    seen: list[MainWindow] = []

    def answer() -> None:
        seen.append(person.window)
        dialog.accept()

    def turn_dark() -> None:
        person.studio.prefer(theme="dark")
        QTimer.singleShot(2 * RENEW_AGAIN_MS, answer)

    QTimer.singleShot(0, turn_dark)
    assert dialog.exec() == QDialog.DialogCode.Accepted
    assert seen == [window]
    person.qtbot.waitUntil(lambda: person.studio.window is not window)


def test_h_holds_the_image_out(person: Person, tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 2)
    person.open(project)
    person.press(Qt.Key.Key_H)
    assert read_project(project.root).held_out == {"0.png"}
    assert person.window.actions_[ActionKey.TOGGLE_HELD_OUT].isChecked()
    person.press(Qt.Key.Key_PageDown)
    assert not person.window.actions_[ActionKey.TOGGLE_HELD_OUT].isChecked()
    person.press(Qt.Key.Key_PageUp)
    person.press(Qt.Key.Key_H)
    assert read_project(project.root).held_out == frozenset()


def test_typing_in_the_search_line_is_no_shortcut(person: Person, tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 2)
    person.open(project)
    search = person.window.browser.findChild(QLineEdit)
    search.setFocus()
    person.qtbot.keyClicks(search, "hvpr")
    assert search.text() == "hvpr"
    assert read_project(project.root).held_out == frozenset()


def test_a_drawn_polygon_is_saved_and_undone(person: Person, tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 1)
    person.open(project)
    window, workspace = person.window, person.workspace
    assert not window.actions_[ActionKey.UNDO].isEnabled()
    person.press(Qt.Key.Key_P)
    assert window.actions_[ActionKey.POLYGON_TOOL].isChecked()
    for x, y in ((10, 10), (40, 10), (40, 30)):
        person.click(x, y)
    QTest.keyClick(window.label_view.canvas, Qt.Key.Key_Return)
    assert workspace.document is not None
    assert len(workspace.document.annotation.shapes) == 1
    assert workspace.states.labelled == ["0.png"]
    with person.qtbot.waitSignal(workspace.labels.saved):
        pass
    assert (project.root / "0.json").is_file()
    assert window.actions_[ActionKey.UNDO].isEnabled()
    person.press(Qt.Key.Key_Z, CTRL)
    assert workspace.document.annotation.shapes == ()
    person.press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert len(workspace.document.annotation.shapes) == 1


def test_the_next_unlabelled_image_starts_over_and_says_when_there_is_none(
    person: Person, tmp_path: Path
) -> None:
    person.open(small_project(tmp_path / "p", 3, labelled=2))
    person.press(Qt.Key.Key_PageDown, CTRL)
    assert person.image == "2.png"
    person.wait_for_image()
    assert person.workspace.document is not None
    person.workspace.document.insert_shape(square(8))
    person.press(Qt.Key.Key_PageDown, CTRL)
    assert person.image == "2.png"
    assert "Every image is labelled" in person.notice


def test_another_language_shows_the_same_project_mode_and_image(
    person: Person, tmp_path: Path
) -> None:
    person.open(small_project(tmp_path / "p", 3))
    person.press(Qt.Key.Key_PageDown)
    person.press(Qt.Key.Key_F3)
    warning = Notice(say("test", "Mind the gap.")(), Severity.WARNING)
    person.workspace.noticed.emit(warning)
    old = person.window
    gone = person.gone(old)
    old.actions_[ActionKey.LANGUAGE_CHINESE].trigger()
    person.qtbot.waitUntil(lambda: bool(gone))
    window = person.window
    assert window is not old
    assert window.isVisible()
    assert window.mode is Mode.TRAIN
    assert window.windowTitle() == "p – UNet Studio"
    assert person.image == person.current_row == "1.png"
    assert window.banner.notice == warning
    assert "文件" in window.menuBar().actions()[0].text()
    assert window.actions_[ActionKey.LANGUAGE_CHINESE].isChecked()
    person.workspace.thumbnails.arrived.emit("1.png")  # the old list hears nothing
    person.press(Qt.Key.Key_F2)
    person.press(Qt.Key.Key_PageDown)
    assert person.image == "2.png"
    person.wait_for_image()
    window.actions_[ActionKey.LANGUAGE_ENGLISH].trigger()
    assert person.window.menuBar().actions()[0].text() == "&File"


def test_another_theme(person: Person, tmp_path: Path) -> None:
    person.open(small_project(tmp_path / "p", 1))
    assert not is_dark(person.window.palette())
    person.window.actions_[ActionKey.THEME_DARK].trigger()
    assert is_dark(person.window.palette())
    assert person.window.actions_[ActionKey.THEME_DARK].isChecked()
    assert person.workspace.settings.now.theme == "dark"


def test_a_dropped_folder_file_or_model_is_opened(person: Person, tmp_path: Path) -> None:
    first, second = small_project(tmp_path / "one", 1), small_project(tmp_path / "two", 1)
    for path, project in ((first.root, first), (second.root / "0.png", second)):
        with person.qtbot.waitSignal(person.workspace.project_opened):
            person.drop(path)
        assert person.workspace.project == project
    person.wait_for_image()
    model = tmp_path / "mine.safetensors"
    model.write_bytes((models_dir() / "starter.safetensors").read_bytes())
    models = person.workspace.models
    person.drop(model)
    assert person.window.mode is Mode.RESULTS
    taken = person.workspace.settings.models_dir / "mine.safetensors"
    person.qtbot.waitUntil(lambda: models.in_use is not None and models.in_use.path == taken)


def test_dropped_weights_of_torch_are_refused_with_what_to_do(
    person: Person, tmp_path: Path
) -> None:
    person.open(small_project(tmp_path / "one", 1))
    weights = tmp_path / "unet.pth"
    weights.write_bytes(b"PK\x03\x04 as torch.save writes them")
    person.drop(weights)
    person.qtbot.waitUntil(lambda: "Import weights" in person.notice)


def test_nothing_is_opened_while_a_training_runs(person: Person, tmp_path: Path) -> None:
    first, second = small_project(tmp_path / "one", 1), small_project(tmp_path / "two", 1)
    person.open(first)
    person.workspace.training.state = TrainingState.RUNNING
    person.drop(second.root)
    assert "stop the training" in person.notice
    person.workspace.training.state = TrainingState.IDLE
    assert not person.workspace.task.is_running
    assert person.workspace.project == first


def test_folders_that_cannot_be_opened_are_told(person: Person, tmp_path: Path) -> None:
    person.window.open_path(tmp_path / "gone")
    person.qtbot.waitUntil(lambda: "gone" in person.notice)
    person.window.banner.dismiss()
    (tmp_path / "empty").mkdir()
    person.window.open_path(tmp_path / "empty")
    person.qtbot.waitUntil(lambda: "no image" in person.notice)


def test_images_with_masks_are_asked_about(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("image", "label"):
        for n in range(2):
            write_image(tmp_path / "isbi" / folder / f"{n}.png")
    asked: list[Path | None] = []
    gone: list[bool] = []

    def answer_at_once(dialog: NewProjectDialog) -> int:
        asked.append(dialog.masks_dir())
        dialog.destroyed.connect(lambda: gone.append(True))
        return NewProjectDialog.DialogCode.Rejected

    monkeypatch.setattr(NewProjectDialog, "exec", answer_at_once)
    person.window.open_path(tmp_path / "isbi")
    person.qtbot.waitUntil(lambda: bool(gone))
    assert asked == [tmp_path / "isbi" / "label"]
    answered: list[object] = []  # what is asked later is answered later: the values came
    person.workspace.look_into(lambda: None, answered.append, answered.append)
    person.qtbot.waitUntil(lambda: bool(answered))
    assert person.workspace.project is None


def test_results_arriving_leave_the_list_of_project_images_alone(
    person: Person, tmp_path: Path
) -> None:
    person.open(small_project(tmp_path / "p", 4))
    workspace = person.workspace
    person.qtbot.waitUntil(lambda: workspace.models.in_use is not None)  # read meanwhile
    person.press(Qt.Key.Key_F4)
    results = workspace.prediction.results
    results.open(ResultSet(workspace.models.in_use.card, tmp_path / "out", True))
    torn = say("test", "torn")()
    results.add(ResultImage(workspace.images[0], None, torn))
    assert person.current_row == "0.png"
    person.press(Qt.Key.Key_F2)
    person.press(Qt.Key.Key_PageDown)
    person.press(Qt.Key.Key_PageDown)
    results.add(ResultImage(workspace.images[1], None, torn))
    results.add(ResultImage(workspace.images[2], None, torn))
    assert person.image == person.current_row == "2.png"
    person.press(Qt.Key.Key_F4)
    assert person.current_row == "0.png"
    person.press(Qt.Key.Key_PageDown)
    assert person.current_row == "1.png"


def test_closing_warns_once_while_labels_are_unsaved(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(label_saving, "RETRY_DELAY_MS", 200)
    project = small_project(tmp_path / "p", 1)
    person.open(project)
    blocked = project.root / "0.json"
    blocked.mkdir()
    assert person.workspace.document is not None
    person.workspace.document.insert_shape(square(8))
    assert not person.window.close()
    assert person.window.isVisible()
    assert "0.png" in person.notice
    blocked.rmdir()
    with person.qtbot.waitSignal(person.workspace.labels.saved):
        pass
    blocked.unlink()
    blocked.mkdir()
    person.workspace.document.insert_shape(square(20))
    assert not person.window.close()  # it failed anew: it is said anew
    assert person.window.close()
    assert not person.window.isVisible()
    blocked.rmdir()


def test_the_window_opens_before_torch_is_imported(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 1)
    code = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from unet_studio.app import Studio
app = QApplication([])
studio = Studio(app)
studio.window.show()
studio.window.open_path(Path({str(project.root)!r}))
while studio.workspace.picture is None:
    app.processEvents()
heavy = {{"torch", "lightning_fabric", "skimage", "scipy", "pyqtgraph"}} & set(sys.modules)
studio.close()
sys.exit(f"imported: {{heavy}}" if heavy else 0)
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
