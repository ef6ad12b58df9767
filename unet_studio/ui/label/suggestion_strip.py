"""The suggestion strip: what to label next as a row of pictures, each with its spot and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.canvas.spot_layer import SPOT_COLOUR
from unet_studio.ui.parts.action_button import ActionButton
from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QAction, QImage

    from unet_studio.domain.suggestion import LabelQueue, Suggestion

PICTURE_PX = 64
CARD = QSize(232, 76)
_DONE_COLOUR = "#009e73"


class SuggestionStrip(QWidget):
    """Lists suggestions side by side; wishes go out.

    Signals
    -------
    chosen(int)
        The suggestion at this place is to be brought into view.
    close_requested()
        Nobody wants to see the queue any more.
    """

    chosen = Signal(int)
    close_requested = Signal()

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._note = QLabel(wordWrap=True)
        self._close = QToolButton(autoRaise=True)
        self._close.setText("✕")
        self._close.setToolTip(translate("suggestions", "Close"))
        self._close.setAccessibleName(translate("suggestions", "Close"))
        self.list = QListWidget()
        self.list.setFlow(QListWidget.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(PICTURE_PX, PICTURE_PX))
        self.list.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(CARD.height() + self.list.horizontalScrollBar().sizeHint().height()
                                 + 2 * self.list.frameWidth() + 2)  # fmt: skip
        self.list.setAccessibleName(translate("suggestions", "What to label next"))
        self._lay_out(actions)
        self._close.clicked.connect(self.close_requested)
        self.list.currentRowChanged.connect(self._on_list_current_row_changed)

    def _lay_out(self, actions: Iterable[QAction]) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for action in actions:
            flow.addWidget(ActionButton(action))
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addWidget(buttons, 1)
        top.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.list)
        layout.addWidget(self._note)

    def show_queue(self, queue: LabelQueue, done: Sequence[bool], place: int | None) -> None:
        """Show which suggestions there are, which are done, and which one is in view."""
        blocker = QSignalBlocker(self.list)
        if self.list.count() != len(queue.suggestions):
            self.list.clear()
            for _ in queue.suggestions:
                item = QListWidgetItem()
                item.setSizeHint(CARD)
                self.list.addItem(item)
        for row, (suggestion, is_done) in enumerate(zip(queue.suggestions, done, strict=True)):
            item = self.list.item(row)
            item.setText(_words(suggestion, is_done=is_done))
            item.setToolTip(_details(suggestion))
        self.list.setCurrentRow(-1 if place is None else place)
        blocker.unblock()
        if place is not None:
            self.list.scrollToItem(self.list.item(place))
        self._title.setText(
            translate("suggestions", "Label next: {done} of {count} done").format(
                done=sum(done), count=len(done)
            )
        )
        self._note.setText(_note(queue, place))

    def show_picture(
        self, row: int, picture: QImage | None, suggestion: Suggestion, *, is_done: bool
    ) -> None:
        """Show the thumbnail of a suggestion with its spot framed, ticked off if it is done."""
        if picture is not None and row < self.list.count():
            card = _card(picture, suggestion, is_done=is_done)
            icon = QIcon(card)
            icon.addPixmap(card, QIcon.Mode.Selected)  # else Qt would tint it
            self.list.item(row).setIcon(icon)

    def _on_list_current_row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)


def _card(picture: QImage, suggestion: Suggestion, *, is_done: bool) -> QPixmap:
    """The thumbnail in a square, its spot framed."""
    ratio = 2
    card = QPixmap(PICTURE_PX * ratio, PICTURE_PX * ratio)
    card.fill(Qt.GlobalColor.transparent)
    painter = QPainter(card)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    height, width = suggestion.size
    scale = card.width() / max(height, width, 1)
    area = QRectF(0, 0, width * scale, height * scale)
    area.moveCenter(QRectF(card.rect()).center())
    painter.drawImage(area, picture)
    left, top, right, bottom = (edge * scale for edge in suggestion.spot)
    frame = QRectF(left + area.left(), top + area.top(), right - left, bottom - top)
    painter.setPen(QPen(QColor(SPOT_COLOUR), 3.0 * ratio / 2))
    painter.drawRect(frame.intersected(area).adjusted(1.5, 1.5, -1.5, -1.5))
    if is_done:
        _tick(painter, card)
    painter.end()
    return card


def _tick(painter: QPainter, card: QPixmap) -> None:
    badge = QRectF(0, 0, card.width() * 0.42, card.height() * 0.42)
    badge.moveBottomRight(QRectF(card.rect()).bottomRight())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_DONE_COLOUR))
    painter.drawEllipse(badge)
    font = painter.font()
    font.setPixelSize(round(badge.height() * 0.7))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "✓")


def _words(suggestion: Suggestion, *, is_done: bool) -> str:
    name = suggestion.image.rpartition("/")[2]
    done = translate("suggestions", "done")
    return f"{name}\n{done if is_done else ', '.join(map(render, suggestion.reasons))}"


def _details(suggestion: Suggestion) -> str:
    left, top, right, bottom = suggestion.spot
    lines = [
        suggestion.image,
        translate("suggestions", "Spot: x {left}-{right}, y {top}-{bottom}").format(
            left=left, right=right, top=top, bottom=bottom
        ),
        *(render(reason) for reason in suggestion.reasons),
    ]
    return "\n".join(lines)


def _note(queue: LabelQueue, place: int | None) -> str:
    note = translate(
        "suggestions",
        "It is enough to label what lies in the blue frame: the image stays partly labelled, and "
        "the rest of it is ignored.",
    )
    if place is not None and queue.suggestions[place].is_whole:
        note = translate("suggestions", "Label the whole image: it is no larger than a spot.")
    if queue.is_sample:
        note += " " + translate(
            "suggestions", "The model looked at a sample of {n} of {all} images."
        ).format(n=queue.looked_at, all=queue.candidates)
    return note
