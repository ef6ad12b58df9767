"""The View box: how results are painted, against what they are held, and which classes are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.results.look_strip import ClassChoice
from unet_studio.ui.results.looks import Reference
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from unet_studio.ui.results.looks import Looks

_SWATCH_PX = 12
_MOST_ROWS = 6


class LookPanel(QWidget):
    """Says what a person wants to see; shows what it is told.

    Attributes
    ----------
    class_choice
        Of which class a map of probability is.

    Signals
    -------
    opacity_changed(float)
        0 to 1; of what lies over the picture now.
    fill_toggled(bool), contours_toggled(bool)
        Whether to show regions as areas, as outlines.
    contour_width_changed(int)
        In pixels of the screen.
    reference_chosen(Reference)
        What to hold the result against.
    hidden_changed(frozenset of str)
        Names of the classes to leave out.
    """

    opacity_changed = Signal(float)
    fill_toggled = Signal(bool)
    contours_toggled = Signal(bool)
    contour_width_changed = Signal(int)
    reference_chosen = Signal(object)
    hidden_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fill = QCheckBox(translate("results", "Masks"))
        self._fill.toggled.connect(self.fill_toggled)
        self._contours = QCheckBox(translate("results", "Contours"))
        self._contours.toggled.connect(self.contours_toggled)
        self._width = QSpinBox(minimum=1, maximum=8)
        self._width.setSuffix(translate("results", " px"))
        self._width.setToolTip(translate("results", "Width of the contours"))
        self._width.setAccessibleName(translate("results", "Width of the contours"))
        self._width.valueChanged.connect(self.contour_width_changed)
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setMaximum(100)
        self._opacity.setAccessibleName(translate("results", "Opacity"))
        self._opacity.valueChanged.connect(lambda value: self.opacity_changed.emit(value / 100))
        self._reference = QComboBox()
        self._reference.addItem(translate("results", "Original"), Reference.ORIGINAL)
        self._reference.addItem(translate("results", "Your labels"), Reference.LABELS)
        self._reference.setToolTip(
            translate("results", "What stands beside the result in a swipe or side by side.")
        )
        self._reference.activated.connect(self._on_reference_activated)
        self.class_choice = ClassChoice()
        self._classes = QListWidget()
        self._classes.setAccessibleName(translate("results", "Classes"))
        self._classes.itemChanged.connect(self._on_item_changed)
        self._all = QPushButton(translate("results", "All"))
        self._none = QPushButton(translate("results", "None"))
        self._all.clicked.connect(lambda: self._check_all(checked=True))
        self._none.clicked.connect(lambda: self._check_all(checked=False))
        self._lay_out()

    def _lay_out(self) -> None:
        outlines = QHBoxLayout()
        outlines.addWidget(self._contours)
        outlines.addWidget(self._width)
        outlines.addStretch()
        form = QFormLayout()
        form.addRow(self._fill, outlines)
        form.addRow(translate("results", "Opacity"), self._opacity)
        form.addRow(translate("results", "Beside it"), self._reference)
        form.addRow(translate("results", "Probability"), self.class_choice)
        self._switches = QWidget()
        column = QVBoxLayout(self._switches)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._classes)
        buttons = QHBoxLayout()
        buttons.addWidget(self._all)
        buttons.addWidget(self._none)
        buttons.addStretch()
        column.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(form)
        whole.addWidget(self._switches)
        self.show_classes((), frozenset())

    def show_looks(self, looks: Looks, opacity: float) -> None:
        """Show what is in force; the opacity is that of the layer in view."""
        for widget, state in ((self._fill, looks.filled), (self._contours, looks.contours)):
            with QSignalBlocker(widget):
                widget.setChecked(state)
        with QSignalBlocker(self._width):
            self._width.setValue(looks.contour_px)
        self._width.setEnabled(looks.contours)
        if not self._opacity.isSliderDown():
            with QSignalBlocker(self._opacity):
                self._opacity.setValue(round(opacity * 100))
        self._reference.setCurrentIndex(self._reference.findData(looks.reference))

    def show_classes(self, classes: Iterable[tuple[str, str]], hidden: Set[str]) -> None:
        """Offer a switch for each class: name and colour, ``#rrggbb``."""
        with QSignalBlocker(self._classes):
            self._classes.clear()
            for name, colour in classes:
                item = QListWidgetItem(_swatch(colour), name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                is_hidden = name in hidden
                item.setCheckState(Qt.CheckState.Unchecked if is_hidden else Qt.CheckState.Checked)
                self._classes.addItem(item)
        count = self._classes.count()
        row, frame = max(self._classes.sizeHintForRow(0), 1), 2 * self._classes.frameWidth()
        self._classes.setFixedHeight(max(min(count, _MOST_ROWS), 1) * row + frame + 2)
        self._switches.setVisible(count > 0)

    def hidden(self) -> frozenset[str]:
        """Names of the classes whose switch is off."""
        items = [self._classes.item(row) for row in range(self._classes.count())]
        return frozenset(i.text() for i in items if i.checkState() is Qt.CheckState.Unchecked)

    def _check_all(self, *, checked: bool) -> None:
        with QSignalBlocker(self._classes):
            for row in range(self._classes.count()):
                state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
                self._classes.item(row).setCheckState(state)
        self._classes.viewport().update()
        self.hidden_changed.emit(self.hidden())

    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        self.hidden_changed.emit(self.hidden())

    def _on_reference_activated(self, row: int) -> None:
        self.reference_chosen.emit(
            Reference(self._reference.itemData(row))
        )  # Qt keeps but its text


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(_SWATCH_PX, _SWATCH_PX)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)
