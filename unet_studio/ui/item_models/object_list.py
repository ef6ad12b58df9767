"""The objects of images as rows of a table: sorted by any column, filtered, in pixels or um."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from unet_studio.domain.measurement import Column, ObjectTable, columns_for
from unet_studio.domain.object_filter import ObjectFilter
from unet_studio.ui.label.class_list import swatch
from unet_studio.ui.theme import WARNING_COLOUR
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QIcon

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_IMAGE, _CLASS, _NUMBER = range(3)
_FIRST = 3
"""Columns before those that are measured."""


@dataclass(frozen=True)
class ObjectRow:
    """One object, as a click on its row means it.

    Attributes
    ----------
    image
        Its name.
    number
        Of the object, from 1.
    class_id
        Of its class.
    box
        Left, top, width, height in image pixels.
    """

    image: str
    number: int
    class_id: int
    box: tuple[int, int, int, int]


class ObjectListModel(QAbstractTableModel):
    """Rows are numbers of a table that is never copied: 100,000 of them sort in no time.

    Attributes
    ----------
    table
        All objects.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = ObjectTable()
        self._rows: NDArray[np.int64] = np.zeros(0, np.int64)
        self._filter = ObjectFilter()
        self._columns: tuple[Column, ...] = columns_for(0)
        self._pixel_size_um: float | None = None
        self._sort = (_IMAGE, False)
        self._colours: Mapping[str, str] = {}
        self._icons: dict[str, QIcon] = {}
        self._unlike: Mapping[str, str] = {}

    # ---- What is shown ----

    def set_table(self, table: ObjectTable) -> None:
        """Show other objects."""
        self.beginResetModel()
        self.table = table
        self._columns = columns_for(table.channels)
        self._look()
        self.endResetModel()

    def set_filter(self, wish: ObjectFilter) -> None:
        """Show some of the objects."""
        self.beginResetModel()
        self._filter = wish
        self._look()
        self.endResetModel()

    def set_pixel_size(self, pixel_size_um: float | None) -> None:
        """Show lengths and areas in micrometres, or, with None, in pixels."""
        if pixel_size_um != self._pixel_size_um:
            self.beginResetModel()
            self._pixel_size_um = pixel_size_um
            self.endResetModel()

    def set_classes(self, colours: Mapping[str, str]) -> None:
        """Class name -> ``#rrggbb``."""
        self._colours, self._icons = colours, {}

    def set_unlike(self, unlike: Mapping[str, str]) -> None:
        """Image name -> in what it differs from the training images."""
        self._unlike = unlike

    def _look(self) -> None:
        rows = self._filter.rows(self.table)
        column, is_reversed = self._sort
        keys = self._keys(min(column, self.columnCount() - 1))[rows]
        # Stable both ways, and what has no value comes last both ways.
        order = np.argsort(-keys if is_reversed else keys, kind="stable")
        self._rows = rows[order]

    def _keys(self, column: int) -> NDArray[np.float64]:
        if column == _IMAGE:
            return self.table.image_of.astype(np.float64)
        if column == _CLASS:
            return self.table.class_place.astype(np.float64)
        if column == _NUMBER:
            return self.table.number.astype(np.float64)
        return self.table.values(self._columns[column - _FIRST]).astype(np.float64)

    def values(self, column: int) -> NDArray[np.float64]:
        """(M,) numbers of a measured column in the rows shown, as they are shown; else none."""
        if not _FIRST <= column < self.columnCount():
            return np.zeros(0)
        found = self._keys(column)[self._rows]
        return found * self._factor(self._columns[column - _FIRST])

    def _factor(self, column: Column) -> float:
        size = self._pixel_size_um
        return size**column.power if size is not None else 1.0

    def measured_columns(self) -> list[int]:
        """The columns whose values can be counted."""
        return list(range(_FIRST, self.columnCount()))

    def object_at(self, row: int) -> ObjectRow:
        """What a row shows."""
        place = int(self._rows[row])
        image = self.table.images[int(self.table.image_of[place])]
        number = int(self.table.number[place])
        at, found = number - 1, image.objects
        box = (found.left[at], found.top[at], found.width[at], found.height[at])
        left, top, width, height = (int(edge) for edge in box)
        return ObjectRow(image.name, number, int(found.class_id[at]), (left, top, width, height))

    def row_of(self, image: str, number: int) -> int | None:
        """Where an object is shown, if it is."""
        for place, measured in enumerate(self.table.images):
            if measured.name == image:
                is_it = (self.table.image_of == place) & (self.table.number == number)
                found = np.flatnonzero(is_it[self._rows])
                return int(found[0]) if len(found) else None
        return None

    # ---- Qt ----

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Qt: objects shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Qt: image, class, number, and what is measured."""
        return 0 if parent.isValid() else _FIRST + len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Qt: names with units."""
        if orientation is not Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explained(section)
        return None

    def title(self, section: int) -> str:
        """What a column is called, with its unit."""
        if section < _FIRST:
            return (
                translate("objects", "Image"),
                translate("objects", "Class"),
                translate("objects", "No."),
            )[section]
        column = self._columns[section - _FIRST]
        name = column_names()[column.key]
        if column.channel is not None:
            return f"{name} {column.channel + 1}" if self.table.channels > 1 else name
        unit = {0: "°" if column.unit else "", 1: "px", 2: "px²"}[column.power]
        if self._pixel_size_um is not None:
            unit = {0: unit, 1: "µm", 2: "µm²"}[column.power]
        return f"{name} ({unit})" if unit else name

    def _explained(self, section: int) -> str | None:
        key = self._columns[section - _FIRST].key if section >= _FIRST else ""
        return {
            "perimeter": translate(
                "objects", "Estimated from the outermost pixels, after Benkrid and Crookes (2000)."
            ),
            "circularity": translate(
                "objects",
                "4π · area / perimeter²: 1 for a disc, less for anything else. Of objects of a few "
                "pixels it says little.",
            ),
            "orientation": translate(
                "objects",
                "Of the longest axis, counter-clockwise from horizontal. Of round objects it says "
                "nothing.",
            ),
            "touches_border": translate(
                "objects", "The border of the picture may have cut such an object."
            ),
            "mean_intensity": translate("objects", "Of the values in the file, not as shown."),
        }.get(key)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: what a cell shows."""
        place, section = int(self._rows[index.row()]), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(place, section)
        if role == Qt.ItemDataRole.TextAlignmentRole and section > _CLASS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DecorationRole and section == _CLASS:
            return self._icon(self.table.class_names[self.table.class_place[place]])
        if section == _IMAGE and role in (
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.ForegroundRole,
        ):
            return self._image_data(place, role)
        return None

    def _image_data(self, place: int, role: int) -> Any:
        from PySide6.QtGui import QColor

        name = self.table.images[int(self.table.image_of[place])].name
        unlike = self._unlike.get(name)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(WARNING_COLOUR) if unlike else None
        return f"{name}\n{unlike}" if unlike else name

    def _text(self, place: int, section: int) -> str:
        table = self.table
        if section == _IMAGE:
            name = table.images[int(table.image_of[place])].name
            return f"⚠ {name}" if name in self._unlike else name
        if section == _CLASS:
            return table.class_names[int(table.class_place[place])]
        if section == _NUMBER:
            return str(table.number[place])
        column = self._columns[section - _FIRST]
        value = table.values(column)[place].item()
        if column.key == "touches_border":
            return translate("objects", "yes") if value else ""
        return number_text(float(value) * self._factor(column))

    def _icon(self, name: str) -> QIcon:
        if name not in self._icons:
            self._icons[name] = swatch(self._colours.get(name, "#999999"), 12)
        return self._icons[name]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: by another column; rows of one image that are alike keep their order."""
        self.layoutAboutToBeChanged.emit()
        self._sort = (max(column, 0), order is Qt.SortOrder.DescendingOrder)
        self._look()
        self.layoutChanged.emit()


def number_text(value: float) -> str:
    """A number as short as it is worth; a dash for what is none."""
    if not isfinite(value):
        return "–"
    if value == int(value) or abs(value) >= 10_000:
        return f"{value:,.0f}"
    return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"


def column_names() -> dict[str, str]:
    """What people call what is measured."""
    return {
        "area": translate("objects", "Area"),
        "perimeter": translate("objects", "Perimeter"),
        "centroid_x": translate("objects", "Centre x"),
        "centroid_y": translate("objects", "Centre y"),
        "left": translate("objects", "Left"),
        "top": translate("objects", "Top"),
        "width": translate("objects", "Width"),
        "height": translate("objects", "Height"),
        "orientation": translate("objects", "Orientation"),
        "circularity": translate("objects", "Circularity"),
        "touches_border": translate("objects", "At border"),
        "mean_intensity": translate("objects", "Mean value"),
        "min_intensity": translate("objects", "Least value"),
        "max_intensity": translate("objects", "Greatest value"),
    }
