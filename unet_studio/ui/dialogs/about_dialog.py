"""The dialogs of the Help menu: the keyboard, and what this program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unet_studio import __version__
from unet_studio.ui.actions import ACTIONS
from unet_studio.ui.translations import translate, translated, without_mnemonic


class _TextDialog(QDialog):
    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(12)

    def finish(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)


class ShortcutsDialog(_TextDialog):
    """All keys, made from the table of actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("help", "Keyboard"), parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        rows = [
            (QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText), name)
            for spec in ACTIONS.values()
            if spec.shortcut and (name := without_mnemonic(translated(spec.text)))
        ]
        for row, (keys, name) in enumerate(_canvas_keys() + rows):
            grid.addWidget(QLabel(f"<b>{keys}</b>"), row, 0)
            grid.addWidget(QLabel(name), row, 1)
        page = QWidget()
        page.setLayout(grid)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(page)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.column.addWidget(scroll)
        self.resize(460, 560)
        self.finish()


def _canvas_keys() -> list[tuple[str, str]]:
    return [
        ("1 … 9", translate("help", "Choose a class, or give it to the selected shapes")),
        ("Enter", translate("help", "Close the polygon")),
        ("Backspace", translate("help", "Take back its last point")),
        ("Esc", translate("help", "Drop what is being drawn; let go of the selection")),
        ("Del", translate("help", "Delete the vertex under the cursor, or the selected shapes")),
        ("U", translate("help", "Hold for a look at the picture without labels")),
        (translate("help", "Space + drag"), translate("help", "Move the view")),
        (translate("help", "Wheel"), translate("help", "Zoom to the cursor")),
    ]


class AboutDialog(_TextDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("help", "About UNet Studio"), parent)
        name = QLabel(f"<h2>UNet Studio {__version__}</h2>")
        text = QLabel(
            translate(
                "help",
                "From a folder of images to a segmentation you can trust, in one window, on the "
                "computer you have.\n\nLicensed under Apache 2.0. Built with PyTorch, Qt, OpenCV, "
                "scikit-image and many others; label files are labelme's.",
            ),
            wordWrap=True,
        )
        text.setMinimumWidth(420)
        self.column.addWidget(name)
        self.column.addWidget(text)
        self.finish()
