"""The verdict: one line that says whether the data are fit to train on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from unet_studio.domain.finding import Level
from unet_studio.domain.message import filled
from unet_studio.ui.theme import ERROR_COLOUR, GOOD_COLOUR, WARNING_COLOUR
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from unet_studio.domain.finding import Finding


class DataVerdict(QWidget):
    """Says how many things there are to look at; the button beside it leads to them.

    Signals
    -------
    details_requested()
        A person wants to see what was found.
    watched_changed(bool)
        Whether it is on the screen.
    """

    details_requested = Signal()
    watched_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot = QLabel("●")
        self._text = QLabel()
        self._details = QToolButton()
        self._details.setText(translate("verdict", "Show"))
        self._details.setToolTip(
            translate("verdict", "What was found in the data, why it matters, and what can be done")
        )
        self._details.clicked.connect(self.details_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._dot)
        row.addWidget(self._text)
        row.addWidget(self._details)
        row.addStretch()
        self.show_verdict(None, is_checking=False)

    def show_verdict(
        self,
        findings: Sequence[Finding] | None,
        *,
        is_checking: bool,
        done: int = 0,
        total: int = 0,
    ) -> None:
        """Say what is known.

        Parameters
        ----------
        findings
            What there is to look at; None = not checked yet.
        is_checking, done, total
            Whether a check is under way, and how far.
        """
        if is_checking:
            text = translate("verdict", "Checking the data: {done} of {total}")
            self._say(text.format(done=done, total=total), None)
        elif findings is None:
            self._say(translate("verdict", "The data are not checked yet"), None)
        elif not findings:
            self._say(translate("verdict", "Data checked: nothing to complain of"), GOOD_COLOUR)
        else:
            self._say(summary(findings), colour_of(findings[0].level))

    def _say(self, text: str, colour: str | None) -> None:
        self._text.setText(text)
        self._dot.setVisible(colour is not None)
        if colour is not None:
            palette = self._dot.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            self._dot.setPalette(palette)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: it is on the screen now."""
        super().showEvent(event)
        self.watched_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: it no longer is."""
        super().hideEvent(event)
        self.watched_changed.emit(False)


def summary(findings: Sequence[Finding]) -> str:
    """How many problems there are, and how many other things to look at."""
    problems = sum(finding.level is Level.PROBLEM for finding in findings)
    others = len(findings) - problems
    if problems and others:
        text = translate(
            "verdict",
            "Data checked: {problems} {problems:problem|problems}, {n} {n:thing|things} to look at",
        )
    elif problems:
        text = translate("verdict", "Data checked: {problems} {problems:problem|problems}")
    else:
        text = translate("verdict", "Data checked: {n} {n:thing|things} to look at")
    return filled(text, problems=problems, n=others)


def colour_of(level: Level) -> str:
    """The colour, ``#rrggbb``, that stands for how bad something is."""
    return {
        Level.PROBLEM: ERROR_COLOUR,
        Level.WARNING: WARNING_COLOUR,
        Level.HINT: HINT_COLOUR,
        Level.OK: GOOD_COLOUR,
    }[level]


HINT_COLOUR = "#3b82c4"
