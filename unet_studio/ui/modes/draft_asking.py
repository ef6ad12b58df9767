"""Shows drafts that were made in Label, and asks what becomes of labels that are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from unet_studio.ui.actions import Mode
from unet_studio.ui.translations import translate
from unet_studio.workspace.labels.draft_making import Taking
from unet_studio.workspace.tools.toolbox import ToolKey

if TYPE_CHECKING:
    from unet_studio.domain.project import ImageRef
    from unet_studio.ui.main_window import MainWindow


class DraftAsking(QObject):
    """Answers the workspace's questions about drafts as long as the window is there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._drafts = drafts = window.workspace.drafts
        drafts.choice_needed.connect(self._ask_how_to_take)
        drafts.made.connect(self._show_drafts)

    def _show_drafts(self, _image: ImageRef) -> None:
        """Show the image in Label, ready to accept, mend or reject."""
        self._window.set_mode(Mode.LABEL)
        self._window.label_view.choose_tool(ToolKey.SELECT)

    def _ask_how_to_take(self, image: ImageRef) -> None:
        """Ask what becomes of the labels that an image has."""
        self._window.set_mode(Mode.LABEL)
        text = translate(
            "drafts",
            "{name} has labels already.\n\nAdd as drafts what the model found and the labels do "
            "not have, or put drafts of everything in the place of the labels? Either is one step "
            "to undo.",
        ).format(name=image.name)
        box = QMessageBox(QMessageBox.Icon.Question, "UNet Studio", text, parent=self._window)
        accept, destroy = QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.DestructiveRole
        add = box.addButton(translate("drafts", "Add what they lack"), accept)
        replace = box.addButton(translate("drafts", "Replace them"), destroy)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(add)
        box.exec()
        ways = {add: Taking.ADD, replace: Taking.REPLACE}
        chosen = [way for button, way in ways.items() if button is box.clickedButton()]
        box.deleteLater()
        self._drafts.take(next(iter(chosen), None))
