"""A slider with its number beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSlider, QWidget


class SliderRow(QWidget):
    """Either part sets the value; the mouse wheel changes neither while one scrolls past.

    Signals
    -------
    changed(float)
        A person chose this value.
    """

    changed = Signal(float)

    def __init__(
        self,
        low: float,
        high: float,
        step: float,
        decimals: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._step = step
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(round(low / step), round(high / step))
        self._number = QDoubleSpinBox(decimals=decimals, minimum=low, maximum=high, singleStep=step)
        self._number.setKeyboardTracking(False)
        for part in (self._slider, self._number):
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._slider, 1)
        row.addWidget(self._number)
        self._slider.valueChanged.connect(lambda value: self._choose(value * self._step))
        self._number.valueChanged.connect(self._choose)

    @property
    def value(self) -> float:
        """What is chosen."""
        return self._number.value()

    def show_value(self, value: float) -> None:
        """Show a value that was chosen elsewhere."""
        for part in (self._slider, self._number):
            part.blockSignals(True)
        self._number.setValue(value)
        self._slider.setValue(round(value / self._step))
        for part in (self._slider, self._number):
            part.blockSignals(False)

    def describe(self, name: str, text: str) -> None:
        """What it is for, for those who point at it and those who have it read to them."""
        for part in (self._slider, self._number):
            part.setAccessibleName(name)
            part.setToolTip(text)

    def _choose(self, value: float) -> None:
        self.show_value(value)
        self.changed.emit(self.value)
