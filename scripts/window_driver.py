"""Drives the real window with mouse and keys, as a person would; for tests and screenshots."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QTabBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QDialog, QWidget

    from unet_studio.app import Studio
    from unet_studio.ui.canvas.canvas_view import CanvasView
    from unet_studio.ui.main_window import MainWindow
    from unet_studio.workspace.workspace import Workspace


class WindowDriver:
    """Hands, eyes and patience.

    Events go to the widgets; what happened is read from the workspace and the screen.
    """

    def __init__(self, studio: Studio) -> None:
        self.studio = studio

    @property
    def window(self) -> MainWindow:
        """The main window of the moment."""
        return self.studio.window

    @property
    def workspace(self) -> Workspace:
        """What is open."""
        return self.studio.workspace

    # ---- Patience ----

    def pause(self, seconds: float) -> None:
        """Let the program go on for a while; the event loop runs as in real life."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def wait_until(self, condition: Callable[[], object], timeout_s: float = 20) -> None:
        """Wait for something to become true; `TimeoutError` if it does not."""
        deadline = time.monotonic() + timeout_s
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"this did not come true in {timeout_s} s: {condition}")
            self.pause(0.02)

    def wait_for_picture(self) -> None:
        """Wait until the image in view can be drawn on."""
        self.wait_until(lambda: self.workspace.picture and self.workspace.document)
        self.pause(0.05)

    def come_to_front(self) -> None:
        """Be the active window: without a window manager, nobody else sees to that."""
        self.window.activateWindow()
        self.wait_until(self.window.isActiveWindow)

    # ---- Keys ----

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        widget: QWidget | None = None,
    ) -> None:
        """Press and release a key where the focus is."""
        target = widget or QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        self.pause(0.02)

    def ctrl(self, key: Qt.Key, *, shift: bool = False) -> None:
        """Press a key with Ctrl."""
        modifier = Qt.KeyboardModifier.ControlModifier
        if shift:
            modifier |= Qt.KeyboardModifier.ShiftModifier
        self.key(key, modifier)

    def answer_folder_dialog(self, folder: Path, ask: Callable[[], None]) -> None:
        """Do what opens a file dialog, type a path into it and press Enter."""
        answered: list[bool] = []

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                QTimer.singleShot(50, answer)
                return
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            answered.append(True)
            accept(dialog, line)

        def accept(dialog: QFileDialog, line: QLineEdit) -> None:
            # The first Return may only close the list of proposals, where that came up in time.
            if QApplication.activeModalWidget() is dialog:
                QTimer.singleShot(300, dialog, lambda: accept(dialog, line))
                # On a busy machine the dialog may look at what was typed before it is ready.
                ready = [b for b in dialog.findChildren(QPushButton) if b.isDefault()]
                if line.text() != str(folder) or not any(b.isEnabled() for b in ready):
                    line.clear()
                    type_text(line, str(folder))
                QTest.keyClick(line, Qt.Key.Key_Return)

        QTimer.singleShot(50, answer)
        ask()
        self.wait_until(lambda: answered)
        self.come_to_front()

    def with_dialog(self, kind: type[QDialog], act: Callable[[QDialog], None]) -> None:
        """Once a dialog of this kind is open, act on it; call before what opens it."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind):
                act(dialog)
            else:
                QTimer.singleShot(50, look)

        QTimer.singleShot(50, look)

    # ---- Mouse ----

    def click_tab(self, index: int) -> None:
        """Click one of the three mode tabs."""
        (tabs,) = [t for t in self.window.findChildren(QTabBar) if t.tabToolTip(0) == "F2"]
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(index).center())
        self.pause(0.02)

    @property
    def canvas(self) -> CanvasView:
        """The canvas of the Label mode."""
        return self.window.label_view.canvas

    def at(self, x: float, y: float) -> QPoint:
        """Where a point of the image is on the canvas."""
        return self.canvas.view_point(x, y)

    def click(self, x: float, y: float) -> None:
        """Click a point of the image."""
        QTest.mouseMove(self.canvas, self.at(x, y))
        QTest.mouseClick(self.canvas, Qt.MouseButton.LeftButton, pos=self.at(x, y))
        self.pause(0.01)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press at one point of the image, move, release at another."""
        left = Qt.MouseButton.LeftButton
        QTest.mouseMove(self.canvas, self.at(*start))
        QTest.mousePress(self.canvas, left, pos=self.at(*start))
        for part in (0.3, 0.7, 1.0):
            x = start[0] + part * (end[0] - start[0])
            y = start[1] + part * (end[1] - start[1])
            QTest.mouseMove(self.canvas, self.at(x, y))
            self.pause(0.01)
        QTest.mouseRelease(self.canvas, left, pos=self.at(*end))
        self.pause(0.02)

    def draw_polygon(self, points: Sequence[tuple[float, float]], *, close: bool = True) -> None:
        """Take the polygon tool and click around; close it on its first point."""
        self.canvas.setFocus()
        self.key(Qt.Key.Key_P, widget=self.canvas)
        for point in points:
            self.click(*point)
        if close:
            self.click(*points[0])

    def hover(self, x: float, y: float) -> None:
        """Move the mouse over a point of the image."""
        QTest.mouseMove(self.canvas, self.at(x, y))
        self.pause(0.02)

    # ---- Eyes ----

    def grab(self, path: Path) -> None:
        """Take a picture of the window."""
        self.pause(0.25)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(path))


def type_text(widget: QWidget, text: str) -> None:
    """Type a text, as an input method does: `QTest.keyClicks` knows ASCII alone."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
