"""The settings in force, kept on disk as they change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.storage.settings_file import read_settings, write_settings


class SettingsKeeper(QObject):
    """Owns the settings.

    Signals
    -------
    changed()
        Some preference is another one now.
    """

    changed = Signal()

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path or settings_path()
        self._is_private = path is not None
        self.now, self.problems = read_settings(self._path)

    @property
    def models_dir(self) -> Path:
        """Where this person's own models lie, for every project."""
        return self._path.parent / "models" if self._is_private else persons_models()

    def change(self, **values: object) -> list[Message]:
        """Prefer something else from now on; what keeps it from being remembered is returned."""
        fresh = replace(self.now, **values)  # type: ignore[arg-type]
        if fresh == self.now:
            return []
        self.now = fresh
        self.changed.emit()
        return self._write()

    def _write(self) -> list[Message]:
        try:
            write_settings(self._path, self.now)
        except StudioError as error:
            text = say("settings", "Your settings could not be saved: {reason}")
            return [text(reason=error.message)]
        return []


def persons_models() -> Path:
    """Where this person's own models lie on this computer."""
    # Not the folder that depends on the names of the application: a command has none.
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(folder) / "UNet Studio" / "models"


def settings_path() -> Path:
    """Where this person's settings lie on this computer."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "settings.toml"
