"""Several processes that share a training learn what one process learns."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from unet_studio.storage.runs.checkpoint_file import read_checkpoint

ROOT = Path(__file__).parents[2]
SMALL = {
    "plan.width": 4,
    "plan.levels": 3,
    "plan.patch_px": 48,
    "network.normalisation": "none",
    "optimiser.name": "sgd",
    "optimiser.learning_rate": 0.05,
    "augmentation.as_is_share": 0.5,
    "precision": "float32",
}
TORCHRUN = ["-m", "torch.distributed.run", "--nproc-per-node", "2", "--master-port"]


def free_port() -> str:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return str(opened.getsockname()[1])


def train(project: Path, *words: str, launcher: list[str] = ()) -> subprocess.CompletedProcess[str]:  # type: ignore[assignment]
    settings = [word for key, value in SMALL.items() for word in ("--set", f"{key}={value}")]
    command = [*launcher, "-m", "unet_studio", "train", str(project), "--epochs", "2", *settings]
    return subprocess.run(
        [sys.executable, *command, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def weights_of(project: Path, name: str) -> dict[str, Any]:
    (path,) = project.glob(f"runs/*{name}/last.ckpt")
    weights: dict[str, Any] = read_checkpoint(path)["state"]["learner"]["network"]
    return weights


@pytest.mark.slow
@pytest.mark.parametrize("batch", [4, 3])  # 3 does not divide: one process takes one again
def test_two_processes_learn_what_one_learns(project: Path, batch: int) -> None:
    words = ["--set", f"plan.batch={batch}", "--name"]
    alone = train(project, *words, "alone", "--device", "cpu")
    assert alone.returncode == 0, alone.stderr
    both = train(project, *words, "both", "--device", "cpu:2")
    assert both.returncode == 0, both.stderr
    one, two = weights_of(project, "alone"), weights_of(project, "both")
    assert all(np.allclose(one[name], two[name], atol=1e-6) for name in one)
    assert len(list(project.glob("runs/*"))) == 2  # the first process alone writes
    assert both.stdout.count("best.safetensors") == 1


@pytest.mark.slow
def test_torchrun_starts_the_same(project: Path) -> None:
    done = train(project, "--name", "torchrun", launcher=[*TORCHRUN, free_port()])
    assert done.returncode == 0, done.stderr
    alone = train(project, "--name", "alone", "--device", "cpu")
    assert alone.returncode == 0, alone.stderr
    one, two = weights_of(project, "alone"), weights_of(project, "torchrun")
    assert all(np.allclose(one[name], two[name], atol=1e-6) for name in one)


@pytest.mark.slow
def test_when_the_first_fails_the_others_end(project: Path) -> None:
    for label in project.rglob("*.json"):
        label.unlink()
    done = train(project, "--device", "cpu:2")  # nothing to learn from
    assert done.returncode == 1
    assert "no labelled image" in done.stderr or "label" in done.stderr


FAILING = """
import os, sys
from unet_studio.learning.network import learner
from unet_studio.cli.command_line import main

honest, fails, at = learner.Learner.step, os.environ["FAILS"], 2
def step(self, batch, *, number=0, **how):
    if str(self._processes.rank) == fails and number == at:
        raise MemoryError("no room for 12 apples")
    return honest(self, batch, number=number, **how)
learner.Learner.step = step
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("fails", [0, 1])
def test_when_one_cannot_go_on_all_end_at_once_and_say_why(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    script = tmp_path / "failing.py"
    script.write_text(FAILING)
    monkeypatch.setenv("FAILS", str(fails))
    settings = [word for key, value in SMALL.items() for word in ("--set", f"{key}={value}")]
    words = ["train", str(project), "--epochs", "200", "--device", "cpu:2", *settings]
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(script), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 1, done.stderr  # and not killed before it could write
    assert "no room for 12 apples" in done.stderr
    assert f"Process {fails + 1} of the 2" in done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - began < 60
    (run,) = project.glob("runs/*")
    assert (run / "last.ckpt").is_file()


LABELLING = """
import os
from pathlib import Path
from unet_studio.cli.command_line import main
from unet_studio.learning.course import helping

honest = helping.read_split
def read_split(project, data, **how):  # the first process has read its images by now
    label = project.root / os.environ["LABEL"]
    label.write_text(label.read_text().replace('"disc"', '"_background_"'))
    return honest(project, data, **how)
helping.read_split = read_split
main()
"""


@pytest.mark.slow
def test_labels_saved_while_it_begins_end_it_and_are_named(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "labelling.py"
    script.write_text(LABELLING)
    label = next(path for path in project.rglob("2.json") if '"disc"' in path.read_text())
    monkeypatch.setenv("LABEL", str(label.relative_to(project)))
    settings = [word for key, value in SMALL.items() for word in ("--set", f"{key}={value}")]
    done = subprocess.run(
        [sys.executable, str(script), "train", str(project), "--device", "cpu:2", *settings],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    said = " ".join(done.stderr.split())
    assert "Process 2 of the 2 that share this training reads other images or labels" in said
    assert "this start: 2.png." in said
    assert "that one says which" in said
    assert "Traceback" not in said
    assert not list(project.glob("runs/*/best.safetensors"))
