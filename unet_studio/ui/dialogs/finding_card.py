"""A card for one finding: what, why, where, and what can be done."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from unet_studio.domain.finding import Level
from unet_studio.ui.train.data_verdict import colour_of
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from unet_studio.domain.finding import Finding, Spot

FIRST_SPOTS = 6
_MOST_SPOTS = 200
_BAR_PX = 4


class FindingCard(QFrame):
    """Shows one finding; the names of images are links.

    Signals
    -------
    spot_chosen(Spot)
        A person wants to see one of the places.
    mend_requested(Finding), accept_requested(Finding)
        A person wants it mended, or finds it right as it is.
    """

    spot_chosen = Signal(object)
    mend_requested = Signal(object)
    accept_requested = Signal(object)

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self._where = _text("")
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._where.linkActivated.connect(self._on_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(_BAR_PX + 12, 8, 12, 10)
        column.setSpacing(4)
        column.addWidget(_text(f"<b>{escape(render(finding.message))}</b>"))
        if finding.why is not None:
            column.addWidget(_pale(render(finding.why)))
        if finding.spots:
            column.addWidget(self._where)
            self._list_spots(FIRST_SPOTS)
        if finding.fix is not None:
            text = translate("doctor dialog", "What to do: {fix}").format(fix=render(finding.fix))
            column.addWidget(_text(escape(text)))
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        if self.finding.level is not Level.PROBLEM:
            accept = QPushButton(translate("doctor dialog", "It is right so"))
            accept.setToolTip(
                translate("doctor dialog", "Say nothing of this any more, unless it spreads.")
            )
            accept.clicked.connect(lambda: self.accept_requested.emit(self.finding))
            row.addWidget(accept)
        if self.finding.remedy is not None:
            mend = QPushButton(render(self.finding.remedy.title))
            mend.setToolTip(
                translate("doctor dialog", "This can be undone; earlier labels are kept.")
            )
            mend.clicked.connect(lambda: self.mend_requested.emit(self.finding))
            row.addWidget(mend)
        return row

    def _list_spots(self, most: int) -> None:
        spots = self.finding.spots
        lines = [_link(number, spot) for number, spot in enumerate(spots[:most])]
        left = len(spots) - most
        if left > 0:
            text = translate("doctor dialog", "and {n} more").format(n=left)
            lines.append(f'<a href="more">{escape(text)}</a>' if most < _MOST_SPOTS else text)
        self._where.setText("<br>".join(lines) if _has_notes(self.finding) else ", ".join(lines))

    def _on_link(self, link: str) -> None:
        if link == "more":
            self._list_spots(_MOST_SPOTS)
        else:
            self.spot_chosen.emit(self.finding.spots[int(link)])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: a bar in the colour of how bad it is."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        colour = QColor(colour_of(self.finding.level))
        painter.fillRect(0, 0, _BAR_PX, self.height(), colour)


def _has_notes(finding: Finding) -> bool:
    return any(spot.note is not None for spot in finding.spots)


def _link(number: int, spot: Spot) -> str:
    link = f'<a href="{number}">{escape(spot.image)}</a>'
    if spot.note is None:
        return link
    note = spot.note if isinstance(spot.note, str) else render(spot.note)
    return f"{link}: {escape(note)}"


def _text(html: str) -> QLabel:
    label = QLabel(html, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.RichText)
    return label


def _pale(text: str) -> QLabel:
    label = _text(escape(text))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
