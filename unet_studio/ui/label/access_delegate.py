"""The access delegate: an eye and a padlock at the end of each row, to be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

HIDDEN_ROLE = Qt.ItemDataRole.UserRole
LOCKED_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether what a row stands for is hidden, and whether it is locked."""

MARK_PX = 22
"""How wide each of the two marks is."""

_FAINT = 0.35
_LIT = 0.9


class AccessDelegate(QStyledItemDelegate):
    """Paints rows with the two marks; lit where something is hidden or locked."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt: paint a row, its text ending before the marks."""
        row = QRect(option.rect)
        option.rect = row.adjusted(0, 0, -2 * MARK_PX, 0)
        super().paint(painter, option, index)
        hidden, locked = bool(index.data(HIDDEN_ROLE)), bool(index.data(LOCKED_ROLE))
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rest = row.adjusted(row.width() - 2 * MARK_PX, 0, 0, 0)
        if selected:
            painter.fillRect(rest, option.palette.color(QPalette.ColorRole.Highlight))
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_eye(painter, eye_place(row), _shade(option, role, lit=hidden), hidden=hidden)
        _paint_lock(painter, lock_place(row), _shade(option, role, lit=locked), locked=locked)
        painter.restore()


def eye_place(row: QRect) -> QRect:
    """Where the eye of a row is."""
    return QRect(QPoint(row.right() - 2 * MARK_PX + 1, row.top()), row.bottomRight()).adjusted(
        0, 0, -MARK_PX, 0
    )


def lock_place(row: QRect) -> QRect:
    """Where the padlock of a row is."""
    return QRect(QPoint(row.right() - MARK_PX + 1, row.top()), row.bottomRight())


def access_tip() -> str:
    """What both marks are for, in the language of the window."""
    return translate(
        "access",
        "Eye: hide or show. What is hidden stays labelled: it is saved, trained on and exported.\n"
        "Padlock: lock or unlock. What is locked cannot be selected or changed.",
    )


def _shade(option: QStyleOptionViewItem, role: QPalette.ColorRole, *, lit: bool) -> QColor:
    colour = option.palette.color(role)
    colour.setAlphaF(_LIT if lit else _FAINT)
    return colour


def _paint_eye(painter: QPainter, place: QRect, colour: QColor, *, hidden: bool) -> None:
    middle = QPointF(place.center())
    lids = QPainterPath(middle - QPointF(6.5, 0))
    lids.quadTo(middle - QPointF(0, 7), middle + QPointF(6.5, 0))
    lids.quadTo(middle + QPointF(0, 7), middle - QPointF(6.5, 0))
    painter.setPen(QPen(colour, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(lids)
    if hidden:
        painter.drawLine(middle + QPointF(-5, 5), middle + QPointF(5, -5))
    else:
        painter.setBrush(colour)
        painter.drawEllipse(middle, 1.6, 1.6)


def _paint_lock(painter: QPainter, place: QRect, colour: QColor, *, locked: bool) -> None:
    middle = QPointF(place.center()) + QPointF(0, 2.5)
    painter.setPen(QPen(colour, 1.3))
    painter.setBrush(colour if locked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(middle.x() - 4.5, middle.y() - 3, 9, 6.5), 1.2, 1.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # Closed, the shackle stands in the middle; open, it hangs on one side.
    left = middle.x() - 3 if locked else middle.x()
    shackle = QPainterPath(QPointF(left, middle.y() - 3))
    shackle.arcTo(QRectF(left, middle.y() - 8, 6, 8), 180, -180)
    painter.drawPath(shackle)
