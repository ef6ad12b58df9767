"""What the window does to hand a model on to other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unet_studio.domain.model_export import ExportedModel
    from unet_studio.ui.main_window import MainWindow


class ExportModelDeeds(QObject):
    """What the window does to hand a model on.

    It goes with its window, which is made anew for another language: it must hear no more then.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._workspace.model_export.exported.connect(self._show)

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        return {K.EXPORT_MODEL: self.export_model}

    def export_model(self) -> None:
        """Ask for a form and a file, and write the model."""
        from unet_studio.ui.dialogs.export_model_dialog import ExportModelDialog

        models = self._workspace.models
        if models.in_use is None:
            return
        dialog = ExportModelDialog(models.all, models.in_use, self._workspace.project, self._window)
        is_wanted = dialog.exec() == ExportModelDialog.DialogCode.Accepted
        if is_wanted and self._may_replace(dialog.wish().out):
            self._workspace.model_export.export(dialog.model.path, dialog.wish())
        dialog.deleteLater()

    def _may_replace(self, path: Path) -> bool:
        """Whether nothing is there yet, or a person says that it may go."""
        if not path.exists():
            return True
        text = translate("export model", "{path} is there already. Replace it?")
        answer = QMessageBox.question(
            self._window, translate("export model", "Export the model"), text.format(path=path)
        )
        return answer == QMessageBox.StandardButton.Yes

    def _show(self, exported: ExportedModel) -> None:
        """Tell in a window of its own that holds nothing up."""
        from unet_studio.ui.dialogs.exported_model_dialog import ExportedModelDialog

        dialog = ExportedModelDialog(exported, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
