"""Runs of a project listed, read, compared, renamed and deleted."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from small_project import small_project

from unet_studio.domain.recipe import Recipe
from unet_studio.domain.run_curves import Progress
from unet_studio.domain.run_entry import RunRecord, RunState
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_file import read_project
from unet_studio.storage.runs.run_folder import METRICS, new_run, write_recipe
from unet_studio.storage.runs.run_record import write_record
from unet_studio.workspace.training import run_comparison

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.training.run_comparison import ShownPictures
    from unet_studio.workspace.workspace import Workspace

TINY = {"plan.width": 4, "plan.levels": 3, "plan.batch": 1, "plan.patch_px": 32}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two runs of different seeds and rates."""
    root = tmp_path_factory.mktemp("runs") / "project"
    project = small_project(root, 3, labelled=3, held_out=["2.png"])
    for seed, rate in ((1, 0.02), (2, 0.001)):
        recipe = recipe_named("auto", **TINY, **{"optimiser.learning_rate": rate})
        for _ in train(project, recipe, epochs=3, seed=seed, name=f"seed {seed}"):
            pass
    return root


@pytest.fixture
def opened(workspace: Workspace, qtbot: QtBot, trained: Path, tmp_path: Path) -> Workspace:
    """A workspace with a copy of that project open."""
    import shutil

    root = tmp_path / "project"
    shutil.copytree(trained, root)
    open_project(workspace, qtbot, root, 2)
    return workspace


def open_project(workspace: Workspace, qtbot: QtBot, root: Path, runs: int) -> None:
    workspace.opening.open_project(root)
    qtbot.waitUntil(lambda: len(workspace.comparison.shown.entries) == runs, timeout=20_000)
    qtbot.waitUntil(lambda: workspace.states.is_complete, timeout=20_000)


def names(workspace: Workspace) -> list[str]:
    return [entry.name for entry in workspace.comparison.shown.entries]


def choose_all(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.comparison.choose(names(workspace))
    qtbot.waitUntil(lambda: set(names(workspace)) <= set(workspace.comparison.shown.read))


def test_chosen_runs_bring_their_curves_and_differences(opened: Workspace, qtbot: QtBot) -> None:
    assert [entry.title for entry in opened.comparison.shown.entries] == ["seed 2", "seed 1"]
    choose_all(opened, qtbot)
    shown = opened.comparison.shown
    assert shown.differences == {
        "optimiser.learning_rate": dict(zip(names(opened), (0.001, 0.02), strict=True))
    }
    curves = shown.read[names(opened)[0]].curves
    assert curves["train_loss"].along[Progress.STEPS][-1] == shown.entries[0].steps
    opened.comparison.choose(names(opened)[:1])
    assert opened.comparison.shown.chosen == tuple(names(opened)[:1])


def test_compared_runs_bring_scores_pictures_and_files(
    opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    choose_all(opened, qtbot)
    opened.comparison.compare()
    qtbot.waitUntil(lambda: opened.comparison.shown.comparison is not None, timeout=60_000)
    comparison = opened.comparison.shown.comparison
    assert comparison is not None
    assert [run.entry.name for run in comparison.runs] == names(opened)
    assert opened.comparison.remarks(names(opened)[0]) == ()
    assert opened.comparison.loss_table == []
    drawn: list[ShownPictures] = []
    opened.comparison.pictures_drawn.connect(drawn.append)
    opened.comparison.draw(0, 100, fill=False)
    qtbot.waitUntil(lambda: bool(drawn))
    assert drawn[0].name == "2.png"
    assert drawn[0].original.shape == (48, 64, 3)
    assert list(drawn[0].predictions) == names(opened)
    assert drawn[0].dice[names(opened)[1]]["cell"] == comparison.runs[1].score("cell", "dice")
    told: list[Notice] = []
    opened.noticed.connect(told.append)
    page, table = tmp_path / "page.html", tmp_path / "table.csv"
    opened.comparison.export(html=page, table=table, render=lambda message: f"[{message}]")
    qtbot.waitUntil(lambda: bool(told))
    assert "[Scores]" in page.read_text("utf-8")
    assert len(table.read_text("utf-8").splitlines()) == 3
    opened.comparison.choose(names(opened)[:1])
    assert opened.comparison.shown.comparison is None


def test_a_run_that_learnt_from_held_out_images_is_remarked_before_comparing(
    opened: Workspace,
) -> None:
    assert opened.project is not None
    assert opened.comparison.remarks(names(opened)[0]) == ()
    opened.change_project(replace(opened.project, held_out=frozenset({"0.png"})))
    (remark,) = opened.comparison.remarks(names(opened)[0])
    assert "0.png" in str(remark)


def test_a_run_is_renamed_but_its_folder_is_not(opened: Workspace, qtbot: QtBot) -> None:
    before = names(opened)
    found = opened.comparison.shown.entries[0]
    write_record(found.path, replace(found.record, title_key="dice/10x"))
    opened.comparison.refresh()
    qtbot.waitUntil(lambda: opened.comparison.shown.entries[0].record.title_key == "dice/10x")
    opened.comparison.rename(before[0], "  better  ")
    qtbot.waitUntil(lambda: opened.comparison.shown.entries[0].title == "better")
    assert str(opened.comparison.shown.entries[0].short_title) == "better"
    assert names(opened) == before
    assert opened.comparison.shown.entries[0].state is RunState.FINISHED
    opened.comparison.rename(before[0], "   ")
    assert opened.comparison.shown.entries[0].title == "better"


def test_deleted_runs_go_to_the_bin(
    opened: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    binned: list[Path] = []

    def to_bin(paths: Sequence[Path]) -> list[Path]:
        import shutil

        for path in paths:
            binned.append(path)
            shutil.rmtree(path)
        return []

    monkeypatch.setattr(run_comparison, "_to_bin", to_bin)
    first, second = names(opened)
    choose_all(opened, qtbot)
    assert opened.comparison.has_model_besides([first])
    assert not opened.comparison.has_model_besides([first, second])
    opened.comparison.delete([first])
    qtbot.waitUntil(lambda: names(opened) == [second])
    assert [path.name for path in binned] == [first]
    assert opened.comparison.shown.chosen == (second,)


def test_what_cannot_go_to_the_bin_stays_and_is_told(
    opened: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, notices: list[Notice]
) -> None:
    monkeypatch.setattr(run_comparison, "_to_bin", list)
    opened.comparison.delete(names(opened)[:1])
    qtbot.waitUntil(lambda: bool(notices))
    assert "nothing of it was deleted" in str(notices[-1].message)
    assert len(names(opened)) == 2


def test_model_and_recipe_of_a_run_can_be_used(opened: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(opened.models.all) >= 2)
    second = names(opened)[1]
    assert opened.comparison.use_model(second)
    assert opened.models.in_use is not None
    assert opened.models.in_use.path.parent.name == second
    recipe = opened.comparison.recipe_of(second)
    assert recipe is not None
    assert recipe.recipe.optimiser.learning_rate == 0.02
    assert recipe_named(recipe.source) == recipe.recipe


def test_two_hundred_long_runs_do_not_hold_up_the_window(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "project", 2, labelled=2, held_out=["1.png"])
    rows = "\n".join(f"{k},{k // 10},{k}.0,{1 / (k + 1)},,{k % 7 / 7}" for k in range(10_000))
    text = f"step,epoch,elapsed_s,train_loss,validation_loss,dice cell\n{rows}\n"
    for k in range(200):
        run = new_run(project, f"run {k}")
        (run / METRICS).write_text(text, "utf-8")
        write_record(run, RunRecord(f"run {k}", "auto", state=RunState.FINISHED))
        write_recipe(run, Recipe("auto"))
    open_project(workspace, qtbot, read_project(project.root).root, 200)
    ticks = [time.perf_counter()]
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    workspace.comparison.choose(names(workspace)[:10])
    qtbot.waitUntil(lambda: len(workspace.comparison.shown.read) == 10, timeout=60_000)
    timer.stop()
    curve = next(iter(workspace.comparison.shown.read.values())).curves["train_loss"]
    assert len(curve.values) <= 1000
    # threads of Python take turns, so a slow machine is given room; a blocked loop takes seconds
    assert np.diff(ticks).max() < 0.5
