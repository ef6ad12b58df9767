"""The objects of the results: a table to sort and filter, a histogram, totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.object_filter import AtBorder, ObjectFilter
from unet_studio.ui.item_models.object_list import ObjectListModel
from unet_studio.ui.parts.empty_note import EmptyNote
from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.results.value_histogram import ValueHistogram
from unet_studio.ui.translations import translate
from unet_studio.workspace.measuring import Whose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from unet_studio.domain.measurement import ObjectTable

ROW_PX = 22
TYPING_MS = 250
"""After the last key the rows are looked through."""

LEAST_FOR_BOTH_PX = 560
"""In less room the histogram stands aside."""

LOW_PX = 230
"""Where it is lower, totals and controls have fewer lines."""

_TOTAL_LINES = 3  # in less room; all are in the tooltip
_ANY_PX = (1 << 24) - 1  # Qt's own
_IMAGE_COLUMN, _AREA_COLUMN = 0, 3
_WIDTHS_PX = (150, 130, 44)


class ObjectsView(QWidget):
    """Says what a person wants to see of the objects; shows what it is told.

    Attributes
    ----------
    model
        What the table shows.

    Signals
    -------
    wish_changed()
        Other images, or labels instead of predictions, are to be measured; or nothing is.
    object_chosen(ObjectRow)
        To be shown in the picture.
    export_requested()
        As a CSV file.
    """

    wish_changed = Signal()
    object_chosen = Signal(object)
    export_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ObjectListModel(self)
        self._is_looked_at = False
        self._unlike: frozenset[str] = frozenset()
        self._scope = _choice(
            translate("objects", "Images measured"),
            [
                (translate("objects", "This image"), False),
                (translate("objects", "All images"), True),
            ],
        )
        self._whose = _choice(
            translate("objects", "Whose masks"),
            [
                (translate("objects", "Predictions"), Whose.PREDICTIONS),
                (translate("objects", "My labels"), Whose.LABELS),
            ],
        )
        self._class = _choice(
            translate("objects", "Class"), [(translate("objects", "All classes"), None)]
        )
        self._border = _choice(
            translate("objects", "At the border"),
            [
                (translate("objects", "All objects"), AtBorder.ALL),
                (translate("objects", "Whole objects"), AtBorder.INSIDE),
                (translate("objects", "Cut by the border"), AtBorder.CUT),
            ],
        )
        self._unit = _choice(translate("objects", "Units"), [("px", False), ("µm", True)])
        self._likeness = _choice(
            translate("objects", "Images shown"),
            [
                (translate("objects", "Any image"), False),
                (translate("objects", "⚠ Unlike the training"), True),
            ],
        )
        self._least = _number_field(translate("objects", "area from"))
        self._most = _number_field(translate("objects", "to"))
        self._text = QLineEdit(placeholderText=translate("objects", "Find image or class"))
        self._text.setClearButtonEnabled(True)
        self._text.setFixedWidth(140)
        self._export = QPushButton(translate("objects", "Export CSV…"))
        self._export.setToolTip(
            translate(
                "objects",
                "All objects of this image, or of all images, and a summary: filters hide rows "
                "here only.",
            )
        )
        self._export.clicked.connect(self.export_requested)
        self._table = QTableView()
        self._histogram = ValueHistogram()
        self._column = QComboBox()
        self._column.setAccessibleName(translate("objects", "Histogram of"))
        self._totals = QLabel(wordWrap=True)
        self._totals.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._totals.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._totals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._pixel_size_um: float | None = None
        self._lay_out()
        self._connect()
        self.show_pixel_size(None)
        self.show_unlike({})
        self.show_note(None)

    def _lay_out(self) -> None:
        controls = QWidget()
        row = FlowLayout(controls)
        row.setContentsMargins(6, 4, 6, 2)
        for widget in (
            self._scope, self._whose, self._class, self._least, self._most, self._border,
            self._likeness, self._text, self._unit, self._export,
        ):  # fmt: skip
            row.addWidget(widget)
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
        table.setColumnHidden(_IMAGE_COLUMN, not self.wants_all)
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
        layout.addWidget(controls)
        layout.addWidget(parts, 1)
        layout.addWidget(self._totals)

    def _connect(self) -> None:
        self._scope.activated.connect(self._on_scope_chosen)
        self._whose.activated.connect(self.wish_changed)
        for choice in (self._class, self._border, self._likeness):
            choice.activated.connect(self._filter)
        self._unit.activated.connect(self._on_unit_chosen)
        self._typing.timeout.connect(self._filter)
        for field in (self._least, self._most, self._text):
            field.textChanged.connect(lambda _: self._typing.start())
        self._column.activated.connect(self._show_histogram)
        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._table.clicked.connect(self._choose)
        self.model.modelReset.connect(self._show_histogram)

    # ---- What is wanted ----

    @property
    def is_looked_at(self) -> bool:
        """Whether it is in view."""
        return self._is_looked_at

    @property
    def wants_all(self) -> bool:
        """Whether all images are wanted, not only the one in view."""
        return bool(self._scope.currentData())

    @property
    def whose(self) -> Whose:
        """Whose masks are wanted."""
        return Whose(self._whose.currentData())

    @property
    def filter(self) -> ObjectFilter:
        """Which objects are wanted."""
        unlike = self._likeness.currentData() and not self._likeness.isHidden()
        return ObjectFilter(
            class_name=self._class.currentData(),
            least_px=self._area_px(self._least),
            most_px=self._area_px(self._most),
            at_border=AtBorder(self._border.currentData()),
            text=self._text.text().strip(),
            images=self._unlike if unlike else None,
        )

    def _area_px(self, field: QLineEdit) -> float | None:
        value, is_number = QLocale.c().toDouble(field.text().replace(",", ""))
        if not is_number:
            return None
        size = self._shown_size
        return value / size**2 if size is not None else value

    @property
    def _shown_size(self) -> float | None:
        return self._pixel_size_um if self._unit.currentData() else None

    @property
    def factor_and_unit(self) -> tuple[float, str]:
        """What areas are multiplied by, and their unit."""
        size = self._shown_size
        return (1.0, "px²") if size is None else (size**2, "µm²")

    # ---- What is shown ----

    def show_pixel_size(self, pixel_size_um: float | None) -> None:
        """Offer micrometres where it is known how large a pixel is."""
        if pixel_size_um is not None and self._pixel_size_um is None:
            self._unit.setCurrentIndex(1)
        self._pixel_size_um = pixel_size_um
        self._unit.setEnabled(pixel_size_um is not None)
        if pixel_size_um is None:
            self._unit.setCurrentIndex(0)
        self._unit.setToolTip(
            ""
            if pixel_size_um is not None
            else translate("objects", "For µm, say how large a pixel is: Image, Pixel size.")
        )
        self.model.set_pixel_size(self._shown_size)

    def show_unlike(self, unlike: Mapping[str, str]) -> None:
        """Mark images that are unlike the training images: name -> why."""
        self._unlike = frozenset(unlike)
        self._likeness.setVisible(bool(unlike))
        self.model.set_unlike(unlike)
        self._filter()

    def show_objects(self, table: ObjectTable, colours: Mapping[str, str]) -> None:
        """Show these objects; the one selected stays so."""
        row = self._table.currentIndex().row()
        chosen = self.model.object_at(row) if 0 <= row < self.model.rowCount() else None
        self._show_classes(table.class_names)
        self.model.set_classes(colours)
        self.model.set_table(table)
        self._export.setEnabled(len(table) > 0)
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

    def _show_classes(self, names: Sequence[str]) -> None:
        chosen = self._class.currentData()
        self._class.clear()
        self._class.addItem(translate("objects", "All classes"), None)
        for name in names:
            self._class.addItem(name, name)
        self._class.setCurrentIndex(max(0, self._class.findData(chosen)))

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
        self.model.set_filter(self.filter)

    def _on_scope_chosen(self) -> None:
        self._table.setColumnHidden(_IMAGE_COLUMN, not self.wants_all)
        self.wish_changed.emit()

    def _on_unit_chosen(self) -> None:
        self.model.set_pixel_size(self._shown_size)
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


def _choice(name: str, items: Sequence[tuple[str, object]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    for text, data in items:
        box.addItem(text, data)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _number_field(name: str) -> QLineEdit:
    field = QLineEdit(placeholderText=name)
    field.setAccessibleName(name)
    validator = QDoubleValidator(0, 1e12, 6, field)
    validator.setLocale(QLocale.c())
    field.setValidator(validator)
    field.setFixedWidth(76)
    return field
