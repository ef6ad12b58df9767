"""Looking at the models at hand, for tests that need one now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.storage.resource_files import models_dir

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.models.models_at_hand import ModelsAtHand

STARTER = models_dir() / "starter.safetensors"


def look(qtbot: QtBot, models: ModelsAtHand, use: Path | None = None) -> None:
    """Look at the files, wait until that is done, and use one of them if it is named."""
    done: list[bool] = []
    models.look(use, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))


def use_another(qtbot: QtBot, models: ModelsAtHand, path: Path) -> None:
    """Use a model file of any folder, and wait until that is done."""
    models.add(path)
    qtbot.waitUntil(lambda: models.in_use is not None and models.in_use.path == path)
