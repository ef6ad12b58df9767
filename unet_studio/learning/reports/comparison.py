"""A comparison of runs as a value, and the table that people read of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unet_studio.domain.label_class import BACKGROUND_NAME
from unet_studio.domain.message import say
from unet_studio.domain.project import natural_key
from unet_studio.learning.recipes.recipe_sets import loss_cell, loss_cells
from unet_studio.storage.runs.recipe_file import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.run_curves import RunCurves
    from unet_studio.domain.run_entry import RunEntry

MEASURES = ("dice", "iou", "precision", "recall")
"""The measures of a class that a comparison always shows; `evaluate` may know more."""


_TIME_ASKED_FOR = frozenset({"budget.minutes", "budget.epochs"})


@dataclass(frozen=True)
class ComparedRun:
    """One run beside others.

    Attributes
    ----------
    entry
        The run.
    recipe
        As it was planned; None if it cannot be read.
    curves
        What it measured while it learnt.
    scores
        As ``evaluate --json`` prints them, on the held-out images of today; None if there are none.
    masks
        Image name -> predicted mask, ids of the project's classes.
    problem
        Why there are no scores.
    remarks
        Why its numbers may not be set beside the others'.
    """

    entry: RunEntry
    recipe: Recipe | None
    curves: RunCurves
    scores: Mapping[str, Any] | None
    masks: Mapping[str, Path]
    problem: Message | None = None
    remarks: tuple[Message, ...] = ()

    def score(self, class_name: str, measure: str) -> float | None:
        """The mean over the held-out images."""
        value: float | None = (
            (self.scores or {}).get("classes", {}).get(class_name, {}).get(measure)
        )
        return value

    @property
    def class_scores(self) -> dict[str, dict[str, float | None]]:
        """Class name, without background -> `MEASURES` -> mean over the held-out images."""
        classes = (self.scores or {}).get("classes", {})
        return {
            name: {measure: found.get(measure) for measure in MEASURES}
            for name, found in classes.items()
            if name != BACKGROUND_NAME
        }

    def image_dice(self, image: str) -> dict[str, float | None]:
        """Class name, without background -> Dice of one image."""
        images = (self.scores or {}).get("images", ())
        found = (each["classes"] for each in images if each["name"] == image)
        classes: Mapping[str, Mapping[str, float | None]] = next(found, {})
        return {name: s["dice"] for name, s in classes.items() if name != BACKGROUND_NAME}

    @property
    def mean_dice(self) -> float | None:
        """Mean over the classes."""
        return (self.scores or {}).get("mean_dice")

    @property
    def mean_iou(self) -> float | None:
        """Mean over the classes."""
        return (self.scores or {}).get("mean_iou")


@dataclass(frozen=True)
class Comparison:
    """Several runs, scored on the same held-out images.

    Attributes
    ----------
    project
        Its labels were compared with.
    images
        The held-out images.
    runs
        In the order asked for.
    threshold
        The least probability of the class where there is only one.
    created, software
        When and with what it was made.
    """

    project: Project
    images: tuple[ImageRef, ...]
    runs: tuple[ComparedRun, ...]
    threshold: float
    created: str
    software: str

    @property
    def classes(self) -> ClassTable:
        """Of the project."""
        return self.project.classes

    @property
    def best(self) -> ComparedRun | None:
        """The run with the highest mean Dice among those whose numbers may be compared."""
        scored = [run for run in self.runs if run.mean_dice is not None and not run.remarks]
        return max(scored, key=lambda run: run.mean_dice or 0.0, default=None)

    @property
    def differences(self) -> dict[str, tuple[object, ...]]:
        """Dotted key -> value in each run, of the values in which the recipes differ.

        Not the recipe's own time: another may have been asked for, and what was used is measured.
        """
        found = differing([run.recipe for run in self.runs])
        return {key: values for key, values in found.items() if key not in _TIME_ASKED_FOR}

    @property
    def loss_table(self) -> dict[tuple[str, str], ComparedRun]:
        """Loss and augmentation -> run, if all six of the write-up on losses are there."""
        cells: dict[tuple[str, str], ComparedRun] = {}
        for run in self.runs:
            cell = loss_cell(run.recipe) if run.recipe else None
            if cell is not None:
                cells.setdefault(cell, run)
        order = [cell for cell in loss_cells() if cell in cells]
        return {cell: cells[cell] for cell in order} if len(order) == 6 else {}


def differing(recipes: Sequence[Recipe | None]) -> dict[str, tuple[object, ...]]:
    """Dotted key -> value in each recipe, of the values that are not the same in all.

    A recipe that is not known has None throughout and makes no difference by itself.
    """
    flat = [None if recipe is None else values_of(recipe) for recipe in recipes]
    known = [values for values in flat if values is not None]
    keys = dict.fromkeys(key for values in known for key in values)
    return {
        key: tuple(None if values is None else values.get(key) for values in flat)
        for key in keys
        if any(values.get(key) != known[0].get(key) for values in known)
    }


def columns_of(comparison: Comparison) -> list[str]:
    """The columns of `row_of`, as the head of a CSV file names them."""
    scores = [
        f"{measure} {label_class.name}"
        for label_class in comparison.classes
        for measure in MEASURES
    ]
    return [
        *("run", "title", "recipe", "state", "mean_dice", "mean_iou", *scores),
        *("minutes", "steps", "parameters", "best_step", "seed", "device", "comparable"),
        *comparison.differences,
    ]


def rows_of(comparison: Comparison) -> list[dict[str, object]]:
    """Column -> value, a row for each run; what is not known is None."""
    differences = comparison.differences
    return [
        row_of(comparison, run) | {key: values[place] for key, values in differences.items()}
        for place, run in enumerate(comparison.runs)
    ]


def row_of(comparison: Comparison, run: ComparedRun) -> dict[str, object]:
    """Column -> value of one run, the differences of the recipes left out."""
    record = run.entry.record
    row: dict[str, object] = {
        "run": run.entry.name,
        "title": run.entry.title,
        "recipe": run.entry.recipe,
        "state": run.entry.state.value,
        "mean_dice": run.mean_dice,
        "mean_iou": run.mean_iou,
    }
    for label_class in comparison.classes:
        for measure in MEASURES:
            row[f"{measure} {label_class.name}"] = run.score(label_class.name, measure)
    return row | {
        "minutes": round(run.entry.minutes, 3),
        "steps": run.entry.steps,
        "parameters": record.parameters or None,
        "best_step": run.curves.best_step,
        "seed": record.seed,
        "device": record.device,
        "comparable": not run.remarks and run.problem is None,
    }


def remarks_on(entry: RunEntry, held_out: Sequence[str]) -> tuple[Message, ...]:
    """Why the numbers of a run may not be set beside those of others.

    Parameters
    ----------
    entry
        The run.
    held_out
        The images that runs are compared on.
    """
    remarks = []
    learnt = sorted(set(held_out).intersection(entry.record.trained_on), key=natural_key)
    if learnt:
        text = say("compare", "It learnt from {names}, held out now: its scores flatter.")
        remarks.append(text(names=", ".join(learnt)))
    elif set(entry.record.held_out) != set(held_out):
        text = say("compare", "Its best weights were chosen by other held-out images: {names}.")
        remarks.append(text(names=", ".join(entry.record.held_out) or "–"))
    return tuple(remarks)
