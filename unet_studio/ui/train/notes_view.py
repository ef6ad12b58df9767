"""The notes: what the program noticed, the newest first; what it chose and why."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser

from unet_studio.domain.finding import Level
from unet_studio.ui.theme import ERROR_COLOUR, GOOD_COLOUR, WARNING_COLOUR
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.finding import Finding
    from unet_studio.domain.message import Message

_MARKS = {
    Level.PROBLEM: ("✖", ERROR_COLOUR),
    Level.WARNING: ("▲", WARNING_COLOUR),
    Level.OK: ("●", GOOD_COLOUR),
}


class NotesView(QTextBrowser):
    """Findings with their cause and what to do, then sentences; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[list[Finding], list[Message]] | None = None
        self.setAccessibleName(translate("train", "What the program chose and noticed"))
        self.hide()

    def show_notes(self, notes: Sequence[Message], findings: Sequence[Finding] = ()) -> None:
        """Show these, if they are others than before."""
        now = (list(findings), list(notes))
        if now == self._shown:
            return
        self._shown = now
        self.setVisible(bool(notes or findings))
        parts = [_finding_html(finding) for finding in reversed(findings)]
        parts += [escape(render(note)) for note in notes]
        if not parts:
            self.clear()
            return
        self.setHtml("".join(f"<p>{part}</p>" for part in parts))


def _finding_html(finding: Finding) -> str:
    mark, colour = _MARKS[finding.level]
    text = f'<span style="color:{colour}">{mark}</span> <b>{escape(render(finding.message))}</b>'
    return f"{text}<br>{escape(render(finding.fix))}" if finding.fix else text
