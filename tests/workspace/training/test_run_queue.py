"""Trainings one after another, real and tiny."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_project import small_project

from unet_studio.domain.message import say
from unet_studio.domain.report import ProgressReport
from unet_studio.domain.run_entry import RunState
from unet_studio.domain.run_queue import QueuedRun, QueueState
from unet_studio.domain.run_title import GIVEN_TITLES
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.run_folder import run_recipe, runs_of
from unet_studio.storage.runs.run_record import read_record
from unet_studio.workspace.training.training_run import TrainingWish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.workspace import Workspace

TINY = {"plan.width": 4, "plan.levels": 3, "plan.batch": 1, "plan.patch_px": 32}


def tiny(title: str, epochs: int = 1, **values: object) -> QueuedRun:
    return QueuedRun(title, "auto", {**TINY, **values}, epochs=epochs, device="cpu")


def states(workspace: Workspace) -> list[str]:
    return [run.state.value for run in workspace.queue.queue.runs]


def file_of(workspace: Workspace) -> Path:
    assert workspace.project is not None
    return workspace.project.root / ".unet-studio" / "queue.json"


def kept(workspace: Workspace) -> list[str]:
    path = file_of(workspace)
    content = json.loads(path.read_text("utf-8")) if path.is_file() else {"runs": []}
    return [run["state"] for run in content["runs"]]


@pytest.fixture
def opened(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> Workspace:
    """A workspace with a project of three labelled images open."""
    small_project(tmp_path / "project", 3, labelled=3, held_out=["2.png"])
    open_project(workspace, qtbot, tmp_path / "project")
    return workspace


def open_project(workspace: Workspace, qtbot: QtBot, root: Path) -> None:
    with qtbot.waitSignal(workspace.project_opened, timeout=20_000):
        workspace.opening.open_project(root)
    qtbot.waitUntil(lambda: workspace.states.is_complete, timeout=20_000)


def wait_for_the_end(workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workspace.queue.queue.is_over, timeout=120_000)
    qtbot.waitUntil(lambda: kept(workspace) == states(workspace))


def test_a_failing_run_does_not_hold_up_the_next(
    opened: Workspace, qtbot: QtBot, notices: list[Notice]
) -> None:
    places = []
    opened.queue.changed.connect(lambda: places.append(opened.queue.queue.place))
    opened.queue.add([tiny("first"), tiny("unknown", nonsense=1), tiny("last")])
    wait_for_the_end(opened, qtbot)
    runs = opened.queue.queue.runs
    assert [run.state for run in runs] == [
        QueueState.FINISHED,
        QueueState.FAILED,
        QueueState.FINISHED,
    ]
    assert "nonsense" in runs[1].problem
    assert opened.project is not None
    found = {entry.name: entry for entry in runs_of(opened.project)}
    assert found[runs[0].run].title == "first"
    assert found[runs[2].run].state is RunState.FINISHED
    assert not opened.queue.is_going
    assert [notice for notice in notices if "queue is done" in str(notice.message)]
    assert (1, 3) in places
    assert (3, 3) in places


def test_stopping_one_goes_on_with_the_next_and_stopping_all_does_not(
    opened: Workspace, qtbot: QtBot
) -> None:
    queue = opened.queue
    queue.add([tiny("a", 100_000), tiny("b", 100_000), tiny("c", 100_000)])
    qtbot.waitUntil(lambda: len(opened.training.history.curves.steps) > 2, timeout=60_000)
    queue.stop_current()
    qtbot.waitUntil(lambda: states(opened) == ["stopped", "running", "waiting"], timeout=60_000)
    qtbot.waitUntil(lambda: len(opened.training.history.curves.steps) > 2, timeout=60_000)
    queue.stop_all()
    qtbot.waitUntil(lambda: not opened.training.is_running, timeout=60_000)
    qtbot.waitUntil(lambda: kept(opened) == ["stopped", "stopped", "waiting"])
    assert not queue.is_going
    queue.remove(queue.queue.runs[2].key)
    assert queue.queue.is_over


def test_what_waits_can_be_put_earlier_while_one_runs(opened: Workspace, qtbot: QtBot) -> None:
    queue = opened.queue
    queue.add([tiny("a", 100_000), tiny("b"), tiny("c")])
    qtbot.waitUntil(lambda: opened.training.is_running, timeout=20_000)
    queue.move(queue.queue.runs[2].key, -1)
    assert [run.title for run in queue.queue.runs] == ["a", "c", "b"]
    queue.remove(queue.queue.runs[0].key)  # it runs: it stays
    queue.remove(queue.queue.runs[2].key)
    assert [run.title for run in queue.queue.runs] == ["a", "c"]
    queue.stop_current()
    wait_for_the_end(opened, qtbot)
    assert states(opened) == ["stopped", "finished"]


def test_the_queue_outlives_the_program_and_waits_to_be_told(
    opened: Workspace, qtbot: QtBot, notices: list[Notice]
) -> None:
    assert opened.project is not None
    root = opened.project.root
    opened.queue.add([tiny("a", 100_000), tiny("b")])
    qtbot.waitUntil(lambda: kept(opened) == ["running", "waiting"], timeout=20_000)
    interrupted = file_of(opened).read_bytes()
    opened.queue.stop_all()
    qtbot.waitUntil(lambda: not opened.training.is_running, timeout=60_000)
    qtbot.waitUntil(lambda: kept(opened)[0] == "stopped")
    file_of(opened).write_bytes(interrupted)  # as if the program had been killed
    notices.clear()
    open_project(opened, qtbot, root)
    qtbot.waitUntil(lambda: states(opened) == ["waiting", "waiting"])
    assert not opened.queue.is_going
    qtbot.waitUntil(lambda: bool(notices))
    (offered,) = [notice.offer for notice in notices if notice.offer is not None]
    opened.queue.remove(opened.queue.queue.runs[0].key)
    offered.accept()
    wait_for_the_end(opened, qtbot)
    assert states(opened) == ["finished"]


def test_a_training_cut_off_by_the_end_of_the_program_goes_on_where_it_was(
    opened: Workspace, qtbot: QtBot
) -> None:
    assert opened.project is not None
    root = opened.project.root
    opened.queue.add([tiny("a", 60), tiny("b")])
    qtbot.waitUntil(lambda: len(opened.training.history.curves.steps) > 3, timeout=60_000)
    qtbot.waitUntil(lambda: kept(opened) == ["running", "waiting"], timeout=20_000)
    interrupted = file_of(opened).read_bytes()
    opened.queue.stop_all()
    qtbot.waitUntil(lambda: not opened.training.is_running, timeout=60_000)
    qtbot.waitUntil(lambda: kept(opened)[0] != "running")
    (stopped,) = runs_of(opened.project)
    assert stopped.state is RunState.STOPPED
    file_of(opened).write_bytes(interrupted)  # as if the program had been killed
    open_project(opened, qtbot, root)
    qtbot.waitUntil(lambda: states(opened) == ["waiting", "waiting"])
    opened.queue.go_on()
    wait_for_the_end(opened, qtbot)
    assert states(opened) == ["finished", "finished"]
    resumed = runs_of(opened.project)[-1]
    assert len(runs_of(opened.project)) == 2
    assert (resumed.name, resumed.state) == (stopped.name, RunState.FINISHED)
    assert resumed.started == stopped.started
    assert resumed.steps > stopped.steps


def test_what_is_to_start_from_a_model_does(opened: Workspace, qtbot: QtBot) -> None:
    assert opened.project is not None
    opened.queue.add([tiny("first")])
    wait_for_the_end(opened, qtbot)
    (first,) = runs_of(opened.project)
    wish = TrainingWish("auto", None, 1, "cpu", TINY, name="second", from_model=first.model)
    opened.queue.add_wish(wish)
    wait_for_the_end(opened, qtbot)
    second = max(runs_of(opened.project), key=lambda run: run.started)
    assert second.model is not None
    continued = read_card(second.model).continued
    assert continued is not None
    assert continued.model == f"runs/{first.name}/best.safetensors"


def test_sets_follow_the_form(opened: Workspace, qtbot: QtBot) -> None:
    queue, wish = opened.queue, TrainingWish("loss-comparison", None, 2, seed=3)
    assert opened.task.start(BUSY, _busy, lambda _: None)  # nothing starts meanwhile
    queue.add_loss_table(wish)
    assert len(queue.queue.runs) == 6
    assert {(r.epochs, r.seed, r.state.value) for r in queue.queue.runs} == {(2, 3, "waiting")}
    assert {r.title_key for r in queue.queue.runs} == set(GIVEN_TITLES)
    assert all(r.title == str(GIVEN_TITLES[r.title_key]) for r in queue.queue.runs)
    queue.add_wish(TrainingWish("auto", 1.5, values=TINY, name="mine"))
    assert (queue.queue.runs[6].title, queue.queue.runs[6].minutes) == ("mine", 1.5)
    assert not queue.queue.runs[6].title_key
    queue.add_all_recipes(wish)
    assert {"auto", "isbi-binary"} <= {run.recipe for run in queue.queue.runs[7:]}
    count = len(queue.queue.runs)
    rates = ["1e-3", "1e-4", "1e-5"]
    assert queue.add_varied(TrainingWish("auto", values=TINY), "optimiser.learning_rate", rates)
    added = queue.queue.runs[count:]
    assert [run.values["optimiser.learning_rate"] for run in added] == rates
    assert all(run.values["plan.width"] == 4 for run in added)
    assert not queue.add_varied(wish, "optimiser.learning_rate", ["fast"])
    queue.stop_all()
    opened.task.cancel()
    qtbot.waitUntil(lambda: not opened.task.is_running)


def test_the_loss_table_takes_over_changed_values_but_losses(opened: Workspace) -> None:
    changed = {"network.widths": [4, 8], "network.decoder_widths": [4], "loss.dice": 0.5}
    opened.queue.stop_all()
    opened.queue.add_loss_table(TrainingWish("loss-comparison", None, 1, values=changed))
    opened.queue.stop_all()
    for run in opened.queue.queue.runs:
        assert run.values["network.widths"] == [4, 8]
        assert run.values.get("loss.dice") != 0.5


def test_values_reach_the_run(opened: Workspace, qtbot: QtBot) -> None:
    queued = tiny("Dice loss, 10x rotated", **{"optimiser.learning_rate": 0.02})
    opened.queue.add([replace(queued, title_key="dice/10x")])
    wait_for_the_end(opened, qtbot)
    assert opened.training.run is not None
    record = read_record(opened.training.run)
    assert record is not None
    assert (record.title, record.title_key) == ("Dice loss, 10x rotated", "dice/10x")
    assert run_recipe(opened.training.run).optimiser.learning_rate == 0.02


BUSY = say("tasks", "Predicting {count} images")(count=1)


def _busy() -> Iterator[ProgressReport]:
    while True:
        time.sleep(0.01)
        yield ProgressReport(0, 1, BUSY)
