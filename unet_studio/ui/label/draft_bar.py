"""The draft bar: above the canvas while there are drafts, says what they are and what keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from unet_studio.ui.parts.action_button import ActionButton
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction


class DraftBar(QFrame):
    """Shows what it is told.

    Parameters
    ----------
    deciding
        What can be done while drafts are left.
    afterwards
        What can be done once the last one is decided on.
    """

    def __init__(
        self,
        deciding: Sequence[QAction],
        afterwards: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._text = QLabel(wordWrap=True)
        self._deciding = [ActionButton(action) for action in deciding]
        self._afterwards = [ActionButton(action) for action in afterwards]
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.addWidget(self._text, 1)
        for button in (*self._deciding, *self._afterwards):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, keys are the canvas's
            row.addWidget(button)
        self.hide()

    def show_left(self, count: int, authors: Sequence[str]) -> None:
        """Say how many drafts are left, and which models drew them."""
        names = ", ".join(authors) or translate("drafts", "an unknown model")
        text = translate("drafts", "Drafts by {names}: {count}").format(names=names, count=count)
        keys = translate(
            "drafts", "Space accepts the selected one and goes to the next, Delete rejects it."
        )
        self._text.setText(f"<b>{_escaped(text)}</b> – {_escaped(keys)}")
        self._show(self._deciding)

    def show_done(self, waiting: int) -> None:
        """Say that nothing is left here, and how many other images wait."""
        text = translate("drafts", "All drafts of this image are decided on.")
        if waiting:
            more = translate("drafts", "Images that have some: {n}.").format(n=waiting)
            text = f"{text} {more}"
        self._text.setText(_escaped(text))
        self._show(self._afterwards)

    def _show(self, buttons: list[ActionButton]) -> None:
        for button in (*self._deciding, *self._afterwards):
            button.setVisible(button in buttons)
        self.show()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
