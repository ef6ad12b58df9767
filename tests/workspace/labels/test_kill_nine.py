"""Killed at random moments, the program loses at most the stroke in progress.

`tests/benchmarks/kill_nine.py` does the same 1,000 times.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from labelme_process import labelme
from scripted_labelling import KillBench, check_label_files
from small_project import small_project

if TYPE_CHECKING:
    from pathlib import Path

    from labelme_process import LabelmeProcess

__all__ = ["labelme"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "rounds"), [("normal", 110), ("full", 30), ("read_only", 30), ("always_read_only", 30)]
)
def test_at_most_the_stroke_in_progress_is_lost(
    tmp_path: Path, labelme: LabelmeProcess, mode: str, rounds: int
) -> None:
    project = small_project(tmp_path / "project", 3)
    bench = KillBench(project.root, tmp_path / "home", mode, seed=rounds)
    known: dict[Path, int] = {}
    try:
        for _ in range(rounds):
            bench.round()
            check_label_files(project.root, labelme, known)
        bench.settle()
    finally:
        bench.close()
    assert bench.counts["edits"] > rounds
    assert bench.counts["edits brought back"] > 0
    assert bench.counts["killed while opening"] > 0
    if mode != "always_read_only":
        assert check_label_files(project.root, labelme) == 3
