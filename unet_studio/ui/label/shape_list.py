"""The shape list: every shape of the image in a row, selected together with the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.canvas.colours import rgb_of
from unet_studio.ui.label.class_list import swatch
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QIcon

_Index = QModelIndex | QPersistentModelIndex


def shape_type_name(shape_type: ShapeType) -> str:
    """What people call a kind of shape, in the language of the window."""
    names = {
        ShapeType.POLYGON: translate("shape", "polygon"),
        ShapeType.RECTANGLE: translate("shape", "rectangle"),
        ShapeType.ORIENTED_RECTANGLE: translate("shape", "oriented rectangle"),
        ShapeType.CIRCLE: translate("shape", "circle"),
        ShapeType.LINE: translate("shape", "line"),
        ShapeType.LINESTRIP: translate("shape", "line strip"),
        ShapeType.POINT: translate("shape", "point"),
        ShapeType.MASK: translate("shape", "mask"),
    }
    return names[shape_type]


class ShapeListModel(QAbstractListModel):
    """Shapes as rows, the topmost one first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shapes: tuple[Shape, ...] = ()
        self._rows: dict[str, int] = {}
        self._classes = ClassTable()
        self._icons: dict[tuple[int, int, int], QIcon] = {}

    def set_shapes(self, shapes: Sequence[Shape]) -> None:
        """Show these shapes, given in drawing order."""
        rows = tuple(reversed(shapes))
        same_ids = [s.shape_id for s in rows] == list(self._rows)
        if not same_ids:
            self.beginResetModel()
        self._shapes = rows
        self._rows = {shape.shape_id: row for row, shape in enumerate(rows)}
        if not same_ids:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def set_classes(self, classes: ClassTable) -> None:
        """Colour them by another class table."""
        self._classes = classes
        if self._shapes:
            self.dataChanged.emit(self.index(0), self.index(len(self._shapes) - 1))

    def shape_id(self, row: int) -> str:
        """The id of the shape in a row."""
        return self._shapes[row].shape_id

    def row_of(self, shape_id: str) -> int | None:
        """The row of a shape, if it is there."""
        return self._rows.get(shape_id)

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many shapes there are."""
        return 0 if parent is not None and parent.isValid() else len(self._shapes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Class and kind of a shape, or its colour."""
        if not index.isValid():
            return None
        shape = self._shapes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{shape.class_name}  ·  {shape_type_name(shape.shape_type)}"
        if role == Qt.ItemDataRole.DecorationRole:
            rgb = rgb_of(shape.class_name, self._classes)
            if rgb not in self._icons:
                self._icons[rgb] = swatch(QColor(*rgb).name())
            return self._icons[rgb]
        return None


class ShapeList(QListView):
    """Shows the shapes and says which ones are selected or should go."""

    shapes_selected = Signal(list)  # shape ids
    delete_requested = Signal()  # the selected shapes should go

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = ShapeListModel(self)
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # 50,000 rows at once take 0.1 s
        self.setBatchSize(1000)
        self.setIconSize(QSize(16, 16))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._following = False
        self.selectionModel().selectionChanged.connect(self._on_selection_model_changed)

    def set_shapes(self, shapes: Sequence[Shape]) -> None:
        """Show these shapes, given in drawing order; the selection is set apart."""
        self._following = True
        self._rows.set_shapes(shapes)
        self._following = False

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

    def _on_selection_model_changed(self) -> None:
        if not self._following:
            rows = [index.row() for index in self.selectionModel().selectedIndexes()]
            self.shapes_selected.emit([self._rows.shape_id(row) for row in rows])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the selected shapes away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

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
