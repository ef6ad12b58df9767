"""Scores as tables for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MEASURES = ("dice", "iou", "precision", "recall")


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
        name = image["name"] + (" *" if image["trained_on"] else "")
        images.add_row(name, *(_number(scores.get(c, {}).get("dice")) for c in classes))

    means = Table(title="Means over the images", title_justify="left")
    means.add_column("class", overflow="fold")
    for measure in MEASURES:
        means.add_column(measure, justify="right")
    for name in classes:
        scores = evaluation["classes"][name]
        means.add_row(name, *(_number(scores.get(measure)) for measure in MEASURES))
    means.add_section()
    means.add_row(
        "mean without background",
        _number(evaluation["mean_dice"]),
        _number(evaluation["mean_iou"]),
    )
    console = Console(highlight=False)
    console.print(images)
    if any(image["trained_on"] for image in evaluation["images"]):
        console.print("* the model learnt from this image, so its score says little")
    console.print(means)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
