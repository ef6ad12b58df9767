"""All recipes at equal wall-clock time on real images: recipes_table.py OUT.jsonl [--minutes 10]
[--sets isbi,dsb2018_dev,sandstone,lm_fruit] [--recipes auto,...] [--seed 0] [--device auto]

One process per training, then one or two that score its model on the held-out images, plain and
with test-time augmentation if the recipe has it. Every finished training is one line of OUT.jsonl;
what is there already is not done again, so the script may be stopped and started as one likes.
Prints a markdown table. Projects and runs are kept in the folder OUT-work.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from real_projects import ROOT, real_project

from unet_studio.learning.recipes import RECIPES
from unet_studio.storage.runs.model_file import read_card


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--sets", default="isbi,dsb2018_dev,sandstone")
    parser.add_argument("--recipes", default=",".join(RECIPES))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="auto")
    chosen = parser.parse_args()
    done = _read(chosen.out)
    for set_name in chosen.sets.split(","):
        project = real_project(set_name, chosen.out.with_suffix("").with_name(_work(chosen.out)))
        for recipe in chosen.recipes.split(","):
            wanted = {
                "set": set_name,
                "recipe": recipe,
                "minutes": chosen.minutes,
                "seed": chosen.seed,
                "device": chosen.device,
            }
            if not any(wanted.items() <= line.items() for line in done):
                line = wanted | _trained(project, wanted)
                with chosen.out.open("a") as file:
                    file.write(json.dumps(line) + "\n")
                done.append(line)
    print(table([line for line in done if line["minutes"] == chosen.minutes]))


def _trained(project: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """Train in one process, score in others; a training that fails is a line, too."""
    options = ["--recipe", wanted["recipe"], "--minutes", str(wanted["minutes"])]
    options += ["--seed", str(wanted["seed"]), "--device", wanted["device"], "--json"]
    print("train", project.name, *options, file=sys.stderr, flush=True)
    began = perf_counter()
    run = _studio("train", project, *options)
    seconds = round(perf_counter() - began, 1)
    if run.returncode:
        return {"seconds": seconds, "problem": run.stderr.strip().splitlines()[-1:]}
    reports = [json.loads(line) for line in run.stdout.splitlines()]
    model = reports[-1]["model"]
    plain = _scores(model, project, wanted["device"], [])
    has_views = read_card(Path(model)).views > 1
    augmented = _scores(model, project, wanted["device"], ["--augment"]) if has_views else plain
    return {
        "seconds": seconds,
        "steps": max(report.get("step", 0) for report in reports),
        "notes": [r["note"] for r in reports if r.get("note")],
        "dice": _dice(plain),
        "mean": plain["mean_dice"],
        "augmented": _dice(augmented),
        "augmented_mean": augmented["mean_dice"],
        "views": augmented.get("views", 1),
        "held_out": [image["name"] for image in plain["images"]],
        "model": model,
    }


def _scores(model: str, project: Path, device: str, options: list[str]) -> dict[str, Any]:
    found = _studio("evaluate", model, project, "--json", "--device", device, *options)
    found.check_returncode()
    scores: dict[str, Any] = json.loads(found.stdout)
    return scores


def _dice(scores: dict[str, Any]) -> dict[str, float | None]:
    return {name: s["dice"] for name, s in scores["classes"].items() if name != "background"}


def _studio(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "unet_studio", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def table(lines: list[dict[str, Any]]) -> str:
    """Markdown: a row per training, the best of every set on top."""
    rows = [
        "| set | recipe | mean Dice | with augmentation | classes | steps | seconds | seed |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in dict.fromkeys(line["set"] for line in lines):
        of_set = [line for line in lines if line["set"] == name]
        for line in sorted(of_set, key=lambda line: line.get("mean") or -1.0, reverse=True):
            rows.append(_row(line))
    return "\n".join(rows)


def _row(line: dict[str, Any]) -> str:
    classes = ", ".join(f"{name} {_number(d)}" for name, d in line.get("dice", {}).items())
    views = line.get("views", 1)
    cells = [
        line["set"],
        line["recipe"],
        _number(line.get("mean")),
        f"{_number(line['augmented_mean'])} ({views} positions)" if views > 1 else "-",
        classes or "; ".join(line.get("problem", [])),
        line.get("steps", "-"),
        line["seconds"],
        line["seed"],
    ]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _work(out: Path) -> str:
    return f"{out.stem}-work"


if __name__ == "__main__":
    main()
