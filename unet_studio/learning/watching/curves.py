"""Curves: the rows that a training adds to the run's table of losses and scores."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.runs.run_folder import append_metrics, cut_metrics, metrics_size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from unet_studio.learning.scores.validation import Validation

_EVERY_S = 2.0


class Curves:
    """Collects losses and writes a row from time to time.

    Attributes
    ----------
    run
        The run folder.
    class_names
        One column of Dice for each.
    """

    def __init__(self, run: Path, class_names: Sequence[str]) -> None:
        self.run = run
        self.class_names = class_names
        self._losses: list[float] = []  # since the last row
        self._written_s = 0.0

    def add(self, loss: float) -> None:
        """Take in the loss of one batch."""
        self._losses.append(loss)

    def write_now_and_then(self, *, step: int, epoch: int, elapsed_s: float) -> None:
        """Write a row, but not so often that the disk is busy; a full disk is told later."""
        if elapsed_s - self._written_s >= _EVERY_S:
            with suppress(WriteError):  # the next validation says so
                self.write(None, step=step, epoch=epoch, elapsed_s=elapsed_s)

    def write(self, found: Validation | None, *, step: int, epoch: int, elapsed_s: float) -> None:
        """Write a row.

        Raises
        ------
        WriteError
            If the disk is full or the run folder is gone.
        """
        self._written_s = elapsed_s
        row: dict[str, object] = {
            "step": step,
            "epoch": epoch,
            "elapsed_s": f"{elapsed_s:.2f}",
            "train_loss": float(np.mean(self._losses)) if self._losses else None,
            "validation_loss": found.loss if found else None,
            "pixel_accuracy": found.pixel_accuracy if found else None,
        }
        for position, name in enumerate(self.class_names):
            row[f"dice {name}"] = found.scores[position].dice if found else None
        append_metrics(self.run, row)
        self._losses.clear()

    def state_dict(self) -> dict[str, Any]:
        """What `load_state_dict` needs to go on as if never stopped."""
        return {
            "size": metrics_size(self.run),
            "losses": list(self._losses),
            "written_s": self._written_s,
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from a `state_dict`; rows written since are cut off, for they are made again."""
        cut_metrics(self.run, state["size"])
        self._losses = list(state["losses"])
        self._written_s = state["written_s"]
