"""The strip above a result: what lies over the picture, and how one looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QToolButton

from unet_studio.ui.translations import translate, without_mnemonic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget


_CHECKED = (
    "QToolButton:checked { background: palette(highlight); color: palette(highlighted-text);"
    " border: 1px solid palette(highlight); border-radius: 3px; padding: 2px 3px; }"
)
"""Every style's own way of drawing a pressed tool button is next to invisible in dark colours."""


class ActionSegments(QFrame):
    """Buttons of checkable actions side by side, as one control."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self.setStyleSheet(_CHECKED)
        for action in actions:
            action.setIconText(without_mnemonic(action.text()))
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # keys go on meaning the picture
            row.addWidget(button)


class ClassChoice(QComboBox):
    """Which class a map of probability is of.

    Signals
    -------
    class_chosen(int)
        0 is background, then the model's classes in order.
    """

    class_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setToolTip(translate("results", "The class whose probability is shown (0: the next)"))
        self.setAccessibleName(translate("results", "Class of the map"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.activated.connect(self.class_chosen)

    def show_classes(self, names: Sequence[str], chosen: int) -> None:
        """Offer these."""
        with QSignalBlocker(self):
            if [self.itemText(k) for k in range(self.count())] != list(names):
                self.clear()
                self.addItems(names)
            self.setCurrentIndex(chosen)
