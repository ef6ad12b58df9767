"""Says in place of a picture why it cannot be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.parts.cover_note import CoverNote
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from unet_studio.domain.message import Message


class PictureProblem:
    """Covers a view of pictures while the one that it is to show cannot be read.

    Parameters
    ----------
    view
        What is covered.
    actions
        What to offer.
    """

    def __init__(self, view: QWidget, actions: list[QAction]) -> None:
        self._note = CoverNote(view, actions)

    def show(self, name: str, problem: Message | None) -> None:
        """Say it of the image of this name, or nothing if there is no problem."""
        if problem is None:
            self._note.hide()
            return
        remedy = translate(
            "picture problem",
            "Put a file that can be read in its place, or take it out of the folder. The other "
            "images, and all labels, stay as they are.",
        )
        heading = translate("picture problem", "{name} cannot be shown").format(name=name)
        self._note.say(heading, f"{render(problem)}\n\n{remedy}")
