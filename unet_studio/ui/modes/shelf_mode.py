"""Connects the shelf of models with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog, QMessageBox

from unet_studio.domain.message import filled
from unet_studio.ui.translations import translate
from unet_studio.workspace.models.shelf_entry import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.ui.dialogs.model_shelf_dialog import ModelShelfDialog
    from unet_studio.workspace.workspace import Workspace


class ShelfMode(QObject):
    """Shows the models at hand, and does what a person wants with them."""

    def __init__(self, dialog: ModelShelfDialog, workspace: Workspace) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._workspace = workspace
        self._shelf = shelf = workspace.shelf
        dialog.chosen.connect(self._ask_for_picture)
        dialog.use_requested.connect(shelf.use)
        dialog.rename_requested.connect(self._rename)
        dialog.folder_requested.connect(_open_folder)
        dialog.compare_requested.connect(shelf.compare)
        dialog.delete_requested.connect(self._delete)
        dialog.added.connect(shelf.add)
        shelf.changed.connect(self._show)
        shelf.pictured.connect(dialog.show_picture)
        shelf.scored.connect(self._show_scores)
        workspace.models.changed.connect(self._show)
        self._show()
        self._show_scores()
        shelf.refresh()

    def _show(self) -> None:
        model = self._workspace.models.in_use
        self._dialog.show_entries(self._shelf.entries, model.path if model else None)

    def _show_scores(self) -> None:
        titles = {entry.path: entry.title for entry in self._shelf.entries}
        self._dialog.scores.show_scores(self._shelf.compared, titles)

    def _ask_for_picture(self, path: Path) -> None:
        entry = self._shelf.find(path)
        if entry is not None:
            self._shelf.ask_for_picture(entry)

    def _rename(self, path: Path) -> None:
        entry = self._shelf.find(path)
        if entry is None:
            return
        title, is_wanted = QInputDialog.getText(
            self._dialog,
            translate("shelf", "Rename the model"),
            translate("shelf", "Its new name:"),
            text=entry.title,
        )
        if is_wanted:
            self._shelf.rename(path, title)

    def _delete(self, paths: list[Path]) -> None:
        entries = [entry for path in paths if (entry := self._shelf.find(path))]
        names = "\n".join(entry.title for entry in entries[:12])
        text = translate(
            "shelf", "Move {count} {count:model|models} to the bin of this computer?\n\n{names}"
        )
        question = filled(text, count=len(entries), names=names)
        if any(entry.origin is Origin.PROJECT for entry in entries):
            question += "\n\n" + translate(
                "shelf", "A model of this project goes with its run: curves, recipe and all."
            )
        box = QMessageBox(QMessageBox.Icon.Question, "UNet Studio", question, parent=self._dialog)
        delete = box.addButton(
            translate("compare", "Move to the bin"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is delete:
            self._shelf.delete(paths)


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
