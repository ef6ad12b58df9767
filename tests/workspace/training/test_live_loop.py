from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_project import small_project

from unet_studio.domain.annotation import Shape
from unet_studio.workspace.training import live_loop
from unet_studio.workspace.training.live_loop import LiveState

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.workspace import Workspace

ROUND_S = 1.5


@pytest.fixture(autouse=True)
def _opened(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_loop, "ROUND_MINUTES", ROUND_S / 60)
    project = small_project(tmp_path / "project", 5, labelled=3)
    with qtbot.waitSignal(workspace.states.completed):
        assert workspace.opening.open_project(project.root)
    qtbot.waitUntil(lambda: workspace.document is not None)


def draw(workspace: Workspace) -> None:
    assert workspace.document is not None
    assert workspace.project is not None
    name = next(iter(workspace.project.classes)).name
    workspace.document.insert_shape(Shape(name, np.array([[2, 2], [12, 2], [12, 12]])))


def wait_for_rounds(workspace: Workspace, qtbot: QtBot, rounds: int) -> None:
    def are_over() -> bool:
        is_waiting = workspace.live.state is LiveState.WAITING
        return is_waiting and workspace.live.rounds >= rounds

    qtbot.waitUntil(are_over, timeout=90_000)


def test_it_learns_from_what_is_saved_and_shows_what_it_finds(
    workspace: Workspace, qtbot: QtBot, notices: list[Notice]
) -> None:
    minutes = workspace.settings.now.training_minutes
    workspace.live.set_on(on=True)
    assert workspace.live.state is LiveState.LEARNING
    wait_for_rounds(workspace, qtbot, live_loop.GOOD_ROUNDS)
    assert workspace.live.card is not None
    assert workspace.live.rounds == live_loop.GOOD_ROUNDS  # and no more until there is news
    qtbot.waitUntil(lambda: workspace.live.mask is not None)
    found = workspace.live.mask
    assert found is not None
    assert workspace.picture is not None
    assert found.image == workspace.image
    assert found.mask.shape == workspace.picture.size

    workspace.show_image(workspace.images[4])  # one that was not labelled yet
    qtbot.waitUntil(lambda: workspace.document is not None)
    draw(workspace)
    assert workspace.labels.flush()
    wait_for_rounds(workspace, qtbot, live_loop.GOOD_ROUNDS + 1)
    assert not [n for n in notices if "model is ready" in str(n.message)]
    assert workspace.settings.now.training_minutes == minutes


def test_only_the_best_round_is_kept(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.live.set_on(on=True)
    wait_for_rounds(workspace, qtbot, live_loop.GOOD_ROUNDS)

    assert workspace.project is not None
    assert workspace.live.model is not None
    folder, best = workspace.project.root / "runs", workspace.live.model.parent
    qtbot.waitUntil(lambda: list(folder.iterdir()) == [best])
    assert workspace.live.model.is_file()


def test_off_is_off(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.live.set_on(on=True)
    workspace.live.set_on(on=False)
    assert workspace.live.state is LiveState.OFF
    qtbot.waitUntil(lambda: not workspace.training.is_running, timeout=20_000)

    draw(workspace)
    assert workspace.labels.flush()

    assert not workspace.training.is_running
    assert workspace.live.mask is None
