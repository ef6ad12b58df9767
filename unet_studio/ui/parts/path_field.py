"""A line for a folder or a file, with a button that asks for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from unet_studio.ui.translations import translate


class PathField(QWidget):
    """What a person typed or chose.

    Signals
    -------
    changed()
        Another path was chosen, or typed to its end.
    """

    changed = Signal()

    def __init__(self, title: str, pattern: str = "") -> None:
        """Ask with this title; for a file of this pattern, or for a folder if there is none."""
        super().__init__()
        self.line = QLineEdit()
        self.ask(title, pattern)
        browse = QPushButton(translate("paths", "Choose…"))
        browse.setAutoDefault(False)  # Enter is for the dialog's own button
        browse.clicked.connect(self._choose)
        self.line.editingFinished.connect(self.changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(browse)
        self.setFocusProxy(self.line)

    def ask(self, title: str, pattern: str = "") -> None:
        """Ask for something else from now on."""
        self._title, self._pattern = title, pattern
        self.line.setAccessibleName(title)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not self.line.text().strip()

    def path(self) -> Path:
        """What is said."""
        return Path(self.line.text().strip()).expanduser()

    def set_path(self, path: Path) -> None:
        """Say it for a person."""
        self.line.setText(str(path))

    def _choose(self) -> None:
        now = self.line.text()
        if self._pattern:
            chosen, _ = QFileDialog.getOpenFileName(self, self._title, now, self._pattern)
        else:
            chosen = QFileDialog.getExistingDirectory(self, self._title, now)
        if chosen:
            self.line.setText(chosen)
            self.changed.emit()
