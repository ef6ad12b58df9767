"""Reading the curves of a run, ``metrics.csv``, into arrays."""

from __future__ import annotations

import csv
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.run_curves import RunCurves
from unet_studio.storage.runs.run_folder import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_DICE = "dice "


def read_curves(run: Path) -> RunCurves:
    """The curves of a run as far as they can be read; without rows if there is nothing.

    A line that is cut off, as by a full disk, is left out; text where a number should be counts as
    no value.
    """
    head, rows = _rows(run / METRICS)
    columns = {name: _numbers(rows, place) for place, name in enumerate(head)}
    missing = np.full(len(rows), np.nan)
    return RunCurves(
        steps=columns.get("step", missing),
        epochs=columns.get("epoch", missing),
        minutes=columns.get("elapsed_s", missing) / 60,
        train_loss=columns.get("train_loss", missing),
        validation_loss=columns.get("validation_loss", missing),
        dice={n.removeprefix(_DICE): c for n, c in columns.items() if n.startswith(_DICE)},
    )


def _rows(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.reader(file)
            head = next(reader, [])
            return head, [row for row in reader if len(row) == len(head)]
    except (OSError, UnicodeDecodeError, csv.Error):
        return [], []


def _numbers(rows: Sequence[Sequence[str]], place: int) -> NDArray[np.float64]:
    try:
        return np.array([row[place] or "nan" for row in rows], np.float64)
    except ValueError:
        return np.array([_number(row[place]) for row in rows], np.float64)


def _number(text: str) -> float:
    with suppress(ValueError):
        return float(text)
    return float("nan")
