"""The flow layout: widgets side by side, going on in the next row where there is no more room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


_ROW_SPACING_PX = 4


class FlowLayout(QLayout):
    """As high as its rows need; as narrow as its widest item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    # ---- Qt overrides ----

    def addItem(self, item: QLayoutItem) -> None:
        """Put one more item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One item; None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one item out; None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """A narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high its rows are in so much room."""
        return self._placed(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._placed(rect, move=True)

    def sizeHint(self) -> QSize:
        """All items in one row."""
        margins = self.contentsMargins()
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        height = max((size.height() for size in sizes), default=0)
        return QSize(width, height) + _extent(margins)

    def minimumSize(self) -> QSize:
        """The largest item by itself."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size + _extent(self.contentsMargins())

    # ---- rows ----

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _placed(self, rect: QRect, *, move: bool) -> int:
        """The height of all rows in a rectangle; each item is centred in its row."""
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for place, row in enumerate(self._rows(inner.width())):
            top += _ROW_SPACING_PX if place else 0
            height = max(item.sizeHint().height() for item in row)
            if move:
                _put_in_a_row(row, QPoint(inner.left(), top), height, self.spacing())
            top += height
        return top - rect.top() + self.contentsMargins().bottom()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        free = -1
        for item in self._shown():
            needed = item.sizeHint().width()
            if not rows or needed > free:
                rows.append([])
                free = width
            rows[-1].append(item)
            free -= needed + self.spacing()
        return rows


def _put_in_a_row(row: list[QLayoutItem], corner: QPoint, height: int, spacing: int) -> None:
    x = corner.x()
    for item in row:
        size = item.sizeHint()
        item.setGeometry(QRect(QPoint(x, corner.y() + (height - size.height()) // 2), size))
        x += size.width() + spacing


def _extent(margins: QMargins) -> QSize:
    return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
