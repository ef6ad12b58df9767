"""The flags editor: named marks to tick, new ones typed in, old ones deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

_STATES = {
    True: Qt.CheckState.Checked,
    False: Qt.CheckState.Unchecked,
    None: Qt.CheckState.PartiallyChecked,
}


class FlagsEditor(QWidget):
    """Shows flags; None stands for one that only some of the shapes have, and leaves it so."""

    def __init__(self, flags: Mapping[str, bool | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QListWidget()
        self._list.setToolTip(translate("FlagsEditor", "Tick what holds; Delete removes a flag."))
        self._list.setAccessibleName(translate("FlagsEditor", "Flags"))
        self._new = QLineEdit()
        self._new.setPlaceholderText(translate("FlagsEditor", "New flag: name, then Enter"))
        self._new.setMaxLength(80)
        self._removed: set[str] = set()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)
        layout.addWidget(self._new)
        for name, value in flags.items():
            self._add(name, value)

    @property
    def flags(self) -> dict[str, bool]:
        """Every flag that is set or cleared for all."""
        states = {item.text(): item.checkState() for item in self._items()}
        mixed = Qt.CheckState.PartiallyChecked
        checked = Qt.CheckState.Checked
        return {name: state is checked for name, state in states.items() if state is not mixed}

    @property
    def removed(self) -> frozenset[str]:
        """Names of the flags that were taken away."""
        return frozenset(self._removed - {item.text() for item in self._items()})

    def add_typed(self) -> bool:
        """Take in a name that is typed but not entered yet; whether there is one."""
        name = self._new.text().strip()
        self._new.clear()
        if not name:
            return False
        there = [item for item in self._items() if item.text() == name]
        for item in there:
            item.setCheckState(Qt.CheckState.Checked)
        if not there:
            self._add(name, True)
        return True

    def _add(self, name: str, value: bool | None) -> None:
        item = QListWidgetItem(name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_STATES[value])
        self._list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the name typed; Delete removes the flag that is marked."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._new.hasFocus():
            if not self.add_typed():
                super().keyPressEvent(event)
        elif key == Qt.Key.Key_Delete and self._list.hasFocus() and self._list.currentRow() >= 0:
            self._removed.add(self._list.takeItem(self._list.currentRow()).text())
        else:
            super().keyPressEvent(event)
