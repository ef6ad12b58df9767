"""The scores of every image and class, their means, and how they are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from unet_studio.domain.interval import mean_interval
from unet_studio.domain.message import filled
from unet_studio.domain.metrics import mean
from unet_studio.ui.item_models.score_list import ScoreList, role_name
from unet_studio.ui.parts.column_fit import ColumnFit
from unet_studio.ui.results.dice_histogram import ROLE_COLOURS, DiceHistogram, dice_counts
from unet_studio.ui.translations import translate
from unet_studio.workspace.predictions.result_ranking import ROLE_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from unet_studio.workspace.predictions.result_ranking import RankedImage

_ROW_PX = 24
_NAMES = (0, 1, 2)
_SIDE_PX = 192
_NARROW_PX, _SLIM_PX = 620, 440
_ALSO_IN_FILES = (4, 5, 6)
"""IoU, precision and recall: names need the room first."""

_LOW_PX = 66
_NO_LIMIT = 16_777_215  # Qt's own


class ScoreTab(QWidget):
    """A table on the left; means and histogram on the right.

    Signals
    -------
    image_chosen(str)
        Bring the image of this name into view.
    export_requested()
        Write the table to a file.
    """

    image_chosen = Signal(str)
    export_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = ScoreList()
        self._list.setParent(self)
        self._outdated: Sequence[RankedImage] | None = None
        self._table = table = QTableView()
        table.setModel(self._list)
        table.setAccessibleName(translate("ranking", "Scores"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        self._columns = ColumnFit(table, _NAMES)
        table.selectionModel().currentChanged.connect(self._on_current_changed)
        self._means = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._histogram = DiceHistogram()
        self._export = QPushButton(translate("ranking", "Export as CSV…"))
        self._export.clicked.connect(self.export_requested)
        self._lay_out()

    def _lay_out(self) -> None:
        side = QWidget()
        self._beside = column = QBoxLayout(QBoxLayout.Direction.TopToBottom, side)
        column.setContentsMargins(4, 0, 4, 4)
        column.addWidget(self._means, 1)
        column.addWidget(self._histogram, 100)
        column.addWidget(self._export)
        self._side = QScrollArea(widgetResizable=True)
        self._side.setWidget(side)
        self._side.setFrameShape(QScrollArea.Shape.NoFrame)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(2)
        self._both.addWidget(self._table, 1)
        self._both.addWidget(self._side)
        self._fit(self.width())

    def _fit(self, width: int) -> None:
        """Where there is little room, the means lie below the table and the histogram goes."""
        is_narrow = width < _NARROW_PX
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._beside.setDirection(ways.LeftToRight if is_narrow else ways.TopToBottom)
        for column in _ALSO_IN_FILES:
            self._table.setColumnHidden(column, width < _SLIM_PX)
        self._side.setMinimumWidth(0 if is_narrow else _SIDE_PX)
        self._side.setMaximumSize(
            _NO_LIMIT if is_narrow else _SIDE_PX, _LOW_PX if is_narrow else _NO_LIMIT
        )
        self._histogram.setVisible(not is_narrow and self._list.rowCount() > 0)

    def show_images(self, images: Sequence[RankedImage]) -> None:
        """Show their scores; put off while nobody sees them."""
        self._outdated = images
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._outdated is None:
            return
        images, self._outdated = self._outdated, None
        self._list.show_images(images)
        self._columns.fit()
        self._histogram.show_counts(dice_counts(images))
        self._means.setText(means_text(images))
        has_scores = self._list.rowCount() > 0
        self._export.setEnabled(has_scores)
        self._fit(self.width())

    def _on_current_changed(self, current: QModelIndex) -> None:
        name = self._list.name_at(current.row()) if current.isValid() else None
        if name is not None:
            self.image_chosen.emit(name)

    # ---- Qt ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: there is more or less room."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what was put off is due."""
        super().showEvent(event)
        self._catch_up()


def means_text(images: Sequence[RankedImage]) -> str:
    """The mean Dice of the images of each role with its 95 % interval, a line each."""
    lines = []
    for role in ROLE_ORDER:
        chosen = [i for i in images if i.role is role and i.dice is not None]
        average = mean(i.dice for i in chosen)
        if average is None:
            continue
        interval = mean_interval([[i.dice] for i in chosen])
        text = filled(
            translate("ranking", "{role}: mean Dice {dice} of {count} {count:image|images}"),
            role=role_name(role),
            dice=f"{average:.3f}",
            count=len(chosen),
        )
        if interval is not None:
            text += ", " + translate("ranking", "95 %: {interval}").format(interval=interval)
        lines.append(f'<span style="color:{ROLE_COLOURS[role]}">■</span> {text}')
    return "<br>".join(lines) or translate("ranking", "There are no labels to compare with.")
