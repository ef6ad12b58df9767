"""The view strip: under the canvas, how labels are shown, the zoom, and the planes of a stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction


class ViewStrip(QWidget):
    """Shows what it is told; what a person changes goes out.

    Signals
    -------
    plane_chosen(int)
        The plane of the stack to show, counted from 0.
    opacity_changed(float)
        How strongly labels cover the picture, 0 to 1.
    """

    plane_chosen = Signal(int)
    opacity_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plane = _slider(translate("view", "Plane of the stack"), 110)
        self._plane.setPageStep(1)
        self._plane.valueChanged.connect(self._on_plane_changed)
        self._plane_text = QLabel()
        self._opacity = _slider(translate("view", "Opacity of the labels"), 70)
        self._opacity.setMaximum(100)
        self._opacity.valueChanged.connect(lambda value: self.opacity_changed.emit(value / 100))
        self._zoom = QLabel()
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("Zoom 84.8 %"))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._zoom.setToolTip(translate("view", "Screen pixels per image pixel"))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 1, 8, 1)
        row.setSpacing(6)
        row.addWidget(self._plane)
        row.addWidget(self._plane_text)
        row.addLayout(self._buttons)
        row.addWidget(self._opacity)
        row.addWidget(self._zoom)
        self.show_planes(None, 0)

    def set_actions(self, actions: Iterable[QAction]) -> None:
        """Offer these as buttons."""
        for action in actions:
            button = QToolButton(autoRaise=True)
            button.setDefaultAction(action)
            button.setIconSize(QSize(18, 18))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._buttons.addWidget(button)

    def show_planes(self, plane: int | None, count: int) -> None:
        """Show which plane is in view, counted from 0; None = the image is no plane."""
        for widget in (self._plane, self._plane_text):
            widget.setVisible(plane is not None)
        if plane is not None:
            with QSignalBlocker(self._plane):
                self._plane.setMaximum(count - 1)
                self._plane.setValue(plane)
            self._show_number(plane)

    def show_opacity(self, opacity: float) -> None:
        """Show how strongly labels cover the picture, 0 to 1."""
        with QSignalBlocker(self._opacity):
            self._opacity.setValue(round(opacity * 100))

    def show_zoom(self, scale: float) -> None:
        """Show how large the picture is."""
        percent = f"{scale * 100:.3g}" if scale < 10 else f"{scale * 100:.0f}"
        self._zoom.setText(translate("view", "Zoom {percent} %").format(percent=percent))

    def _show_number(self, plane: int) -> None:
        self._plane_text.setText(f"{plane + 1} / {self._plane.maximum() + 1}")

    def _on_plane_changed(self, plane: int) -> None:
        self._show_number(plane)
        self.plane_chosen.emit(plane)


def _slider(name: str, width_px: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setMinimumWidth(width_px // 2)
    slider.setMaximumWidth(width_px)
    slider.setAccessibleName(name)
    slider.setToolTip(name)
    slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return slider
