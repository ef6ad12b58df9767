"""What is to be read of a training until the next one starts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from small_project import small_project

from unet_studio.domain.run_entry import RunState
from unet_studio.domain.run_queue import QueuedRun
from unet_studio.learning.network.learner import Learner
from unet_studio.storage.runs.run_folder import run_in, run_recipe
from unet_studio.workspace.notices import Severity
from unet_studio.workspace.training.training_run import TrainingWish

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.workspace import Workspace

TINY = {"plan.width": 4, "plan.levels": 3, "plan.batch": 1, "plan.patch_px": 32}
WISH = TrainingWish(minutes=None, epochs=1, device="cpu", values=TINY)


@pytest.fixture
def opened(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> Workspace:
    """A workspace with a project of three labelled images open."""
    project = small_project(tmp_path / "project", 3, labelled=3, held_out=["2.png"])
    with qtbot.waitSignal(workspace.states.completed):
        assert workspace.opening.open_project(project.root)
    return workspace


def texts(workspace: Workspace) -> list[str]:
    return [str(notice.message) for notice in workspace.outcome.notices]


def train(workspace: Workspace, qtbot: QtBot, wish: TrainingWish = WISH) -> None:
    with qtbot.waitSignal(workspace.training.ended, timeout=60_000):
        workspace.training_start.start(wish)


def test_what_came_of_a_training_stays_until_the_next_one(opened: Workspace, qtbot: QtBot) -> None:
    train(opened, qtbot)
    qtbot.waitUntil(lambda: len(texts(opened)) == 1)
    assert "On held-out images: Dice" in texts(opened)[0]
    with qtbot.waitSignal(opened.training.ended, timeout=60_000):
        opened.training_start.start(replace(WISH, epochs=50))
        assert texts(opened) == []
        opened.training.pause()
        opened.training.resume()
        opened.training.stop()


def test_the_result_of_a_queue_stays_beside_that_of_its_last_training(
    opened: Workspace, qtbot: QtBot
) -> None:
    runs = [QueuedRun(f"{n}", "auto", TINY, epochs=1, device="cpu") for n in range(2)]
    opened.queue.add([*runs, QueuedRun("odd", "auto", {"nonsense": 1}, epochs=1)])
    qtbot.waitUntil(lambda: opened.queue.queue.is_over, timeout=60_000)
    qtbot.waitUntil(lambda: not opened.training.is_running)
    first = opened.outcome.notices[0]
    assert str(first.message) == "The queue is done: 3 trainings, 1 of them failed."
    assert first.severity is Severity.WARNING
    assert "nonsense" in first.details


def test_a_queue_that_was_stopped_says_what_was_done(opened: Workspace, qtbot: QtBot) -> None:
    runs = [QueuedRun(f"{n}", "auto", TINY, epochs=60, device="cpu") for n in range(3)]
    opened.queue.add(runs)
    qtbot.waitUntil(lambda: len(opened.training.history.curves.steps) > 2, timeout=60_000)
    with qtbot.waitSignal(opened.training.ended, timeout=60_000):
        opened.queue.stop_all()
    text = "The queue was stopped: 1 of its trainings is done, 2 still wait."
    assert texts(opened)[0] == text
    assert (opened.queue.queue.done, opened.queue.queue.waiting) == (1, 2)


def test_after_a_loss_that_was_no_number_it_goes_on_gently(
    opened: Workspace, qtbot: QtBot, notices: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, steps = Learner.step, []

    def breaks(self: Learner, batch: object, **how: Any) -> float:
        steps.append(how)
        loss = honest(self, batch, **how)  # type: ignore[arg-type]
        return float("nan") if len(steps) == 4 else loss

    monkeypatch.setattr(Learner, "step", breaks)
    train(opened, qtbot, replace(WISH, epochs=4))
    run = opened.training.run
    assert run is not None
    usual = run_recipe(run).optimiser.learning_rate
    (shown,) = [n for n in opened.outcome.notices if n.severity is Severity.ERROR]
    assert str(shown.message) == "The training stopped, for its loss was no longer a number."
    assert shown.offer is not None
    (told,) = [n for n in notices if n.severity is Severity.ERROR]
    assert told.offer == shown.offer
    assert "Train again with smaller steps" in str(told.message)
    with qtbot.waitSignal(opened.training.ended, timeout=60_000):
        shown.offer.accept()
        assert opened.training.run == run
        shown.offer.accept()  # taken up twice: the second time it is under way
    assert any("Something else is under way" in str(n.message) for n in notices)
    assert run_recipe(run).optimiser.learning_rate == pytest.approx(usual / 10)
    entry = run_in(run)
    assert entry is not None
    assert (entry.state, entry.record.steps) == (RunState.FINISHED, 4 * 6)  # epochs, as asked
    assert all(n.offer is None for n in opened.outcome.notices)
