"""The banner: tells what happened above the work, never in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.theme import ERROR_COLOUR, WARNING_COLOUR
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.notices import Notice, Severity

if TYPE_CHECKING:
    from unet_studio.domain.message import Message

INFORMATION_MS = 8000


class Banner(QFrame):
    """Shows one notice at a time; a louder one is not covered by a quieter one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._text = QLabel(wordWrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._offer = QPushButton()
        self._offer.clicked.connect(self._on_offer_clicked)
        self._unfold = QToolButton(autoRaise=True)
        self._unfold.setText(translate("banner", "Details"))
        self._unfold.setCheckable(True)
        self._close = QToolButton(autoRaise=True)
        self._close.setText("✕")
        self._close.setToolTip(translate("banner", "Dismiss"))
        self._close.setAccessibleName(translate("banner", "Dismiss"))
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setMaximumHeight(160)
        self._details.hide()
        self._unfold.toggled.connect(self._details.setVisible)
        self._close.clicked.connect(self.dismiss)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self._offer)
        row.addWidget(self._unfold)
        row.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.addLayout(row)
        layout.addWidget(self._details)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What it says now."""
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        """Say something, unless something louder is being said."""
        loudness = list(Severity)
        if self._notice and loudness.index(self._notice.severity) > loudness.index(notice.severity):
            return
        self._notice = notice
        self._text.setText(render(notice.message))
        self._offer.setVisible(notice.offer is not None)
        if notice.offer is not None:
            self._offer.setText(render(notice.offer.text))
        self._details.setPlainText(notice.details)
        self._unfold.setChecked(False)
        self._unfold.setVisible(bool(notice.details))
        self._timer.stop()
        if notice.severity is Severity.INFORMATION:
            self._timer.start(INFORMATION_MS)
        self.show()
        self.update()

    def _on_offer_clicked(self) -> None:
        offer = self._notice.offer if self._notice is not None else None
        self.dismiss()
        if offer is not None:
            offer.accept()

    def dismiss(self) -> None:
        """Say nothing any more."""
        self._timer.stop()
        self._notice = None
        self.hide()

    def withdraw(self, message: Message) -> None:
        """Take one message back, if it is the one being shown."""
        if self._notice is not None and self._notice.message == message:
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: a tinted strip with a bar in the colour of its severity."""
        super().paintEvent(event)
        if self._notice is None:
            return
        colour = {
            Severity.INFORMATION: self.palette().color(QPalette.ColorRole.Accent),
            Severity.WARNING: QColor(WARNING_COLOUR),
            Severity.ERROR: QColor(ERROR_COLOUR),
        }[self._notice.severity]
        painter = QPainter(self)
        painter.fillRect(0, 0, 4, self.height(), colour)
        colour.setAlphaF(0.12)
        painter.fillRect(self.rect(), colour)
