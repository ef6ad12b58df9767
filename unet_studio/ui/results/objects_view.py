"""The objects of the results: a table to sort and filter, a histogram, totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QSizePolicy,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.item_models.object_list import ObjectListModel
from unet_studio.ui.parts.empty_note import EmptyNote
from unet_studio.ui.results.object_controls import ObjectControls
from unet_studio.ui.results.value_histogram import ValueHistogram
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from unet_studio.domain.measurement import ObjectTable

ROW_PX = 22
LEAST_FOR_BOTH_PX = 560
"""In less room the histogram stands aside."""

LOW_PX = 230
"""Where it is lower, totals and controls have fewer lines."""

_TOTAL_LINES = 3  # in less room; all are in the tooltip
_ANY_PX = (1 << 24) - 1  # Qt's own
_IMAGE_COLUMN, _AREA_COLUMN = 0, 3
_WIDTHS_PX = (150, 130, 44)


class ObjectsView(QWidget):
    """Shows what it is told, as the controls above it say.

    Attributes
    ----------
    controls
        What is wanted.
    model
        What the table shows.

    Signals
    -------
    wish_changed()
        Other images, or labels instead of predictions, are to be measured; or nothing is.
    object_chosen(ObjectRow)
        To be shown in the picture.
    """

    wish_changed = Signal()
    object_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ObjectListModel(self)
        self._is_looked_at = False
        self.controls = ObjectControls()
        self._table = QTableView()
        self._histogram = ValueHistogram()
        self._column = QComboBox()
        self._column.setAccessibleName(translate("objects", "Histogram of"))
        self._totals = QLabel(wordWrap=True)
        self._totals.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._totals.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._totals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self._connect()
        self.show_pixel_size(None)
        self.show_unlike({})
        self.show_note(None)

    def _lay_out(self) -> None:
        table = self._table
        table.setModel(self.model)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        table.horizontalHeader().setHighlightSections(False)
        for column, width in enumerate(_WIDTHS_PX):
            table.setColumnWidth(column, width)
        table.setColumnHidden(_IMAGE_COLUMN, not self.controls.wants_all)
        table.setAccessibleName(translate("objects", "Objects"))
        self._note = EmptyNote(table)
        self._side = side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._column)
        beside.addWidget(self._histogram, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(table)
        parts.addWidget(side)
        parts.setStretchFactor(0, 1)
        parts.setSizes([700, 220])
        self._totals.setContentsMargins(8, 2, 8, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.controls)
        layout.addWidget(parts, 1)
        layout.addWidget(self._totals)

    def _connect(self) -> None:
        self.controls.wish_changed.connect(self._on_wish_changed)
        self.controls.filter_changed.connect(self._filter)
        self.controls.unit_changed.connect(self._on_unit_changed)
        self._column.activated.connect(self._show_histogram)
        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._table.clicked.connect(self._choose)
        self.model.modelReset.connect(self._show_histogram)

    @property
    def is_looked_at(self) -> bool:
        """Whether it is in view."""
        return self._is_looked_at

    # ---- What is shown ----

    def show_pixel_size(self, pixel_size_um: float | None) -> None:
        """Show micrometres where it is known how large a pixel is."""
        self.controls.offer_micrometres(pixel_size_um)
        self.model.set_pixel_size(self.controls.shown_size_um)

    def show_unlike(self, unlike: Mapping[str, str]) -> None:
        """Mark images that are unlike the training images: name -> why."""
        self.controls.offer_unlike(unlike)
        self.model.set_unlike(unlike)
        self._filter()

    def show_objects(self, table: ObjectTable, colours: Mapping[str, str]) -> None:
        """Show these objects; the one selected stays so."""
        row = self._table.currentIndex().row()
        chosen = self.model.object_at(row) if 0 <= row < self.model.rowCount() else None
        self.controls.offer_classes(table.class_names)
        self.model.set_classes(colours)
        self.model.set_table(table)
        self.controls.offer_export(is_possible=len(table) > 0)
        self._show_columns()
        if chosen is not None:
            self.select(chosen.image, chosen.number)

    def select(self, image: str, number: int) -> None:
        """Select an object's row without choosing it once more."""
        row = self.model.row_of(image, number)
        if row is not None:
            blocker = QSignalBlocker(self._table.selectionModel())
            self._table.selectRow(row)
            blocker.unblock()
            self._table.viewport().update()

    def show_note(self, note: str | None) -> None:
        """Say why the table is empty; None = it is not."""
        self._note.setText(note or "")
        self._note.setVisible(note is not None)

    def show_totals(self, text: str, details: str) -> None:
        """Say how much there is of each class."""
        self._totals.setText(text)
        self._totals.setToolTip(details)

    def _show_columns(self) -> None:
        chosen = self._column.currentData() or _AREA_COLUMN
        self._column.clear()
        for section in self.model.measured_columns():
            self._column.addItem(self.model.title(section), section)
        self._column.setCurrentIndex(max(0, self._column.findData(chosen)))
        self._show_histogram()

    def _show_histogram(self) -> None:
        section = self._column.currentData()
        if section is not None:
            self._histogram.show_values(self.model.values(section), self.model.title(section))

    def _filter(self) -> None:
        self.model.set_filter(self.controls.filter)

    def _on_wish_changed(self) -> None:
        self._table.setColumnHidden(_IMAGE_COLUMN, not self.controls.wants_all)
        self.wish_changed.emit()

    def _on_unit_changed(self) -> None:
        self.model.set_pixel_size(self.controls.shown_size_um)
        self._show_columns()
        self._filter()
        self.wish_changed.emit()

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._table.hasFocus():  # by keys; a click comes as such
            self._choose(current)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.object_chosen.emit(self.model.object_at(index.row()))

    # ---- Qt ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room, the table has it."""
        super().resizeEvent(event)
        has_room = self.width() >= LEAST_FOR_BOTH_PX
        self._side.setVisible(has_room)
        is_low = self.height() < LOW_PX
        margins = self._totals.contentsMargins()
        lines = self.fontMetrics().lineSpacing() * (1 if is_low else _TOTAL_LINES)
        lines += margins.top() + margins.bottom()
        self._totals.setMaximumHeight(_ANY_PX if has_room and not is_low else lines)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what is looked at is measured."""
        super().showEvent(event)
        self._is_looked_at = True
        self.wish_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: what nobody looks at need not be measured."""
        super().hideEvent(event)
        self._is_looked_at = False
        self.wish_changed.emit()
