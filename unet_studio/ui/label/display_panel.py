"""The display panel: brightness, contrast and channels of the picture, over its corner."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.imaging.display_wish import STRETCHES, histogram, value_ends
from unet_studio.ui.label.channel_list import ChannelList
from unet_studio.ui.parts.level_plot import BINS, LevelPlot
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent, QWheelEvent

    from unet_studio.imaging.display_settings import DisplaySettings
    from unet_studio.imaging.display_wish import DisplayWish

WIDTH_PX = 264
MARGIN_PX = 8

_BY_HAND = "by hand"
_GAMMA_STEPS = 100  # of the slider to either side of 1; the ends are 1/5 and 5


class DisplayPanel(QFrame):
    """Says how a person wants to see the picture; changes nothing itself.

    Signals
    -------
    levels_chosen(DisplaySettings)
        Show the same raw values black and bright in every picture.
    looks_chosen(DisplaySettings)
        Other gammas, channels or colours.
    stretch_chosen(tuple or None)
        Stretch each picture between these two percentiles; None = as suits it.
    reset_requested()
        Everything as it was at first.
    closed()
        A person is done with it.
    shown()
        It came into sight.
    """

    levels_chosen = Signal(object)
    looks_chosen = Signal(object)
    stretch_chosen = Signal(object)
    reset_requested = Signal()
    closed = Signal()
    shown = Signal()

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._settings: DisplaySettings | None = None
        self._sample: NDArray[Any] | None = None
        self._plotted: object = None
        self._plot = LevelPlot()
        self._range = QComboBox()
        self._low, self._high = _value_box(), _value_box()
        self._gamma = QSlider(Qt.Orientation.Horizontal)
        self._gamma.setRange(-_GAMMA_STEPS, _GAMMA_STEPS)
        self._gamma_text = QLabel()
        self._channels = ChannelList()
        self._colour = QPushButton(translate("display", "Colour…"))
        self._lay_out()
        self._connect()
        self.hide()
        canvas.installEventFilter(self)

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setFixedWidth(WIDTH_PX)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._fill_ranges()
        close = QToolButton(autoRaise=True)
        close.setText("✕")
        close.setToolTip(translate("display", "Close"))
        close.setAccessibleName(translate("display", "Close"))
        close.clicked.connect(self.closed)
        title = QLabel("<b>" + translate("display", "Brightness and channels") + "</b>")
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(close)
        ends = QHBoxLayout()
        for box, name in (
            (self._low, translate("display", "Shown black")),
            (self._high, translate("display", "Shown bright")),
        ):
            box.setToolTip(name)
            box.setAccessibleName(name)
            ends.addWidget(box, 1)
        gamma = QHBoxLayout()
        gamma.addWidget(self._gamma, 1)
        gamma.addWidget(self._gamma_text)
        self._gamma.setAccessibleName(translate("display", "Gamma"))
        self._gamma.setToolTip(translate("display", "Brightens or darkens what lies between."))
        form = QFormLayout()
        form.addRow(translate("display", "Range"), self._range)
        form.addRow(translate("display", "Gamma"), gamma)
        reset = QPushButton(translate("display", "Reset"))
        reset.clicked.connect(self.reset_requested)
        buttons = QHBoxLayout()
        buttons.addWidget(reset)
        buttons.addWidget(self._colour)
        note = QLabel(
            translate("display", "Only what you see changes: files and training do not."),
            wordWrap=True,
        )
        note.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._plot)
        column.addLayout(ends)
        column.addLayout(form)
        column.addWidget(self._channels)
        column.addLayout(buttons)
        column.addWidget(note)

    def _fill_ranges(self) -> None:
        self._range.addItem(translate("display", "Automatic"), None)
        for low, high in STRETCHES:
            text = translate("display", "Stretch {low} to {high} %")
            self._range.addItem(text.format(low=f"{low:g}", high=f"{high:g}"), (low, high))
        self._range.addItem(translate("display", "By hand"), _BY_HAND)
        self._range.setToolTip(
            translate(
                "display",
                "Automatic and stretched: by the values of each image. By hand: the same values "
                "are black and bright in all images of this kind.",
            )
        )
        self._range.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )

    def _connect(self) -> None:
        self._plot.levels_dragged.connect(self._on_levels_changed)
        self._plot.reset_requested.connect(lambda: self.stretch_chosen.emit(None))
        self._range.activated.connect(self._on_range_activated)
        for box in (self._low, self._high):
            box.valueChanged.connect(
                lambda _value: self._on_levels_changed(self._low.value(), self._high.value())
            )
        self._gamma.valueChanged.connect(self._on_gamma_changed)
        self._channels.visibility_changed.connect(self._on_visibility_changed)
        self._channels.chosen.connect(self._show_channel)
        self._channels.colour_requested.connect(lambda _number: self._ask_for_colour())
        self._colour.clicked.connect(self._ask_for_colour)

    # ---- What is shown ----

    def show_display(
        self, sample: NDArray[Any] | None, settings: DisplaySettings | None, wish: DisplayWish
    ) -> None:
        """Show how a picture is shown.

        Parameters
        ----------
        sample
            Some of its raw values, (h, w) or (h, w, C); None = there is no picture.
        settings
            For it.
        wish
            Where the settings come from.
        """
        self.setEnabled(sample is not None)
        if sample is None or settings is None:
            return
        self._sample, self._settings = sample, settings
        self._channels.show_channels(settings)
        self._colour.setVisible(len(settings.channels) != 1 and not settings.is_rgb)
        chosen = _BY_HAND if wish.is_fixed else wish.percents
        row = next(k for k in range(self._range.count()) if self._range.itemData(k) == chosen)
        self._range.setCurrentIndex(row)
        self._show_channel()
        self._place()

    def _show_channel(self) -> None:
        """Plot and numbers of the channel, or channels, being edited."""
        if self._sample is None or self._settings is None:
            return
        self._plot_histogram(self._sample, self._settings)
        first = self._settings.channels[self._edited()[0]]
        self._plot.show_levels(first.low, first.high)
        low, high = value_ends(self._sample)
        decimals = _decimals(self._sample, high - low)
        for box, value in ((self._low, first.low), (self._high, first.high)):
            with QSignalBlocker(box):
                box.setDecimals(decimals)
                box.setSingleStep(max((high - low) / 100, 10.0**-decimals))
                box.setValue(value)
        with QSignalBlocker(self._gamma):
            self._gamma.setValue(round(log10(first.gamma) / log10(5) * _GAMMA_STEPS))
        self._gamma_text.setText(f"{first.gamma:.2f}")

    def _plot_histogram(self, sample: NDArray[Any], settings: DisplaySettings) -> None:
        edited = self._edited()
        colours = tuple(settings.channels[k].colour for k in edited)
        plotted = (id(sample), edited, colours)
        if plotted == self._plotted:
            return
        self._plotted = plotted
        values = [sample if sample.ndim == 2 else sample[..., k] for k in edited]
        ends = value_ends(sample if settings.is_rgb else values[0])
        curves = [
            (_curve_colour(colour, len(edited)), histogram(each, BINS, ends))
            for colour, each in zip(colours, values, strict=True)
        ]
        self._plot.show_counts(curves, ends)

    def _edited(self) -> tuple[int, ...]:
        """Numbers of the channels that the controls are for: of a colour picture all."""
        if self._settings is None or self._settings.is_rgb:
            return (0, 1, 2)
        return (self._channels.current,)

    # ---- Wishes ----

    def _on_levels_changed(self, low: float, high: float) -> None:
        if self._settings is not None:
            changed = self._settings.changed(self._edited(), low=low, high=max(low, high))
            self.levels_chosen.emit(changed)

    def _on_gamma_changed(self, place: int) -> None:
        if self._settings is not None:
            gamma = 5 ** (place / _GAMMA_STEPS)
            self.looks_chosen.emit(self._settings.changed(self._edited(), gamma=gamma))

    def _on_range_activated(self, row: int) -> None:
        chosen = self._range.itemData(row)
        if chosen != _BY_HAND:
            self.stretch_chosen.emit(chosen)
        elif self._settings is not None:
            self.levels_chosen.emit(self._settings)

    def _on_visibility_changed(self, number: int, visible: bool) -> None:
        if self._settings is not None:
            self.looks_chosen.emit(self._settings.changed((number,), visible=visible))

    def _ask_for_colour(self) -> None:
        if self._settings is None or self._settings.is_rgb:
            return
        number = self._edited()[0]
        present = QColor(self._settings.channels[number].colour)
        title = translate("display", "Colour of the channel")
        chosen = QColorDialog.getColor(present, self.window(), title)
        if chosen.isValid():
            self.looks_chosen.emit(self._settings.changed((number,), colour=chosen.name()))

    # ---- Place ----

    def _place(self) -> None:
        """In the upper right corner of the canvas."""
        self.adjustSize()
        self.move(max(self._canvas.width() - self.width() - MARGIN_PX, 0), MARGIN_PX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: stay in the corner."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: what is pressed here is not meant for the picture beneath."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: as for presses."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: as for presses."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what it shows may have changed unseen."""
        super().showEvent(event)
        self.shown.emit()
        self._place()


def _value_box() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setKeyboardTracking(False)
    box.setRange(-1e38, 1e38)
    box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
    box.setMinimumWidth(60)
    return box


def _decimals(sample: NDArray[Any], span: float) -> int:
    """So many that a thousandth of what occurs can be seen."""
    if sample.dtype.kind != "f" or span <= 0:
        return 0
    return min(max(3 - floor(log10(span)), 0), 12)


def _curve_colour(colour: str, count: int) -> QColor:
    shown = QColor("#8a939d") if colour == "#ffffff" else QColor(colour)
    shown.setAlpha(130 if count > 1 else 220)
    return shown
