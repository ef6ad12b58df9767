"""The sort button: in which order the images stand, and whether under their folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from unet_studio.ui.item_models.image_order import SortKey
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.ui.item_models.image_order import ListWish


class SortButton(QToolButton):
    """Shows the order in force; its menu offers the others.

    Signals
    -------
    changed()
        Another order is wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setToolTip(translate("browser", "In which order the images stand"))
        self._menu = QMenu(self)
        group = QActionGroup(self)
        self._sorts: dict[SortKey, QAction] = {}
        for key, text in _sort_names().items():
            self._sorts[key] = group.addAction(self._entry(text))
        self._menu.addSeparator()
        self._reversed = self._entry(translate("browser", "Reverse order"))
        self._by_folder = self._entry(translate("browser", "Group by folder"))
        self.setMenu(self._menu)
        self._menu.triggered.connect(self._on_triggered)

    def _entry(self, text: str) -> QAction:
        action = self._menu.addAction(text)
        action.setCheckable(True)
        return action

    @property
    def sort(self) -> SortKey:
        """The order wanted."""
        return next(key for key, action in self._sorts.items() if action.isChecked())

    @property
    def is_reversed(self) -> bool:
        """Whether it is wanted the other way round."""
        return self._reversed.isChecked()

    @property
    def by_folder(self) -> bool:
        """Whether the images of a folder are wanted under a heading."""
        return self._by_folder.isChecked()

    def show_wish(self, wish: ListWish) -> None:
        """Show what is wanted."""
        self._sorts[wish.sort].setChecked(True)
        self._reversed.setChecked(wish.is_reversed)
        self._by_folder.setChecked(wish.by_folder)
        self._show_sort()

    def _on_triggered(self, _action: QAction) -> None:
        self._show_sort()
        self.changed.emit()

    def _show_sort(self) -> None:
        arrow = "↑" if self.is_reversed else "↓"
        self.setText(f"{_sort_names()[self.sort]} {arrow}")


def _sort_names() -> dict[SortKey, str]:
    return {
        SortKey.NAME: translate("browser", "By name"),
        SortKey.STATE: translate("browser", "By state"),
        SortKey.DATE: translate("browser", "Latest first"),
        SortKey.TEACHING: translate("browser", "Label next first"),
    }
