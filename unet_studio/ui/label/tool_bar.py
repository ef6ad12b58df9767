"""The tool bar: the tools in two columns left of the canvas."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QToolButton, QVBoxLayout, QWidget

from unet_studio.ui.actions import ACTIONS, ActionKey
from unet_studio.ui.translations import translated, without_mnemonic
from unet_studio.workspace.tools.toolbox import TOOL_GROUPS, ToolKey

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

IconSource = Callable[[str], "QIcon"]
"""Gives an icon of the resources in the colours of the present palette."""

_COLUMNS = 2


class ToolBar(QWidget):
    """One button for each tool, named as its action is."""

    tool_requested = Signal(ToolKey)  # the tool to take in hand

    def __init__(self, icon_of: IconSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_of = icon_of
        self._group = QButtonGroup(self)
        self._buttons = {key: self._button(key) for key in ToolKey}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(6)
        for place, keys in enumerate(TOOL_GROUPS):
            if place:
                layout.addWidget(_separator())
            grid = QGridLayout()
            grid.setSpacing(2)
            grid.setColumnStretch(_COLUMNS, 1)  # a last single button stays left
            for number, key in enumerate(keys):
                grid.addWidget(self._buttons[key], number // _COLUMNS, number % _COLUMNS)
            layout.addLayout(grid)
        layout.addStretch(1)
        self._show_icons()

    def set_tool(self, key: ToolKey) -> None:
        """Mark the tool in hand."""
        self._buttons[key].setChecked(True)

    def button(self, key: ToolKey) -> QToolButton:
        """The button of a tool."""
        return self._buttons[key]

    def _button(self, key: ToolKey) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setIconSize(QSize(22, 22))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tip = _tip_of(key)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda _checked, key=key: self.tool_requested.emit(key))
        self._group.addButton(button)
        return button

    def _show_icons(self) -> None:
        for key, button in self._buttons.items():
            button.setIcon(self._icon_of(ACTIONS[ActionKey(f"{key}_tool")].icon or key.value))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette at once."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show_icons()


def name_of(key: ToolKey) -> str:
    """What a tool is called."""
    return without_mnemonic(translated(ACTIONS[ActionKey(f"{key}_tool")].text))


def _tip_of(key: ToolKey) -> str:
    """What a tool is called, its key, and what it is for."""
    spec = ACTIONS[ActionKey(f"{key}_tool")]
    name = name_of(key)
    keys = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    title = f"{name} ({keys})" if keys else name
    return f"{title}\n{translated(spec.tip)}" if spec.tip is not None else title


def _separator() -> QFrame:
    line = QFrame(frameShape=QFrame.Shape.HLine)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    return line
