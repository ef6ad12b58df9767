"""A workspace with a project open in it, for tests that go on from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from unet_studio.domain.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.workspace import Workspace

Open = Callable[[Project], None]


def document_of(workspace: Workspace) -> AnnotationDocument:
    assert workspace.document is not None
    return workspace.document


def texts(notices: list[Notice]) -> str:
    return "\n".join(str(n.message) for n in notices)


def opened(workspace: Workspace, qtbot: QtBot, root: Path) -> None:
    """Open a project and wait until its first image can be labelled."""
    workspace.opening.open_project(root)
    settled(workspace, qtbot)


def settled(workspace: Workspace, qtbot: QtBot) -> None:
    """Wait until nothing is being done, and an image can be labelled."""
    qtbot.waitUntil(lambda: not workspace.task.is_running)
    qtbot.waitUntil(lambda: workspace.document is not None)
