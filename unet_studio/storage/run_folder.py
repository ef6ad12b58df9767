"""Run folders: one training's recipe, curves and best model."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.storage.atomic_write import WriteError, write_bytes, write_text
from unet_studio.storage.model_file import ModelFileError, read_card
from unet_studio.storage.recipe_file import to_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe

RUNS = "runs"
BEST = "best.safetensors"
METRICS = "metrics.csv"
RECIPE = "recipe.toml"
LAST = "last.ckpt"


def new_run(project: Project, title: str) -> Path:
    """Make an empty run folder, named by local time and title, e.g. ``2026-11-21-1432-auto``."""
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M")
    safe_title = re.sub(r"[^\w.-]+", "-", title)
    base = project.root / RUNS / f"{stamp}-{safe_title}"
    run, n = base, 1
    while True:
        try:
            run.mkdir(parents=True)
        except FileExistsError:
            n += 1
            run = base.with_name(f"{base.name}-{n}")
        except OSError as error:
            raise StudioError(
                say("training", "Cannot make the run folder {path}: {detail}.")(
                    path=run, detail=error.strerror
                )
            ) from error
        else:
            return run


def write_recipe(run: Path, recipe: Recipe) -> None:
    """Keep the recipe that this run follows."""
    write_text(run / RECIPE, to_toml(recipe))


def append_metrics(run: Path, row: Mapping[str, object]) -> None:
    """Add a line to the run's curves; the first line decides the columns.

    A column without a value stays empty; numbers are written in full.

    Raises
    ------
    WriteError
        If the disk is full or the run folder is gone.
    """
    path = run / METRICS
    is_new = not path.exists()
    try:
        with path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(row), restval="")
            if is_new:
                writer.writeheader()
            writer.writerow({k: "" if v is None else v for k, v in row.items()})
    except OSError as error:
        raise WriteError(
            say("training", "Cannot add to the curves in {path}: {reason}.")(
                path=path, reason=error.strerror or error
            )
        ) from error


def metrics_size(run: Path) -> int:
    """Bytes of the run's curves so far."""
    path = run / METRICS
    return path.stat().st_size if path.exists() else 0


def cut_metrics(run: Path, size: int) -> None:
    """Take the run's curves back to a `metrics_size` they had before.

    Raises
    ------
    WriteError
        If the file cannot be written.
    """
    path = run / METRICS
    if metrics_size(run) > size:
        write_bytes(path, path.read_bytes()[:size])


def read_metrics(run: Path) -> list[dict[str, str]]:
    """All lines of the run's curves, oldest first."""
    path = run / METRICS
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def trained_models(project: Project) -> list[tuple[Path, ModelCard]]:
    """The readable models of all runs, newest first."""
    found = []
    for path in (project.root / RUNS).glob(f"*/{BEST}"):
        try:
            found.append((path, read_card(path)))
        except ModelFileError:
            continue  # a damaged run must not hide the others; opening it says what is wrong
    return sorted(found, key=lambda item: (item[1].created, item[0].name), reverse=True)


def best_model(project: Project) -> Path | None:
    """The model with the highest mean Dice on held-out images; the newest if none has one."""
    listed = trained_models(project)
    scored = [(path, card.mean_dice) for path, card in listed if card.mean_dice is not None]
    if scored:
        return max(scored, key=lambda item: item[1])[0]
    return listed[0][0] if listed else None
