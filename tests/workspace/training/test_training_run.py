"""The training in progress."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from small_project import small_project

from unet_studio.domain.project import Project
from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.unfinished_runs import unfinished_runs
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.training.training_run import (
    TrainingRun,
    TrainingState,
    TrainingWish,
)

SHORT = TrainingWish(minutes=0.03, device="cpu")
LONG = TrainingWish(minutes=0.5, device="cpu")


class Bench:
    """A training and everything it told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.run = TrainingRun()
        self.states: list[TrainingState] = []
        self.ended: list[Path | None] = []
        self.told: list[Notice] = []
        self.run.state_changed.connect(lambda: self.states.append(self.run.state))
        self.run.ended.connect(self.ended.append)
        self.run.noticed.connect(self.told.append)

    def wait(self) -> Path | None:
        self.qtbot.waitUntil(lambda: bool(self.ended), timeout=60_000)
        assert not self.run.is_running
        return self.ended[-1]


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    made.run.close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project", 3, labelled=3, held_out=["2.png"])


def test_a_training_ends_with_a_model_and_whole_curves(bench: Bench, project: Project) -> None:
    bench.run.start(project, SHORT)
    assert bench.run.is_running
    model = bench.wait()
    assert bench.states == [TrainingState.RUNNING, TrainingState.IDLE]
    assert not bench.told
    assert model is not None
    assert model.parent.parent == project.root / "runs"
    card = read_card(model)
    assert card.held_out == ("2.png",)
    assert card.trained_on == ("0.png", "1.png")
    history = bench.run.history
    assert len(history.curves.steps) == len(history.curves.train_losses) > 0
    assert history.curves.steps == sorted(history.curves.steps)
    assert len(history.curves.validation_steps) == len(history.curves.validation_losses) > 0
    assert set(history.curves.dice) == {"cell"}
    assert len(history.curves.dice["cell"]) == len(history.curves.validation_steps)
    assert history.notes
    assert history.latest is not None
    assert history.latest.best is not None


def test_stopping_keeps_the_model_so_far_and_another_can_be_started(
    bench: Bench, project: Project, qtbot: QtBot
) -> None:
    bench.run.start(project, LONG)
    bench.run.start(project, LONG)  # nothing happens: one at a time
    qtbot.waitUntil(lambda: len(bench.run.history.curves.steps) > 3, timeout=60_000)
    bench.run.stop()
    assert bench.run.state is TrainingState.STOPPING
    bench.run.stop()
    model = bench.wait()
    assert not bench.told
    assert bench.states == [TrainingState.RUNNING, TrainingState.STOPPING, TrainingState.IDLE]
    assert model is not None
    assert read_card(model).trained_on == ("0.png", "1.png")
    assert len(list((project.root / "runs").iterdir())) == 1
    steps = len(bench.run.history.curves.steps)
    bench.ended.clear()
    bench.run.start(project, LONG)
    assert len(bench.run.history.curves.steps) == 0 < steps
    bench.run.stop()
    bench.wait()


def test_stopping_before_anything_was_learnt_is_told(
    bench: Bench, project: Project, qtbot: QtBot
) -> None:
    bench.run.start(project, LONG)
    bench.run.stop()
    if bench.wait() is None:
        (notice,) = bench.told
        assert "nothing was kept" in str(notice.message)
        assert notice.severity is Severity.INFORMATION


def test_a_project_without_labels_is_refused_in_words(bench: Bench, tmp_path: Path) -> None:
    bench.run.start(small_project(tmp_path / "empty", 2), SHORT)
    assert bench.wait() is None
    (notice,) = bench.told
    assert notice.severity is Severity.ERROR
    assert notice.details == ""  # a sentence, no traceback
    assert "label" in str(notice.message)
    assert bench.states[-1] is TrainingState.IDLE


def test_no_room_for_the_run_is_told_and_nothing_starts(bench: Bench, project: Project) -> None:
    (project.root / "runs").write_text("a file where the folder should be")
    bench.run.start(project, SHORT)
    assert not bench.run.is_running
    assert not bench.states
    assert bench.told[0].severity is Severity.ERROR


def test_an_unknown_recipe_is_told(bench: Bench, project: Project) -> None:
    bench.run.start(project, TrainingWish("no-such-recipe"))
    assert bench.wait() is None
    assert "no-such-recipe" in str(bench.told[0].message)


def test_closing_waits_for_the_thread(bench: Bench, project: Project, qtbot: QtBot) -> None:
    bench.run.start(project, LONG)
    qtbot.waitUntil(lambda: bench.run.history.latest is not None, timeout=60_000)
    bench.run.close()
    runs = list((project.root / "runs").iterdir())
    shutil.rmtree(project.root / "runs")  # nobody writes there any more
    assert len(runs) == 1


def test_pausing_stands_still_and_going_on_goes_on(
    bench: Bench, project: Project, qtbot: QtBot
) -> None:
    bench.run.start(project, LONG)
    qtbot.waitUntil(lambda: len(bench.run.history.curves.steps) > 3, timeout=60_000)
    bench.run.pause()
    assert bench.run.state is TrainingState.PAUSED
    qtbot.wait(300)  # what was on its way has arrived
    steps = len(bench.run.history.curves.steps)
    began = time.process_time()
    time.sleep(0.5)
    assert time.process_time() - began < 0.25  # nobody computes
    qtbot.wait(200)
    assert len(bench.run.history.curves.steps) == steps
    bench.run.resume()
    assert bench.run.state is TrainingState.RUNNING
    qtbot.waitUntil(lambda: len(bench.run.history.curves.steps) > steps + 2, timeout=60_000)
    bench.run.stop()
    bench.wait()


def test_closed_while_paused_the_run_can_be_resumed(
    bench: Bench, project: Project, qtbot: QtBot
) -> None:
    bench.run.start(project, LONG)
    qtbot.waitUntil(lambda: len(bench.run.history.curves.steps) > 3, timeout=60_000)
    bench.run.pause()
    qtbot.wait(300)
    steps = len(bench.run.history.curves.steps)
    bench.run.close()
    (unfinished,) = unfinished_runs(project)
    assert unfinished.step >= steps
    qtbot.waitUntil(lambda: not bench.run.is_running)
    bench.run.start(project, TrainingWish(resume=unfinished.folder, device="cpu"))
    qtbot.waitUntil(lambda: len(bench.run.history.curves.steps) > 1, timeout=60_000)
    assert bench.run.history.curves.steps[0] == unfinished.step + 1
    bench.run.stop()
    qtbot.waitUntil(lambda: not bench.run.is_running, timeout=60_000)


def test_what_was_learnt_in_another_project_is_forgotten(bench: Bench, qtbot: QtBot) -> None:
    bench.run.history.add(TrainingReport(TrainingPhase.TRAINING, 1, train_loss=0.5))
    with qtbot.waitSignal(bench.run.progressed):
        bench.run.forget()
    assert not bench.run.history.curves.steps
