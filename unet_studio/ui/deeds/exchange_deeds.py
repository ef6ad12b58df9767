"""What the window does to take labels in, write them out, crop, and edit in labelme."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.conversion_report import ConversionReport
    from unet_studio.domain.message import Message
    from unet_studio.ui.dialogs.import_dialog import ImportDialog
    from unet_studio.ui.main_window import MainWindow
    from unet_studio.workspace.project.exchange_wish import ImportFindings


class ExchangeDeeds(QObject):
    """What the window does to take labels in, write them out, crop, and edit in labelme.

    It goes with its window, which is made anew for another language: it must hear no more then.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._asked = 0
        self._tells_whole = True
        self._workspace.exchange.reported.connect(self._show)

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        return {
            K.IMPORT_LABELS: self.import_labels,
            K.EXPORT_MASKS: self.export_masks,
            K.EXPORT_LABELS: self.export_labels,
            K.CROP: self.crop,
            K.CONVERSION_REPORT: self.show_last_report,
            K.EDIT_IN_LABELME: self.edit_in_labelme,
        }

    def import_labels(self) -> None:
        """Ask which labels to take in, and take them in."""
        from unet_studio.ui.dialogs.import_dialog import ImportDialog

        project = self._workspace.project
        if project is None:
            return
        dialog = ImportDialog(project.classes, self._window)
        dialog.source_chosen.connect(partial(self._look_into, dialog))
        if dialog.exec() == ImportDialog.DialogCode.Accepted:
            self._workspace.exchange.import_labels(dialog.wish())
        dialog.deleteLater()

    def _look_into(self, dialog: ImportDialog) -> None:
        """What lies there; an answer is dropped if something else was chosen meanwhile."""
        self._asked += 1
        asked, wish = self._asked, dialog.wish()

        def show(findings: ImportFindings) -> None:
            if asked == self._asked and isValid(dialog):
                dialog.show_findings(findings)

        def fail(message: Message) -> None:
            if asked == self._asked and isValid(dialog):
                dialog.show_problem(message)

        self._workspace.look_into(lambda: self._workspace.exchange.findings(wish), show, fail)

    def export_masks(self) -> None:
        """Ask for a folder and write masks; a report follows only if something was lost."""
        from unet_studio.workspace.project.exchange_wish import ExportForm, ExportWish

        chosen = QFileDialog.getExistingDirectory(
            self._window, translate("window", "Write the masks into this folder")
        )
        if chosen:
            self._tells_whole = False
            self._workspace.exchange.export(ExportWish(ExportForm.MASKS, Path(chosen)))

    def export_labels(self) -> None:
        """Ask in what form and where to, and write the labels."""
        from unet_studio.ui.dialogs.export_dialog import ExportDialog

        project = self._workspace.project
        if project is None:
            return
        dialog = ExportDialog(self._workspace.exchange.export_folder(project), self._window)
        if dialog.exec() == ExportDialog.DialogCode.Accepted:
            self._workspace.exchange.export(dialog.wish())
        dialog.deleteLater()

    def crop(self) -> None:
        """Show the regions of interest of the image in view, and crop all images to theirs."""
        from unet_studio.ui.dialogs.crop_dialog import CropDialog
        from unet_studio.workspace.project.roi_preview import RoiPreview

        workspace = self._workspace
        image = workspace.image or (workspace.images[0] if workspace.images else None)
        if workspace.project is None or image is None:
            return
        preview = RoiPreview(workspace)
        suggested = workspace.exchange.crop_folder(workspace.project)
        dialog = CropDialog(preview, image, suggested, self._window)
        dialog.set_check(workspace.exchange.may_crop_into)
        preview.load(image)
        if dialog.exec() == CropDialog.DialogCode.Accepted:
            workspace.exchange.crop(dialog.root(), dialog.settings())
        dialog.deleteLater()
        preview.deleteLater()

    def _show(self, report: ConversionReport) -> None:
        if self._tells_whole or not report.is_whole:
            self._window.show_conversion(report)
        self._tells_whole = True
        self._window.refresh_actions()

    def show_last_report(self) -> None:
        """Show once more what the last conversion carried over."""
        report: ConversionReport | None = self._workspace.exchange.report
        if report is not None:
            self._window.show_conversion(report)

    def edit_in_labelme(self) -> None:
        """Open the image in view in labelme."""
        if self._workspace.image is not None:
            self._workspace.labelme.open(self._workspace.image)
