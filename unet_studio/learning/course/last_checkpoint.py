"""Last checkpoint: all that a training needs to go on later, written while it goes on learning.

The training only copies its state, which is quick; one thread writes the copy.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import torch

from unet_studio.domain.message import StudioError, say
from unet_studio.learning.course.origin import Origin
from unet_studio.storage.atomic_write import WriteError, remove_leftovers
from unet_studio.storage.runs.checkpoint_file import read_checkpoint, write_checkpoint
from unet_studio.storage.runs.run_folder import LAST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LEAST_S = 10.0  # between two checkpoints
_SHARE = 0.01  # of the computing time, for copying and writing them
_PAUSE = 1.0  # the disk is left alone for so many times as long as writing took


class Stateful(Protocol):
    """A part of a training with something to remember."""

    def state_dict(self) -> dict[str, Any]:
        """Nested mappings and lists of tensors, numbers, texts, booleans and None."""

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state_dict` gave; keys are texts, and tuples lists, by now."""


class LastCheckpoint:
    """The checkpoint of one run.

    Two are never written at once. Copying and writing take one percent of the computing time: it
    waits longer from one to the next where they take longer.

    Attributes
    ----------
    path
        The file.
    origin
        Goes into it.
    took_s
        Writing it, the last time.
    """

    def __init__(self, run: Path, origin: Origin) -> None:
        self.path = run / LAST
        self.origin = origin
        self.took_s = 0.0
        self._copy = _Copy()
        self._copied_s = self._computed_s = 0.0  # the last time
        self._begun_at: float | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._writing: Future[None] | None = None
        self._failed: WriteError | None = None

    @property
    def is_due(self) -> bool:
        """Whether so much has happened that it should be written again."""
        return self._has_waited(_LEAST_S)

    @property
    def is_affordable(self) -> bool:
        """Whether writing one more now is cheap, as after a validation."""
        return self._has_waited(0.0)

    def write(self, state: Mapping[str, Any]) -> None:
        """Copy the state of the training, and begin to write it.

        It is not written if its weights are no numbers any more. Should the one before still be
        under way, it is waited for.

        Parameters
        ----------
        state
            Name of a part -> its state. What "learner" has is copied, for its tensors change with
            every step; nobody may change those of the others.
        """
        self.wait()
        began = self._begun_at = perf_counter()
        arrays = {name: _as_arrays(part) for name, part in state.items() if name != "learner"}
        arrays["learner"] = self._copy.of(state["learner"])
        self._copied_s = perf_counter() - began
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="checkpoint")
        self._writing = self._thread.submit(self._write, arrays)

    def wait(self) -> None:
        """Wait until what was begun is written; `check` says if it could not be."""
        writing, self._writing = self._writing, None
        if writing is not None:
            try:
                writing.result()
            except WriteError as error:
                self._failed = error

    def check(self) -> None:
        """Say that the last one could not be written, once.

        Raises
        ------
        WriteError
            If the disk is full or the run folder is gone; the one before is still there.
        """
        if self._writing is not None and self._writing.done():
            self.wait()
        failed, self._failed = self._failed, None
        if failed is not None:
            raise failed

    def end(self) -> None:
        """Wait as `wait` does, and let the thread go."""
        self.wait()
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None

    def _has_waited(self, least_s: float) -> bool:
        if self._writing is not None and not self._writing.done():
            return False
        if self._begun_at is None:
            return True
        computing_s = self._copied_s + self._computed_s
        pause_s = max(least_s, computing_s / _SHARE, (1 + _PAUSE) * self.took_s)
        return perf_counter() - self._begun_at >= pause_s

    def _write(self, state: Mapping[str, Any]) -> None:
        began, computed = perf_counter(), thread_time()
        if _is_finite(state["learner"]):
            write_checkpoint(self.path, {"origin": asdict(self.origin), "state": state})
        self.took_s, self._computed_s = perf_counter() - began, thread_time() - computed


class _Copy:
    """A copy of a state in main memory, which is used again for the next one.

    Fresh memory would take several times as long to fill as memory that was in use before.
    """

    def __init__(self) -> None:
        self._kept: dict[str, torch.Tensor] = {}

    def of(self, node: Any, name: str = "") -> Any:
        """The same tree with arrays in place of tensors."""
        if isinstance(node, torch.Tensor):
            kept = self._kept.get(name)
            if kept is None or (kept.shape, kept.dtype) != (node.shape, node.dtype):
                kept = self._kept[name] = torch.empty(node.shape, dtype=node.dtype)
            return kept.copy_(node.detach()).numpy()
        if isinstance(node, dict):
            return {key: self.of(part, f"{name}/{key}") for key, part in node.items()}
        if isinstance(node, list | tuple):
            return [self.of(part, f"{name}/{n}") for n, part in enumerate(node)]
        return node


def read_last(run: Path) -> tuple[Origin, dict[str, Any]]:
    """The last checkpoint of a run: where it came from, and the state of all its parts.

    Raises
    ------
    StudioError
        If there is none, or it is damaged.
    """
    path = run / LAST
    if not path.is_file():
        raise StudioError(
            say("training", "There is nothing to go on from in {run}: it has no {name}.")(
                run=run, name=LAST
            )
        )
    with suppress(WriteError):
        remove_leftovers(run)
    found = read_checkpoint(path)
    return Origin(**found["origin"]), _as_tensors(found["state"])


def on_cpu(state: Mapping[str, Any]) -> dict[str, Any]:
    """The state of a part in main memory."""
    copied: dict[str, Any] = _as_tensors(_as_arrays(state))
    return copied


def _is_finite(node: Any) -> bool:
    """Whether all numbers in all arrays are."""
    if isinstance(node, np.ndarray):
        return node.dtype.kind != "f" or bool(np.isfinite(node).all())
    if isinstance(node, dict):
        return all(_is_finite(part) for part in node.values())
    if isinstance(node, list):
        return all(_is_finite(part) for part in node)
    return True


def _as_arrays(node: Any) -> Any:
    if isinstance(node, torch.Tensor):
        return node.detach().cpu().contiguous().numpy()
    if isinstance(node, dict):
        return {key: _as_arrays(part) for key, part in node.items()}
    if isinstance(node, list | tuple):
        return [_as_arrays(part) for part in node]
    return node


def _as_tensors(node: Any) -> Any:
    if isinstance(node, np.ndarray):
        return torch.from_numpy(node)
    if isinstance(node, dict):
        return {key: _as_tensors(part) for key, part in node.items()}
    if isinstance(node, list):
        return [_as_tensors(part) for part in node]
    return node
