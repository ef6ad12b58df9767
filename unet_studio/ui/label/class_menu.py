"""The menu of the class list: what can be done with the class in hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.domain.label_class import ClassTable


class ClassMenu(QMenu):
    """Says what a person wants of a class."""

    rename_wanted = Signal(int)  # class id
    recolour_wanted = Signal(int)  # class id
    move_wanted = Signal(int, int)  # class id, place: 0 = first
    merge_wanted = Signal(int, int)  # class id, id of the other one
    delete_wanted = Signal(int)  # class id
    count_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def fill(self, classes: ClassTable, class_id: int | None) -> None:
        """Offer what can be done with this class of the table."""
        self.clear()
        current = classes.by_id(class_id) if class_id is not None else None
        if current is not None:
            place = classes.classes.index(current)
            rename = partial(self.rename_wanted.emit, current.id)
            self.addAction(translate("ClassMenu", "&Rename"), rename)
            recolour = partial(self.recolour_wanted.emit, current.id)
            self.addAction(translate("ClassMenu", "Change &colour…"), recolour)
            self.addSeparator()
            up = self.addAction(
                translate("ClassMenu", "Move &up"),
                partial(self.move_wanted.emit, current.id, place - 1),
            )
            up.setEnabled(place > 0)
            down = self.addAction(
                translate("ClassMenu", "Move &down"),
                partial(self.move_wanted.emit, current.id, place + 1),
            )
            down.setEnabled(place + 1 < len(classes))
            self.addSeparator()
            merge = self.addMenu(translate("ClassMenu", "&Merge into"))
            for other in classes:
                if other.id != current.id:
                    wish = partial(self.merge_wanted.emit, current.id, other.id)
                    merge.addAction(other.name, wish)
            merge.setEnabled(len(classes) > 1)
            self.addAction(
                translate("ClassMenu", "De&lete…"), partial(self.delete_wanted.emit, current.id)
            )
            self.addSeparator()
        self.addAction(translate("ClassMenu", "&How much of each class…"), self.count_wanted.emit)
