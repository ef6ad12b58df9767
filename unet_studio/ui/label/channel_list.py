"""The channel list: which channels of a picture are shown, and in which colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.imaging.display_settings import DisplaySettings

_ROWS_SEEN = 6


class ChannelList(QListWidget):
    """One line for each channel; hidden where there is only one.

    Signals
    -------
    chosen()
        Another channel is to be edited.
    visibility_changed(int, bool)
        Show this channel, counted from 0, or do not.
    colour_requested(int)
        Another colour is wanted for this channel.
    """

    chosen = Signal()
    visibility_changed = Signal(int, bool)
    colour_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("display", "Channels"))
        self.currentRowChanged.connect(lambda _row: self.chosen.emit())
        self.itemChanged.connect(self._on_item_changed)
        self.itemDoubleClicked.connect(lambda item: self.colour_requested.emit(self.row(item)))

    @property
    def current(self) -> int:
        """The channel to be edited, counted from 0."""
        return max(self.currentRow(), 0)

    def show_channels(self, settings: DisplaySettings) -> None:
        """Show which channels there are and what they look like."""
        with QSignalBlocker(self):
            self._fill(_names_of(settings))
            for number, channel in enumerate(settings.channels):
                item = self.item(number)
                shown = channel.visible
                item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
                item.setIcon(_swatch(channel.colour))
        count = len(settings.channels)
        self.setVisible(count > 1)
        self.setFixedHeight(min(count, _ROWS_SEEN) * self.sizeHintForRow(0) + 2)

    def _fill(self, names: tuple[str, ...]) -> None:
        if names == self._names:
            return
        self._names = names
        self.clear()
        for name in names:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.addItem(item)
        self.setCurrentRow(0)

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        shown = item.checkState() is Qt.CheckState.Checked
        self.visibility_changed.emit(self.row(item), shown)


def _names_of(settings: DisplaySettings) -> tuple[str, ...]:
    if settings.is_rgb:
        return (
            translate("display", "Red"),
            translate("display", "Green"),
            translate("display", "Blue"),
        )
    text = translate("display", "Channel {number}")
    return tuple(text.format(number=k + 1) for k in range(len(settings.channels)))


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(14, 14)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setBrush(QColor(colour))
    painter.setPen(QColor("#76808b"))
    painter.drawRoundedRect(1, 1, 12, 12, 3, 3)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else Qt tints it, and it is another colour
    return icon
