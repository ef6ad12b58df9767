"""The dialog that tells how a model was handed on, and how to use it in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.domain.model_export import ExportedModel


class ExportedModelDialog(QDialog):
    """The file, how far it is from torch, and a few lines of Python that can be copied."""

    def __init__(self, exported: ExportedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("export model", "Model exported"))
        self.setMinimumSize(620, 380)
        self._exported = exported
        said = QLabel(_said(exported), wordWrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        snippet = QPlainTextEdit(exported.snippet, readOnly=True)
        snippet.setAccessibleName(translate("export model", "Python example"))
        snippet.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        snippet.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        copy = buttons.addButton(translate("export model", "Copy the example"), role)
        folder = buttons.addButton(translate("export model", "Open the folder"), role)
        copy.clicked.connect(self._copy)
        folder.clicked.connect(self._open_folder)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(said)
        column.addWidget(QLabel(translate("export model", "To use it in Python:")))
        column.addWidget(snippet, 1)
        column.addWidget(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._exported.snippet)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exported.path.parent)))


def _said(exported: ExportedModel) -> str:
    text = translate(
        "export model",
        "{path}\n\nOpened again and compared with this program on pictures of {sizes} pixels: "
        "probabilities differ by at most {difference}.",
    )
    sizes = ", ".join(f"{height} × {width}" for height, width in exported.sizes)
    return text.format(path=exported.path, sizes=sizes, difference=f"{exported.difference:.1e}")
