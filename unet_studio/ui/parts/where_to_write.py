"""Asks where a file is to be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def where_to_write(parent: QWidget, title: str, proposed: Path) -> Path | None:
    """The file that a person chooses, with the suffix of the proposed one if it has none."""
    pattern = f"*{proposed.suffix}"
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), pattern)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(proposed.suffix)
