"""Training from the command line, stopped from outside, gone on with, and continued."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from unet_studio.storage.runs.checkpoint_file import read_checkpoint_header
from unet_studio.storage.runs.recipe_file import read_recipe

ROOT = Path(__file__).parents[2]
SMALL = ["--set", "plan.width=4", "--set", "plan.levels=3", "--set", "plan.patch_px=48"]


def started(project: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "unet_studio", "train", str(project), *SMALL, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def steps_of(project: Path) -> int:
    paths = list(project.glob("runs/*/last.ckpt"))
    return read_checkpoint_header(paths[0])["state"]["loop"]["step"] if paths else -1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_in_order_and_the_training_can_go_on(
    project: Path, command: Any, number: signal.Signals
) -> None:
    process = started(project, "--epochs", "100000")
    until = time.monotonic() + 60
    while not list(project.glob("runs/*/last.ckpt")) and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(1)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1, said
    assert "best.safetensors" in said
    assert "--resume" in said
    assert "Traceback" not in said
    step = steps_of(project)
    assert step > 0
    done = command("train", project, "--resume", "last", "--minutes", "0.01")
    assert done.exit_code == 0, done.output
    assert "best.safetensors" in done.output


def test_resume_and_from_are_two_things(project: Path, command: Any) -> None:
    done = command("train", project, "--resume", "last", "--from", project)
    assert done.exit_code == 2
    done = command("train", project, "--resume", "last")
    assert done.exit_code == 1
    assert "stopped or killed" in done.output
    done = command("train", project, "--resume", "no-such-run")
    assert done.exit_code == 1
    assert "no run no-such-run" in done.output


def test_from_continues_and_says_which_is_better(project: Path, command: Any) -> None:
    assert command("train", project, "--epochs", "1", *SMALL).exit_code == 0
    done = command("train", project, "--epochs", "1", "--from", project)
    assert done.exit_code == 0, done.output
    assert "same 2 held-out images" in done.output
    assert "a third of the recipe's" in " ".join(done.output.split())


def test_a_rate_that_is_set_is_taken_as_it_is(project: Path, command: Any) -> None:
    assert command("train", project, "--epochs", "1", *SMALL).exit_code == 0
    rate = ["--set", "optimiser.learning_rate=0.003"]
    done = command("train", project, "--epochs", "1", "--from", project, "--name", "b", *rate)
    assert done.exit_code == 0, done.output
    (run,) = project.glob("runs/*-b")
    assert read_recipe(run / "recipe.toml").optimiser.learning_rate == 0.003
