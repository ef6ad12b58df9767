"""Reading curves, whole or damaged; keeping a queue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from unet_studio.domain.run_queue import QueuedRun, QueueState, RunQueue
from unet_studio.storage.project.project_file import CACHE_FOLDER
from unet_studio.storage.runs.queue_file import read_queue, write_queue
from unet_studio.storage.runs.run_curves import read_curves
from unet_studio.storage.runs.run_folder import METRICS, append_metrics

if TYPE_CHECKING:
    from pathlib import Path


def test_curves_come_back_as_they_were_written(tmp_path: Path) -> None:
    for step, dice in ((10, None), (20, 0.5)):
        row = {"step": step, "epoch": 1, "elapsed_s": f"{3.0 * step:.2f}", "train_loss": 1 / step}
        append_metrics(tmp_path, row | {"validation_loss": dice, "dice a b": dice})
    found = read_curves(tmp_path)
    assert found.steps.tolist() == [10, 20]
    assert found.minutes.tolist() == [0.5, 1.0]
    assert found.train_loss.tolist() == [0.1, 0.05]
    assert np.isnan(found.validation_loss[0])
    assert found.dice["a b"].tolist()[1] == 0.5


@pytest.mark.parametrize(
    ("content", "steps"),
    [
        (b"", []),
        (b"\xff\xfe\x00", []),
        (b"step,train_loss\n1,0.5\n2", [1]),
        (b"step,train_loss\n1,oops\n2,0.25\n", [1, 2]),
        (b"other\n1\n", [None]),
    ],
)
def test_damaged_curves_give_what_can_be_read(
    tmp_path: Path, content: bytes, steps: list[float | None]
) -> None:
    (tmp_path / METRICS).write_bytes(content)
    found = read_curves(tmp_path)
    assert [None if np.isnan(s) else s for s in found.steps] == steps
    assert len(found.train_loss) == len(found.epochs) == len(steps)


def test_no_curves_at_all(tmp_path: Path) -> None:
    assert len(read_curves(tmp_path / "nowhere").steps) == 0


def test_a_queue_comes_back_with_what_ran_put_back(tmp_path: Path) -> None:
    done = QueuedRun("done", "auto", {"batch": 2, "network.widths": [4, 8]}, epochs=3, seed=7)
    runs = (
        replace(done, state=QueueState.FAILED, problem="no room"),
        QueuedRun("running", "auto", minutes=1.5, state=QueueState.RUNNING, run="folder"),
        QueuedRun("waiting", "auto"),
    )
    write_queue(tmp_path, RunQueue(runs))
    found = read_queue(tmp_path)
    assert found.runs[0] == runs[0]
    assert (found.runs[1].state, found.runs[1].run) == (QueueState.WAITING, "folder")
    assert found.runs[2] == runs[2]


def test_a_queue_finds_its_files_in_a_project_that_was_moved(tmp_path: Path) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    before.mkdir()
    inside, outside, model = (
        before / "mine.toml",
        tmp_path / "shared.toml",
        before / "m.safetensors",
    )
    for path in (inside, outside, model):
        path.touch()
    runs = QueuedRun("a", str(inside), from_model=str(model)), QueuedRun("b", str(outside))
    write_queue(before, RunQueue(runs))
    before.rename(now)
    found = read_queue(now).runs
    assert [run.recipe for run in found] == [str(now / "mine.toml"), str(outside)]
    assert [run.from_model for run in found] == [str(now / "m.safetensors"), ""]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"runs": 3}', b"\xff"])
def test_a_damaged_queue_is_empty(tmp_path: Path, content: bytes) -> None:
    assert read_queue(tmp_path) == RunQueue()
    (tmp_path / CACHE_FOLDER).mkdir()
    (tmp_path / CACHE_FOLDER / "queue.json").write_bytes(content)
    assert read_queue(tmp_path) == RunQueue()
