"""Run folders: one training's recipe, curves and best model."""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.run_entry import RunEntry, RunRecord, RunState
from unet_studio.storage.atomic_write import WriteError, write_bytes, write_text
from unet_studio.storage.runs.model_file import ModelFileError, read_card
from unet_studio.storage.runs.recipe_file import read_recipe, to_toml
from unet_studio.storage.runs.run_record import is_going_on, read_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe

RUNS = "runs"
BEST = "best.safetensors"
METRICS = "metrics.csv"
PREVIEW = "preview.png"
RECIPE = "recipe.toml"
LAST = "last.ckpt"
PAGE = "report.html"


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


def run_recipe(run: Path) -> Recipe:
    """The recipe that a run follows, with everything that was planned for it.

    Raises
    ------
    StudioError
        If there is none, or it cannot be understood.
    """
    return read_recipe(run / RECIPE)


def remove_run(folder: Path) -> None:
    """Delete a run for good; a folder that holds nothing of a run is left alone.

    What cannot be deleted, because another program has it open, stays.
    """
    if folder.parent.name == RUNS and run_in(folder) is not None:
        shutil.rmtree(folder, ignore_errors=True)


def runs_of(project: Project) -> list[RunEntry]:
    """All runs of a project, newest first; folders that hold nothing of a run are left out."""
    folders = sorted((project.root / RUNS).glob("*/"), reverse=True)
    entries = [entry for folder in folders if (entry := run_in(folder)) is not None]
    return sorted(entries, key=lambda entry: _age(entry.started), reverse=True)


def run_in(folder: Path) -> RunEntry | None:
    """The run in a folder; None if it holds nothing of one."""
    card, model = None, folder / BEST
    with suppress(ModelFileError):  # the others must not be hidden; opening it says what is wrong
        card = read_card(model)
    record = read_record(folder)
    if record is None:
        if card is None and not (folder / RECIPE).is_file() and not (folder / METRICS).is_file():
            return None
        record = _record_from_files(folder, card)
    state = record.state
    if state is RunState.RUNNING and not is_going_on(folder):
        state = RunState.INTERRUPTED
    if state in (RunState.RUNNING, RunState.INTERRUPTED):
        record = _with_progress(record, folder)
    return RunEntry(
        folder,
        record,
        state,
        started=_moment(record.started) or _moment_of_name(folder.name),
        dice={name: found.dice for name, found in card.scores.items()} if card else {},
        scored=card.scored_on if card else 0,
        model=model if card else None,
    )


def _record_from_files(folder: Path, card: ModelCard | None) -> RunRecord:
    """Of a run that noted nothing of itself: older versions of the program did not."""
    name = card.recipe if card else ""
    with suppress(OSError, ValueError):
        name = name or str(tomllib.loads((folder / RECIPE).read_text("utf-8")).get("name", ""))
    record = RunRecord(
        title=folder.name,
        recipe=name,
        started=card.created if card else "",
        state=RunState.FINISHED if card else RunState.INTERRUPTED,
        held_out=card.held_out if card else (),
        trained_on=card.trained_on if card else (),
        data_fingerprint=card.data_fingerprint if card else "",
        software=card.software if card else "",
    )
    return _with_progress(record, folder)


def _with_progress(record: RunRecord, folder: Path) -> RunRecord:
    """With the steps and seconds of the last line of the curves."""
    with suppress(OSError, ValueError, IndexError, KeyError):
        last = read_metrics(folder)[-1]
        return replace(record, steps=int(last["step"]), seconds=float(last["elapsed_s"]))
    return record


def _moment(text: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(text).astimezone()
    return None


def _moment_of_name(name: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.strptime(name[:15], "%Y-%m-%d-%H%M").astimezone()
    return None


def _age(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


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
    """The model with the highest mean Dice on held-out images; the newest if none has one.

    Scores count only if they come from the images that are held out now, as far as the newest
    scored model tells, and from as many of them as those of any such model do: on other images
    they say nothing of which is better. A model that a training started from has a score on
    those, too, and what came of it must be better to take its place.
    """
    listed = trained_models(project)
    scored = [(path, card) for path, card in listed if card.mean_dice is not None]
    if not scored:
        return listed[0][0] if listed else None
    images = set(scored[0][1].held_out)
    alike = [(path, card) for path, card in scored if set(card.held_out) == images]
    most = max(card.scored_on for _, card in alike)  # fewer may be easier by chance
    alike = [(path, card) for path, card in alike if card.scored_on == most]
    dice: dict[Path, float] = {}
    for _, card in alike:  # first, so that they win where both are as good
        if card.continued is not None and (project.root / card.continued.model).is_file():
            dice.setdefault(project.root / card.continued.model, card.continued.dice)
    for path, card in alike:
        dice.setdefault(path, card.mean_dice or 0.0)
    return max(dice, key=lambda path: dice[path])
