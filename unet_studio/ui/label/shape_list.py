"""The shape list: every shape of the image in a row, selected together with the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from unet_studio.ui.label.access_delegate import (
    HIDDEN_ROLE,
    LOCKED_ROLE,
    AccessDelegate,
    access_tip,
    eye_place,
    lock_place,
)
from unet_studio.ui.label.shape_list_model import ShapeListModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.label_class import ClassTable


class ShapeList(QListView):
    """Shows the shapes and says what a person wants of them."""

    shapes_selected = Signal(list)  # shape ids
    delete_requested = Signal()  # the selected shapes should go
    hide_requested = Signal(list, bool)  # shape ids, whether to hide or to show them
    lock_requested = Signal(list, bool)  # shape ids, whether to lock or to unlock them
    order_requested = Signal(list, int)  # shape ids, position in drawing order they go before
    menu_requested = Signal(QPoint)  # place on the screen
    properties_requested = Signal()  # of the selected shapes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = ShapeListModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(AccessDelegate(self))
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # 50,000 rows at once take 0.1 s
        self.setBatchSize(1000)
        self.setIconSize(QSize(16, 16))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self._following = False
        self.selectionModel().selectionChanged.connect(self._on_selection_model_changed)
        self.doubleClicked.connect(self._on_double_clicked)

    def set_shapes(self, shapes: Sequence[Shape]) -> None:
        """Show these shapes, given in drawing order; the selection is set apart."""
        self._following = True
        self._rows.set_shapes(shapes)
        self._following = False

    def set_access(self, hidden: frozenset[str], locked: frozenset[str]) -> None:
        """Mark the shapes with these ids as hidden and as locked."""
        self._rows.set_access(hidden, locked)

    def set_classes(self, classes: ClassTable) -> None:
        """Colour them by another class table."""
        self._rows.set_classes(classes)

    def set_selection(self, shape_ids: Sequence[str]) -> None:
        """Mark these shapes; nothing is said of that."""
        wanted = (self._rows.row_of(shape_id) for shape_id in shape_ids)
        rows = sorted(row for row in wanted if row is not None)
        selection = QItemSelection()
        for first, last in _runs(rows):
            selection.select(self._rows.index(first), self._rows.index(last))
        self._following = True
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._following = False
        if rows and not self.hasFocus():
            self.scrollTo(self._rows.index(rows[0]))

    def _selected_ids(self) -> list[str]:
        rows = (index.row() for index in self.selectionModel().selectedIndexes())
        return [self._rows.shape_id(row) for row in rows]

    def _ids_meant(self, index: QModelIndex) -> list[str]:
        """The selected shapes if the one in a row is among them, else that one."""
        shape_id = self._rows.shape_id(index.row())
        selected = self._selected_ids()
        return selected if shape_id in selected else [shape_id]

    def _toggle_access(self, place: QPoint) -> bool:
        """Hide, show, lock or unlock if an eye or a padlock is there; whether one is."""
        index = self.indexAt(place)
        if not index.isValid():
            return False
        row = self.visualRect(index)
        if eye_place(row).contains(place):
            self.hide_requested.emit(self._ids_meant(index), not index.data(HIDDEN_ROLE))
        elif lock_place(row).contains(place):
            self.lock_requested.emit(self._ids_meant(index), not index.data(LOCKED_ROLE))
        else:
            return False
        return True

    def _on_selection_model_changed(self) -> None:
        if not self._following:
            self.shapes_selected.emit(self._selected_ids())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.properties_requested.emit()

    def _explain(self, event: QHelpEvent) -> bool:
        """Say what the marks are for, if the mouse is on one."""
        index = self.indexAt(event.pos())
        row = self.visualRect(index)
        is_on_mark = any(mark(row).contains(event.pos()) for mark in (eye_place, lock_place))
        if event.type() is not QEvent.Type.ToolTip or not (index.isValid() and is_on_mark):
            return False
        QToolTip.showText(event.globalPos(), access_tip(), self)
        return True

    # ---- Qt overrides ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on an eye or a padlock selects nothing."""
        left = event.button() is Qt.MouseButton.LeftButton
        if not (left and self._toggle_access(event.position().toPoint())):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on an eye are two clicks."""
        if not self._toggle_access(event.position().toPoint()):
            super().mouseDoubleClickEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Rows dropped between others: the drawing order changes."""
        index = self.indexAt(event.position().toPoint())
        row = index.row() if index.isValid() else self._rows.rowCount()
        if self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.BelowItem:
            row += 1
        event.setDropAction(Qt.DropAction.CopyAction)  # else Qt would take the rows away
        event.accept()
        self.order_requested.emit(self._selected_ids(), self._rows.rowCount() - row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu about the selected shapes."""
        self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the selected shapes away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt: explain the marks."""
        explained = isinstance(event, QHelpEvent) and self._explain(event)
        return explained or super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.viewport().update()


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as (first, last) of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
