"""The last checkpoint is written while the training goes on, one at a time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
import torch

from unet_studio.domain.message import say
from unet_studio.learning.course import last_checkpoint
from unet_studio.learning.course.last_checkpoint import LastCheckpoint, read_last
from unet_studio.learning.course.origin import Origin
from unet_studio.storage.atomic_write import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Gate:
    """Holds writing up until it is opened; counts how many write at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.began = threading.Event()
        self.at_once = self.most = 0
        self._honest = last_checkpoint.write_checkpoint
        monkeypatch.setattr(last_checkpoint, "write_checkpoint", self._write)

    def _write(self, path: Path, state: Any) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        self.began.set()
        assert self.open.wait(10)
        self._honest(path, state)
        self.at_once -= 1


@pytest.fixture
def last(tmp_path: Path) -> Iterator[LastCheckpoint]:
    made = LastCheckpoint(tmp_path, Origin(0, "cpu", "", {}, {}))
    yield made
    made.end()


def state_of(weights: torch.Tensor) -> dict[str, Any]:
    return {"learner": {"network": {"w": weights}}, "loop": {"step": 1}}


def test_what_is_learnt_while_it_is_written_does_not_get_into_it(
    last: LastCheckpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, weights = Gate(monkeypatch), torch.ones(3)
    last.write(state_of(weights))
    weights.add_(1)
    gate.open.set()
    last.wait()
    assert read_last(tmp_path)[1]["learner"]["network"]["w"].tolist() == [1, 1, 1]


def test_two_are_never_written_at_once_and_the_last_one_stays(
    last: LastCheckpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    monkeypatch.setattr(last_checkpoint, "_LEAST_S", 0.0)
    last.write(state_of(torch.zeros(3)))
    assert gate.began.wait(10)
    assert not last.is_due
    assert not last.is_affordable
    threading.Timer(0.1, gate.open.set).start()
    last.write(state_of(torch.full((3,), 7.0)))  # waits for the first
    last.end()
    assert gate.most == 1
    assert read_last(tmp_path)[1]["learner"]["network"]["w"].tolist() == [7, 7, 7]
    assert not [t for t in threading.enumerate() if t.name.startswith("checkpoint")]


def test_a_full_disk_is_told_once_and_the_one_before_stays(
    last: LastCheckpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last.write(state_of(torch.zeros(3)))
    last.wait()

    def full(_path: Path, _state: Any) -> None:
        raise WriteError(say("storage", "The disk is full.")())

    monkeypatch.setattr(last_checkpoint, "write_checkpoint", full)
    last.write(state_of(torch.ones(3)))
    last.wait()
    with pytest.raises(WriteError, match="full"):
        last.check()
    last.check()
    assert read_last(tmp_path)[1]["learner"]["network"]["w"].tolist() == [0, 0, 0]


def test_weights_that_are_no_numbers_are_not_written(last: LastCheckpoint, tmp_path: Path) -> None:
    last.write(state_of(torch.zeros(3)))
    last.write(state_of(torch.tensor([0.0, float("nan"), 0.0])))
    last.wait()
    assert read_last(tmp_path)[1]["learner"]["network"]["w"].tolist() == [0, 0, 0]
