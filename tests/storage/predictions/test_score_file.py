from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from unet_studio.domain.metrics import ClassScores
from unet_studio.storage.predictions.score_file import write_scores
from unet_studio.storage.predictions.undecided_cache import (
    CACHE_FILE,
    read_undecided,
    write_undecided,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_line_for_each_image_and_class(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    found = ClassScores(0.5, 1 / 3, None, 1.0, 0.25)
    write_scores(path, [('图 1,"x".png', "held-out", "cell", found)])

    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "image": '图 1,"x".png',
        "role": "held-out",
        "class": "cell",
        "dice": "0.500000",
        "iou": "0.333333",
        "precision": "",
        "recall": "1.000000",
        "boundary_f1": "0.250000",
    }


def test_what_is_known_of_doubts_is_kept(tmp_path: Path) -> None:
    known = {"a/图.png": (1_700_000_000_123_456_789, 0.25)}
    write_undecided(tmp_path, known)
    assert read_undecided(tmp_path) == known


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 3}', '{"a": [1]}', '{"a": ["x", 2]}'])
def test_a_spoilt_cache_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / CACHE_FILE).write_text(content, encoding="utf-8")
    assert read_undecided(tmp_path) == {}
