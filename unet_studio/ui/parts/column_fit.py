"""Column fit: the columns of a table as wide as its room, so that it need not scroll sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from PySide6.QtWidgets import QTableView

LEAST_PX = 48
_HEAD_MARGIN_PX = 6


class ColumnFit(QObject):
    """Gives numbers the room they need, and names the rest of it; names too long lose their middle.

    Parameters
    ----------
    table
        Widths that a person drags stay until its own width changes.
    elastic
        The columns that may be narrower than what is in them.
    most_px
        Column -> what it takes at most where there is not room for everything.
    """

    def __init__(
        self,
        table: QTableView,
        elastic: Collection[int],
        most_px: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__(table)
        self._table, self._viewport = table, table.viewport()
        self._elastic = frozenset(elastic)
        self._most_px = most_px or {}
        self._fitted_px = 0
        # Not at once: the table is working out its scroll bars when it resizes its viewport.
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self.fit)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(LEAST_PX)
        header.setResizeContentsPrecision(0)  # rows in view: a table may have 100,000 of them
        header.sortIndicatorChanged.connect(self.fit)
        self._viewport.installEventFilter(self)

    def set_elastic(self, elastic: Collection[int]) -> None:
        """Other columns may be narrower than what is in them, from the next fit on."""
        self._elastic = frozenset(elastic)

    def fit(self) -> None:
        """Look at what is in the table now."""
        header = self._table.horizontalHeader()
        shown = [c for c in range(header.count()) if not header.isSectionHidden(c)]
        needed = [self._needed_px(column) for column in shown]
        if sum(needed) > self._viewport.width():
            wanted = [self._most_px.get(c, px) for c, px in zip(shown, needed, strict=True)]
            wanted = list(map(min, wanted, needed))
        else:
            wanted = needed
        elastic = [place for place, column in enumerate(shown) if column in self._elastic]
        self._fitted_px = self._viewport.width()
        widths = fitted_widths(wanted, elastic, self._fitted_px, LEAST_PX)
        for column, width in zip(shown, widths, strict=True):
            header.resizeSection(column, width)

    def _needed_px(self, column: int) -> int:
        return max(LEAST_PX, self._table.sizeHintForColumn(column), self._head_px(column))

    def _head_px(self, column: int) -> int:
        """What its heading needs; Qt would keep room for an arrow in all columns."""
        header = self._table.horizontalHeader()
        if header.isSortIndicatorShown() and header.sortIndicatorSection() == column:
            return header.sectionSizeHint(column)
        text = str(self._table.model().headerData(column, Qt.Orientation.Horizontal))
        return header.fontMetrics().horizontalAdvance(text) + 2 * _HEAD_MARGIN_PX

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: there is more or less room."""
        is_resized = event.type() is QEvent.Type.Resize and watched is self._viewport
        if is_resized and self._viewport.width() != self._fitted_px:
            self._later.start()
        return super().eventFilter(watched, event)


def fitted_widths(
    wanted: Sequence[int], elastic: Collection[int], room: int, least: int = LEAST_PX
) -> list[int]:
    """How wide columns are to be.

    Parameters
    ----------
    wanted
        What is in them is so wide, in pixels.
    elastic
        Places of those that may be narrower; the widest of them are cut first, to one width.
    room
        For all of them together, in pixels.
    least
        No elastic column is cut to less.

    Returns
    -------
    As many widths; their sum is `room` wherever there is an elastic column and room enough.
    """
    widths = list(wanted)
    spare = room - sum(widths)
    stretched = sorted(elastic)
    if not stretched:
        return widths
    if spare >= 0:
        for number, place in enumerate(stretched):
            widths[place] += (spare + number) // len(stretched)
        return widths
    rest = room - sum(width for place, width in enumerate(widths) if place not in elastic)
    for number, place in enumerate(sorted(stretched, key=lambda place: widths[place])):
        share = max(rest // (len(stretched) - number), 0)
        given = max(min(widths[place], share), min(least, widths[place]))
        widths[place] = given
        rest -= given
    return widths
