from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from small_project import small_project

from unet_studio.storage.project_file import read_project
from unet_studio.workspace.training_run import TrainingWish

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def _copied(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", 5, labelled=5)
    shutil.copy(project.root / "4.png", project.root / "0.png")
    with qtbot.waitSignal(workspace.states.completed):
        assert workspace.opening.open_project(project.root)


def held_out(workspace: Workspace) -> frozenset[str]:
    assert workspace.project is not None
    return workspace.project.held_out


def test_images_are_compared_before_some_are_held_out(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.training_start.choose_split_once()
    assert not held_out(workspace)  # nothing was read on the GUI thread
    qtbot.waitUntil(lambda: bool(held_out(workspace)))
    assert len(held_out(workspace) & {"0.png", "4.png"}) in (0, 2)
    assert read_project(workspace.project.root).held_out == held_out(workspace)  # type: ignore[union-attr]


def test_closing_while_images_are_compared_leaves_no_thread(workspace: Workspace) -> None:
    workspace.training_start.choose_split_once()
    workspace.training_start.stop()
    assert not held_out(workspace)


def test_what_a_training_holds_out_is_known_in_the_window(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.training_start.start(TrainingWish(minutes=0.02, device="cpu"))
    assert not held_out(workspace)
    qtbot.waitUntil(lambda: bool(held_out(workspace)), timeout=30_000)
    qtbot.waitUntil(lambda: not workspace.training.is_running, timeout=60_000)
    assert read_project(workspace.project.root).held_out == held_out(workspace)  # type: ignore[union-attr]
