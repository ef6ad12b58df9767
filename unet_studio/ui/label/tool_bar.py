"""The tool bar: the tools in a column left of the canvas."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from unet_studio.ui.translations import translate
from unet_studio.workspace.tools.toolbox import ToolKey

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

IconSource = Callable[[str], "QIcon"]
"""Gives an icon of the resources in the colours of the present palette."""


class ToolBar(QWidget):
    """One button for each tool."""

    tool_requested = Signal(ToolKey)  # the tool to take in hand

    def __init__(self, icon_of: IconSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_of = icon_of
        self._group = QButtonGroup(self)
        self._buttons: dict[ToolKey, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        for key in ToolKey:
            button = QToolButton()
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setIconSize(QSize(24, 24))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked, key=key: self.tool_requested.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self._show_icons()
        self._retranslate()

    def set_tool(self, key: ToolKey) -> None:
        """Mark the tool in hand."""
        self._buttons[key].setChecked(True)

    def button(self, key: ToolKey) -> QToolButton:
        """The button of a tool."""
        return self._buttons[key]

    def _show_icons(self) -> None:
        for key, button in self._buttons.items():
            button.setIcon(self._icon_of(key.value))

    def _retranslate(self) -> None:
        names = {
            ToolKey.SELECT: translate("ToolBar", "Select and change shapes (V)"),
            ToolKey.POLYGON: translate("ToolBar", "Draw a polygon (P)"),
            ToolKey.RECTANGLE: translate("ToolBar", "Draw a rectangle (R)"),
            ToolKey.PAN: translate("ToolBar", "Move the picture (M, or hold Space)"),
        }
        for key, button in self._buttons.items():
            button.setToolTip(names[key])
            button.setAccessibleName(names[key])

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and palette at once."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self._show_icons()
