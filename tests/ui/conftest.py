"""What the tests of the window share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from unet_studio.app import Studio
from unet_studio.workspace.settings import SettingsKeeper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def studio(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Studio]:
    """The whole program in English with settings of its own, its window shown."""
    style, palette = qapp.style().objectName(), qapp.palette()
    settings = SettingsKeeper(tmp_path / "private" / "settings.toml")
    settings.change(language="en", theme="light")
    made = Studio(qapp, settings)
    made.window.show()
    yield made
    made.close()
    made._language.switch("en")
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyle(style)
    qapp.setPalette(palette)
