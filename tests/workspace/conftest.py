"""What the tests of the workspace share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unet_studio.workspace.background import Background
from unet_studio.workspace.settings import SettingsKeeper
from unet_studio.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from opened_workspace import Open
    from pytestqt.qtbot import QtBot

    from unet_studio.domain.project import Project
    from unet_studio.workspace.notices import Notice


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    """One thread for short work."""
    pool = Background(1, "test")
    yield pool
    pool.close()


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace with settings of its own."""
    made = Workspace(SettingsKeeper(tmp_path / "private" / "settings.toml"))
    yield made
    made.close()


@pytest.fixture
def notices(workspace: Workspace) -> list[Notice]:
    """All that the workspace told."""
    told: list[Notice] = []
    workspace.noticed.connect(told.append)
    return told


@pytest.fixture
def open_(qtbot: QtBot, workspace: Workspace) -> Open:
    """Open a project and wait until everything about its first image is there."""

    def do(project: Project) -> None:
        with qtbot.waitSignal(workspace.states.completed):
            assert workspace.opening.open_project(project.root)
        qtbot.waitUntil(lambda: workspace.picture is not None and workspace.document is not None)

    return do
