"""The picture with the tables below it, and how much of the height each of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from unet_studio.ui.results.folding_tabs import FoldingTabs

REST_MS = 300
"""A handle that is dragged is spoken of when it has come to rest."""


class PictureAndTables(QSplitter):
    """Gives the tables what they need, at most half; or the share that a person gave them.

    Parameters
    ----------
    picture, tables
        From top to bottom.

    Signals
    -------
    shared(float)
        A person gave the tables this share of the height, 0 to `MOST_SHARE`.
    """

    shared = Signal(float)

    TABLES_PX = 280
    """Enough for a row of small pictures, or for a few rows of a table with what belongs to it."""

    MOST_SHARE = 0.75
    """Of the height; more is not remembered, for one would look for the picture in vain."""

    def __init__(self, picture: QWidget, tables: FoldingTabs) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._tables = tables
        self._share = 0.0
        self.addWidget(picture)
        self.addWidget(tables)
        self.setStretchFactor(0, 1)
        self.setChildrenCollapsible(False)
        self._resting = QTimer(self, interval=REST_MS, singleShot=True)
        self._resting.timeout.connect(lambda: self.shared.emit(self._share))
        self.splitterMoved.connect(self._on_moved)
        tables.folded.connect(self.share_anew)

    def set_share(self, share: float) -> None:
        """Give the tables this share of the height, 0 to 1; 0 = what they need, at most half."""
        if share != self._share:
            self._share = share
            self.share_anew()

    def share_anew(self) -> None:
        """Share the height that there is now."""
        height = self.height() - self.handleWidth()
        tables = 0 if self._tables.is_folded else self._tables_px(height)
        self.setSizes([height - tables, tables])

    def _tables_px(self, height: int) -> int:
        if self._share:
            return round(self._share * height)
        return min(self.TABLES_PX, height // 2)

    def _on_moved(self) -> None:
        picture, tables = self.sizes()
        if not self._tables.is_folded and picture + tables > 0:
            self._share = min(tables / (picture + tables), self.MOST_SHARE)
            self._resting.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: there is more or less room."""
        super().resizeEvent(event)
        self.share_anew()
