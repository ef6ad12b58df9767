"""The dialogs of the Help menu: the keyboard, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from unet_studio.ui.menus import MENUS
from unet_studio.ui.translations import translate, translated, without_mnemonic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unet_studio.ui.actions import ActionKey
    from unet_studio.ui.menus import Entry


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
        grid.setColumnStretch(1, 1)
        grid.setContentsMargins(0, 0, 12, 0)
        for title, rows in _groups():
            grid.addWidget(QLabel(f"<h3>{title}</h3>"), grid.rowCount(), 0, 1, 2)
            for keys, name in rows:
                row = grid.rowCount()
                grid.addWidget(QLabel(f"<b>{keys}</b>"), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(QLabel(name, wordWrap=True), row, 1)
        page = QWidget()
        page.setLayout(grid)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(page)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.column.addWidget(scroll)
        self.resize(540, 560)
        self.finish()


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """What is done on the canvas, then each menu: its name, and keys with what they do."""
    groups = [(translate("help", "On the picture"), _canvas_keys())]
    for title, entries in MENUS:
        specs = [ACTIONS[key] for key in _keys_in(entries)]
        rows = [
            (QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText), name)
            for spec in specs
            if spec.shortcut and (name := without_mnemonic(translated(spec.text)))
        ]
        groups.append((without_mnemonic(translated(title)), rows))
    return groups


def _keys_in(entries: Iterable[Entry]) -> Iterator[ActionKey]:
    for entry in entries:
        if isinstance(entry, tuple):
            yield from _keys_in(entry[1])
        elif entry is not None:
            yield entry


def _canvas_keys() -> list[tuple[str, str]]:
    return [
        ("1 … 9", translate("help", "Choose a class, or give it to the selected shapes")),
        ("Enter", translate("help", "Close the polygon")),
        ("Backspace", translate("help", "Take back its last point")),
        ("Esc", translate("help", "Drop what is being drawn; let go of the selection")),
        ("Del", translate("help", "Delete the vertex under the cursor, or the selected shapes")),
        ("U", translate("help", "Hold for a look at the picture alone")),
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
