"""The shapes of an image as rows of a list, the topmost one first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from unet_studio.domain.annotation import Shape, ShapeType, same_ends
from unet_studio.domain.draft import drawn_by, is_edited
from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.canvas.colours import rgb_of
from unet_studio.ui.label.access_delegate import HIDDEN_ROLE, LOCKED_ROLE
from unet_studio.ui.label.class_list import swatch
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QIcon

_Index = QModelIndex | QPersistentModelIndex

_NO_PARENT = QModelIndex()


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
    """Rows change only where shapes do: that is what keeps long lists fast and in their place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shapes: tuple[Shape, ...] = ()  # in drawing order
        self._positions: Mapping[str, int] | None = None  # made when first asked for
        self._hidden: frozenset[str] = frozenset()
        self._locked: frozenset[str] = frozenset()
        self._classes = ClassTable()
        self._icons: dict[tuple[int, int, int], QIcon] = {}

    def set_shapes(
        self, shapes: Sequence[Shape], positions: Mapping[str, int] | None = None
    ) -> None:
        """Show these shapes, given in drawing order, and perhaps the position of each id in it."""
        after = tuple(shapes)
        start, end = same_ends(self._shapes, after)
        old = self._shapes[start : len(self._shapes) - end]
        new = after[start : len(after) - end]
        if [s.shape_id for s in old] == [s.shape_id for s in new]:
            self._replace(start, new)
        else:
            self._take_out(start, len(old))
            self._put_in(start, new)
            self._positions = positions

    def set_access(self, hidden: frozenset[str], locked: frozenset[str]) -> None:
        """Mark the shapes with these ids as hidden and as locked."""
        if (hidden, locked) != (self._hidden, self._locked):
            self._hidden, self._locked = hidden, locked
            self._tell_changed(0, len(self._shapes) - 1)

    def set_classes(self, classes: ClassTable) -> None:
        """Colour them by another class table."""
        self._classes = classes
        self._tell_changed(0, len(self._shapes) - 1)

    def shape_id(self, row: int) -> str:
        """The id of the shape in a row."""
        return self._shape(row).shape_id

    def row_of(self, shape_id: str) -> int | None:
        """The row of a shape, if it is there."""
        if self._positions is None:
            self._positions = {s.shape_id: i for i, s in enumerate(self._shapes)}
        position = self._positions.get(shape_id)
        return None if position is None else len(self._shapes) - 1 - position

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """How many shapes there are."""
        return 0 if parent.isValid() else len(self._shapes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Class, kind and group of a shape, its colour, whether it is hidden or locked."""
        if not index.isValid():
            return None
        shape = self._shape(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return _name(shape)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(shape.class_name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _notes(shape)
        if role == Qt.ItemDataRole.FontRole:
            return _draft_font() if shape.is_draft else None
        if role == HIDDEN_ROLE:
            return shape.shape_id in self._hidden
        if role == LOCKED_ROLE:
            return shape.shape_id in self._locked
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Hidden and locked shapes cannot be selected; rows are dragged between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        shape_id = self.shape_id(index.row())
        if shape_id in self._hidden or shape_id in self._locked:
            return Qt.ItemFlag.ItemIsEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def _shape(self, row: int) -> Shape:
        return self._shapes[len(self._shapes) - 1 - row]

    def _replace(self, start: int, new: tuple[Shape, ...]) -> None:
        self._shapes = (*self._shapes[:start], *new, *self._shapes[start + len(new) :])
        last = len(self._shapes) - 1 - start
        self._tell_changed(last - len(new) + 1, last)

    def _take_out(self, start: int, count: int) -> None:
        if count:
            last = len(self._shapes) - 1 - start
            self.beginRemoveRows(_NO_PARENT, last - count + 1, last)
            self._shapes = self._shapes[:start] + self._shapes[start + count :]
            self._positions = None
            self.endRemoveRows()

    def _put_in(self, start: int, new: tuple[Shape, ...]) -> None:
        if new:
            first = len(self._shapes) - start
            self.beginInsertRows(_NO_PARENT, first, first + len(new) - 1)
            self._shapes = self._shapes[:start] + new + self._shapes[start:]
            self._positions = None
            self.endInsertRows()

    def _tell_changed(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))

    def _icon(self, class_name: str) -> QIcon:
        rgb = rgb_of(class_name, self._classes)
        if rgb not in self._icons:
            self._icons[rgb] = swatch(QColor(*rgb).name())
        return self._icons[rgb]


def _name(shape: Shape) -> str:
    parts = [shape.class_name]
    if shape.is_draft:  # first: what comes last may be cut off
        parts.append(translate("ShapeList", "draft"))
    parts.append(shape_type_name(shape.shape_type))
    if shape.group_id is not None:
        parts.append(translate("ShapeList", "group {n}").format(n=shape.group_id))
    return " · ".join(parts)


def _notes(shape: Shape) -> str:
    """Name, description, flags and who drew it, for those who point at the row."""
    flags = ", ".join(name for name, is_set in shape.flags.items() if is_set)
    lines = (_name(shape), shape.description, flags, _origin(shape))
    return "\n".join(text for text in lines if text)


def _origin(shape: Shape) -> str:
    """What a model had to do with a shape; empty if none had."""
    author = drawn_by(shape)
    if author is None:
        return ""
    if shape.is_draft:
        text = translate("ShapeList", "Drawn by {model}, not confirmed: nothing learns from it.")
    elif is_edited(shape):
        text = translate("ShapeList", "Drawn by {model}, then changed by a person.")
    else:
        text = translate("ShapeList", "Drawn by {model}, confirmed by a person.")
    return text.format(model=author)


@cache
def _draft_font() -> QFont:
    font = QFont()
    font.setItalic(True)
    return font
