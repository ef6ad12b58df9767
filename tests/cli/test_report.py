"""`report`, and the command it gives: run as a person would, it gives the same scores."""

from __future__ import annotations

import html
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from unet_studio.storage.runs.run_folder import run_in

ROOT = Path(__file__).parents[2]
SMALL = ["--set", "plan.width=4", "--set", "plan.levels=3", "--set", "plan.patch_px=48"]


def run(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "unet_studio", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_command_of_a_report_gives_the_same_scores(project: Path, command: Any) -> None:
    run("train", str(project), "--minutes", "0.08", *SMALL)
    first = next((project / "runs").iterdir())
    done = command("report", project)
    assert done.exit_code == 0, done.output
    text = (first / "report.html").read_text("utf-8")
    words = shlex.split(html.unescape(re.findall(r"<pre>(.*?)</pre>", text)[0]))
    assert words[0] == "unet-studio"
    said = run(*words[1:])
    second = next(path for path in (project / "runs").iterdir() if path != first)
    before, after = run_in(first), run_in(second)
    assert before is not None
    assert after is not None
    assert before.dice
    assert after.dice == before.dice
    assert after.steps == before.steps > 0
    told = dict(re.findall(r"Held-out Dice (then|now): (.*) \(", said))
    assert told["then"] == told["now"]


def test_a_report_can_be_written_anywhere_in_chinese(
    project: Path, command: Any, tmp_path: Path
) -> None:
    run("train", str(project), "--epochs", "1", *SMALL)
    model = next(project.glob("runs/*/best.safetensors"))
    page = tmp_path / "my report.html"
    done = command("report", model, "--out", page, "--lang", "zh")
    assert done.exit_code == 0, done.output
    assert "留出图像上的得分" in page.read_text("utf-8")


def test_what_is_no_run_is_refused(project: Path, command: Any, tmp_path: Path) -> None:
    assert "train first" in command("report", project).output
    done = command("report", tmp_path)
    assert done.exit_code == 1
    assert "belongs to no run" in done.output


@pytest.mark.parametrize("other", [["--resume", "last"], ["--from", "x"], ["--folds", "3"]])
def test_again_stands_alone(project: Path, command: Any, other: list[str]) -> None:
    assert command("train", project, "--again", "x", *other).exit_code == 2
