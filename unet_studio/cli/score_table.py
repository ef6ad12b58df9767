"""Scores as tables for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.domain.message import filled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MEASURES = {
    "dice": "Dice",
    "iou": "IoU",
    "precision": "precision",
    "recall": "recall",
    "boundary_f1": "boundary F1",
}


def print_scores(evaluation: Mapping[str, Any]) -> None:
    """Print what `evaluate` found: a line per image, then a line per class.

    Parameters
    ----------
    evaluation
        As `evaluate --json` prints it.
    """
    from rich.console import Console
    from rich.table import Table

    classes = list(evaluation["classes"])
    views = evaluation.get("views", 1)
    seen = f", each predicted in {views} positions" if views > 1 else ""
    images = Table(title=f"Dice per image ({evaluation['split']}{seen})", title_justify="left")
    images.add_column("image", overflow="fold")
    for name in classes:
        images.add_column(name, justify="right")
    for image in evaluation["images"]:
        scores = image["classes"]
        name = image["name"] + " *" * image["trained_on"] + " +" * image["one_sided"]
        images.add_row(name, *(_number(scores.get(c, {}).get("dice")) for c in classes))

    title = filled("Means over {count} {count:image|images}", count=len(evaluation["images"]))
    means = Table(title=title, title_justify="left")
    means.add_column("class", overflow="fold")
    means.add_column("Dice", justify="right")
    means.add_column("95 %", justify="right")
    for title in list(MEASURES.values())[1:]:
        means.add_column(title, justify="right")
    for name in classes:
        scores = evaluation["classes"][name]
        numbers = [_number(scores.get(measure)) for measure in MEASURES]
        numbers.insert(1, _range(scores["interval_95"].get("dice")))
        means.add_row(name, *numbers)
    means.add_section()
    means.add_row(
        "mean without background",
        _number(evaluation["mean_dice"]),
        _range(evaluation["mean_dice_interval_95"]),
        _number(evaluation["mean_iou"]),
    )
    console = Console(highlight=False)
    if evaluation["decision"] != USUAL_DECISION.as_json():
        parts = USUAL_DECISION.as_json()
        changed = [f"{n} {v}" for n, v in evaluation["decision"].items() if v != parts[n]]
        console.print(f"Masks decided with {', '.join(changed)}")
    console.print(images)
    if any(image["trained_on"] for image in evaluation["images"]):
        console.print("* the model learnt from this image, so its score says little")
    if any(image["one_sided"] for image in evaluation["images"]):
        console.print(
            "+ one class alone is labelled there, and no background: nothing found counts as "
            "wrong, so its score flatters"
        )
    console.print(means)
    console.print(
        "95 %: where the mean Dice of many such images lies, by these. "
        f"Boundary F1: outlines within {evaluation['boundary_tolerance_px']:g} px agree."
    )


def print_beside(before: Path, now: Path) -> None:
    """Print the held-out scores of a run and of its rerun, as their models say them."""
    import typer

    from unet_studio.storage.runs.run_folder import run_in

    for title, run in (("then", before), ("now", now)):
        entry = run_in(run)
        dice = entry.dice if entry else {}
        said = ", ".join(f"{n} {'-' if d is None else f'{d:.6f}'}" for n, d in dice.items())
        typer.echo(f"Held-out Dice {title}: {said or 'not scored'} ({run.name})")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _range(values: Sequence[float] | None) -> str:
    return "-" if values is None else f"{values[0]:.2f}-{values[1]:.2f}"
