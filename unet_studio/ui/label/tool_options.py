"""The tool options: a strip above the canvas with what can be set about the tool in hand."""

from __future__ import annotations

import itertools
from math import exp, log
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.translations import translate, translated
from unet_studio.workspace.tools.option import ChoiceOption, NumberOption, SwitchOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from unet_studio.workspace.tools.option import Option, OptionValue
    from unet_studio.workspace.tools.tool import Tool

_SLIDER_STEPS = 200
_MARGIN_PX = 8
_GAP_PX = 12
_BUSY_PX = 80


class ToolOptions(QWidget):
    """Names one tool, shows its options, and changes them.

    It is one row for every tool, also for those without options: else the picture would jump from
    tool to tool. Options that have no room in the row stand behind "More".
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool: Tool | None = None
        self._fields: dict[str, _Field] = {}
        self._groups: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._in_row = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_MARGIN_PX, 3, _MARGIN_PX, 3)
        self._row.setSpacing(_GAP_PX)
        self._name = QLabel()
        bold = self._name.font()
        bold.setBold(True)
        self._name.setFont(bold)
        self._name.setMinimumHeight(QDoubleSpinBox().sizeHint().height())
        self._busy = QProgressBar(textVisible=False, maximum=0)
        self._busy.setFixedSize(_BUSY_PX, 6)
        self._busy.hide()
        self._more = QToolButton(autoRaise=True)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.clicked.connect(self._show_rest)
        self._rest = QFrame(self, Qt.WindowType.Popup)
        self._rest.setFrameShape(QFrame.Shape.StyledPanel)
        self._rest_column = QVBoxLayout(self._rest)
        self._row.addWidget(self._name)
        self._row.addWidget(self._more)
        self._row.addWidget(self._busy)
        self._row.addStretch(1)

    def set_tool(self, tool: Tool | None, name: str = "") -> None:
        """Show the options of another tool, called by this name."""
        if self._tool is not None:
            self._tool.option_changed.disconnect(self._show_value)
            self._tool.is_computing_changed.disconnect(self._show_computing)
        self._tool = tool
        self._name.setText(name)
        self._rest.hide()
        for group in self._groups:
            group.hide()
            group.setParent(None)
            group.deleteLater()
        self._groups, self._fields = [], {}
        for option in tool.OPTIONS if tool is not None else ():
            self._add(option)
        self._in_row = len(self._groups)
        self._share_out()
        if tool is not None:
            tool.option_changed.connect(self._show_value)
            tool.is_computing_changed.connect(self._show_computing)
            self._show_computing()

    def _add(self, option: Option) -> None:
        field = _field_of(option, lambda value: self._on_field_changed(option.key, value))
        self._fields[option.key] = field
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        tip = translated(option.tip) if option.tip is not None else ""
        for widget in field.widgets:
            widget.setToolTip(tip)
            row.addWidget(widget)
        self._groups.append(group)
        self._row.insertWidget(len(self._groups), group)  # the name stands first
        self._show_value(option.key)

    def _share_out(self) -> None:
        """Put into the row what has room there, and the rest behind "More"."""
        fits = _fitting(
            [group.sizeHint().width() for group in self._groups],
            self.width() - 2 * _MARGIN_PX - self._name.sizeHint().width() - _BUSY_PX - _GAP_PX,
            self._more.sizeHint().width(),
        )
        self._more.setText(translate("ToolOptions", "More ▾"))
        self._more.setVisible(fits < len(self._groups))
        if fits == self._in_row:
            return
        self._in_row = fits
        self._rest.hide()
        for place, group in enumerate(self._groups):
            if place < fits:
                self._row.insertWidget(place + 1, group)
            else:
                self._rest_column.addWidget(group)
            group.show()

    def _show_rest(self) -> None:
        self._rest.adjustSize()
        self._rest.move(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        self._rest.show()

    def _show_value(self, key: str) -> None:
        if self._tool is not None and key in self._fields:
            self._fields[key].show_value(self._tool.option(key))

    def _show_computing(self) -> None:
        self._busy.setVisible(self._tool is not None and self._tool.is_computing)

    def _on_field_changed(self, key: str, value: OptionValue) -> None:
        if self._tool is not None:
            self._tool.set_option(key, value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer options have room."""
        super().resizeEvent(event)
        self._share_out()


def _fitting(widths_px: list[int], room_px: int, more_px: int) -> int:
    """How many of these widths have room side by side, and a button for the rest if need be."""
    ends = list(itertools.accumulate(width + _GAP_PX for width in widths_px))
    if not ends or ends[-1] <= room_px:
        return len(ends)
    return sum(end + more_px + _GAP_PX <= room_px for end in ends)


class _Field:
    """The widgets of one option."""

    widgets: tuple[QWidget, ...]

    def show_value(self, value: OptionValue) -> None:
        """Show a value; nothing is said of that."""
        raise NotImplementedError


class _NumberField(_Field):
    def __init__(self, option: NumberOption, changed: Callable[[OptionValue], None]) -> None:
        self._option = option
        name = translated(option.text)
        label = QLabel(name)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setMaximum(_SLIDER_STEPS)
        self._slider.setFixedWidth(120)
        self._slider.setAccessibleName(name)
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._box = QDoubleSpinBox()
        self._box.setRange(option.low, option.high)
        self._box.setSingleStep(option.step)
        self._box.setDecimals(0 if float(option.step).is_integer() else 2)
        self._box.setSuffix(f" {option.unit}" if option.unit else "")
        self._box.setAccessibleName(name)
        self._box.setKeyboardTracking(False)
        self._slider.valueChanged.connect(lambda place: changed(self._value_at(place)))
        self._box.valueChanged.connect(changed)
        label.setBuddy(self._box)
        self.widgets = (label, self._slider, self._box)

    def show_value(self, value: OptionValue) -> None:
        """Show a value on slider and box."""
        number = float(value)
        if round(self._value_at(self._slider.value()), 6) != number:
            with QSignalBlocker(self._slider):
                self._slider.setValue(self._place_of(number))
        with QSignalBlocker(self._box):
            self._box.setValue(number)

    def _value_at(self, place: int) -> float:
        low, high, part = self._option.low, self._option.high, place / _SLIDER_STEPS
        if self._option.is_exponential:
            value = exp(log(low) + part * (log(high) - log(low)))
        else:
            value = low + part * (high - low)
        return round(value / self._option.step) * self._option.step

    def _place_of(self, value: float) -> int:
        low, high = self._option.low, self._option.high
        if self._option.is_exponential:
            part = (log(max(value, low)) - log(low)) / (log(high) - log(low))
        else:
            part = (value - low) / (high - low)
        return round(part * _SLIDER_STEPS)


class _ChoiceField(_Field):
    def __init__(self, option: ChoiceOption, changed: Callable[[OptionValue], None]) -> None:
        label = QLabel(translated(option.text))
        self._combo = QComboBox()
        self._combo.setAccessibleName(translated(option.text))
        for key, text in option.choices:
            self._combo.addItem(translated(text), key)
        self._combo.activated.connect(lambda row: changed(self._combo.itemData(row)))
        label.setBuddy(self._combo)
        self.widgets = (label, self._combo)

    def show_value(self, value: OptionValue) -> None:
        """Show which one is chosen."""
        self._combo.setCurrentIndex(self._combo.findData(value))


class _SwitchField(_Field):
    def __init__(self, option: SwitchOption, changed: Callable[[OptionValue], None]) -> None:
        self._check = QCheckBox(translated(option.text))
        self._check.clicked.connect(changed)
        self.widgets = (self._check,)

    def show_value(self, value: OptionValue) -> None:
        """Show whether it is on."""
        self._check.setChecked(bool(value))


def _field_of(option: Option, changed: Callable[[OptionValue], None]) -> _Field:
    if isinstance(option, NumberOption):
        return _NumberField(option, changed)
    if isinstance(option, ChoiceOption):
        return _ChoiceField(option, changed)
    return _SwitchField(option, changed)
