"""What a run notes of itself, and the list of all runs."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.project import Project
from unet_studio.domain.recipe import Recipe
from unet_studio.domain.run_entry import RunRecord, RunState
from unet_studio.storage.runs.model_file import write_model
from unet_studio.storage.runs.run_folder import (
    BEST,
    append_metrics,
    new_run,
    run_in,
    run_recipe,
    runs_of,
    write_recipe,
)
from unet_studio.storage.runs.run_record import (
    RECORD,
    is_going_on,
    read_record,
    recording,
    write_record,
)

if TYPE_CHECKING:
    from pathlib import Path

RECORDED = RunRecord("mine", "auto", seed=3, held_out=("1.png",))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, tmp_path, tmp_path)


def add_model(run: Path) -> None:
    card = ModelCard("m", "auto", NetworkConfig(1, 1), (LabelClass(1, "a", "#000000"),), "none", 0)
    scored = replace(card, scores={"a": ClassScores(0.75, None, None, None)}, held_out=("2.png",))
    write_model(run / BEST, scored, {"w": np.zeros(1)})


def test_a_run_that_ends_well_notes_when_and_how(tmp_path: Path) -> None:
    with recording(tmp_path, RECORDED, lambda: (7, 1.234)):
        during = read_record(tmp_path)
        assert during is not None
        assert during.state is RunState.RUNNING
        assert is_going_on(tmp_path)
        entry = run_in(tmp_path)
        assert entry is not None
        assert entry.state is RunState.RUNNING
    noted = read_record(tmp_path)
    assert noted is not None
    assert (noted.state, noted.steps, noted.seconds) == (RunState.FINISHED, 7, 1.23)
    assert during.started == noted.started <= noted.ended
    assert not is_going_on(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [RECORD]


@pytest.mark.parametrize(
    ("error", "state", "problem"),
    [
        (GeneratorExit(), RunState.STOPPED, ""),
        (StudioError(say("training", "No room.")()), RunState.FAILED, "No room."),
        (ValueError("odd"), RunState.FAILED, "ValueError('odd')"),
    ],
)
def test_how_a_run_ended_is_noted(
    tmp_path: Path, error: BaseException, state: RunState, problem: str
) -> None:
    with pytest.raises(type(error)), recording(tmp_path, RECORDED, lambda: (1, 1.0)):
        raise error
    noted = read_record(tmp_path)
    assert noted is not None
    assert (noted.state, noted.problem) == (state, problem)


def test_a_resumed_run_keeps_when_it_first_started(tmp_path: Path) -> None:
    write_record(tmp_path, replace(RECORDED, started="2026-01-02T03:04:05+00:00"))
    with recording(tmp_path, RECORDED, lambda: (1, 1.0)):
        pass
    noted = read_record(tmp_path)
    assert noted is not None
    assert noted.started.startswith("2026-01-02")


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed in another way there")
def test_a_killed_run_is_interrupted(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from unet_studio.domain.run_entry import RunRecord\n"
        "from unet_studio.storage.runs.run_record import recording\n"
        "with recording(pathlib.Path(sys.argv[1]), RunRecord('a', 'b'), lambda: (0, 0.0)):\n"
        "    print('begun', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert is_going_on(tmp_path)
        process.send_signal(signal.SIGKILL)
        process.wait()
    append_metrics(tmp_path, {"step": 12, "elapsed_s": "3.50"})
    entry = run_in(tmp_path)
    assert entry is not None
    assert (entry.state, entry.steps, entry.minutes) == (RunState.INTERRUPTED, 12, 3.5 / 60)


def test_runs_are_listed_newest_first_with_what_they_reached(project: Project) -> None:
    older, newer, empty = (new_run(project, title) for title in ("a", "b", "c"))
    for run, day in ((older, 1), (newer, 2)):
        started = f"2026-01-0{day}T00:00:00+00:00"
        write_record(run, replace(RECORDED, started=started, state=RunState.FINISHED))
        write_recipe(run, Recipe("mine"))
    add_model(newer)
    listed = runs_of(project)
    assert [entry.path for entry in listed] == [newer, older]
    assert [entry.mean_dice for entry in listed] == [0.75, None]
    assert [entry.model for entry in listed] == [newer / BEST, None]
    assert listed[0].title == "mine"
    assert run_recipe(older) == Recipe("mine")
    assert run_in(empty) is None


def test_runs_of_older_programs_are_listed_from_their_files(project: Project) -> None:
    run, left = new_run(project, "auto"), new_run(project, "auto")
    add_model(run)
    write_recipe(left, Recipe("mine"))
    append_metrics(left, {"step": 4, "elapsed_s": "1.00"})
    entries = {entry.path: entry for entry in runs_of(project)}
    assert entries[run].state is RunState.FINISHED
    assert entries[run].record.held_out == ("2.png",)
    assert entries[left].state is RunState.INTERRUPTED
    assert (entries[left].recipe, entries[left].steps) == ("mine", 4)
    assert entries[left].started is not None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"title": 3}', b"\xff"])
def test_a_damaged_record_does_not_hide_the_run(project: Project, content: bytes) -> None:
    run = new_run(project, "auto")
    add_model(run)
    (run / RECORD).write_bytes(content)
    assert [entry.path for entry in runs_of(project)] == [run]
