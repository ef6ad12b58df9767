"""Scores of many images as a table that any spreadsheet opens."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from unet_studio.domain.metrics import MEASURES
from unet_studio.storage.atomic_write import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from unet_studio.domain.metrics import ClassScores


def write_scores(path: Path, rows: Iterable[tuple[str, str, str, ClassScores]]) -> None:
    """Write a line for each image and class; a score that does not exist is left empty.

    Parameters
    ----------
    rows
        Name of the image, what it was to the model, name of the class, scores.

    Raises
    ------
    WriteError
        If it cannot be written.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["image", "role", "class", *MEASURES])
    for name, role, class_name, scores in rows:
        values = [getattr(scores, measure) for measure in MEASURES]
        cells = ["" if value is None else f"{value:.6f}" for value in values]
        table.writerow([name, role, class_name, *cells])
    write_text(path, text.getvalue())
