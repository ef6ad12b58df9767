"""A comparison of runs as a table in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.learning.reports.comparison import rows_of

if TYPE_CHECKING:
    from rich.console import Console

    from unet_studio.learning.reports.comparison import Comparison


def print_comparison(comparison: Comparison) -> None:
    """Print a line per run, the best mean Dice first, then what the recipes differ in."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    names = ", ".join(image.name for image in comparison.images)
    title = f"Held-out images: {names}"
    scores = Table(title=title, title_justify="left")
    scores.add_column("run", overflow="fold", min_width=18)
    keys = [f"{m} {c.name}" for c in comparison.classes for m in ("dice", "iou")]
    keys = ["mean_dice", *keys] if len(comparison.classes) > 1 else keys
    others = ("minutes", "steps", "best_step", "seed")
    for key in (*keys, *others):
        scores.add_column(key.replace("_", " "), justify="right")
    rows = rows_of(comparison)
    best = comparison.best
    for row in sorted(rows, key=lambda row: _sortable(row["mean_dice"]), reverse=True):
        style = "bold" if best is not None and row["run"] == best.entry.name else None
        name = str(row["title"]) + ("" if row["comparable"] else " *")
        cells = [_number(row[key]) for key in keys]
        cells += [_plain(row[key]) for key in others]
        scores.add_row(name, *cells, style=style)
    console.print(scores)
    for run in comparison.runs:
        for message in (*([run.problem] if run.problem else []), *run.remarks):
            console.print(f"* {run.entry.title}: {message}", markup=False)
    _print_differences(comparison, console)


def _print_differences(comparison: Comparison, console: Console) -> None:
    differences = comparison.differences
    if not differences:
        return
    console.print("What differs between the recipes")
    for place, run in enumerate(comparison.runs):
        values = (f"{key}={values[place]}" for key, values in differences.items())
        console.print(f"  {run.entry.title}: {' '.join(values)}", markup=False, soft_wrap=True)


def _sortable(value: object) -> float:
    return float(value) if isinstance(value, float | int) else -1.0


def _number(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float | int) else "-"


def _plain(value: object) -> str:
    return "-" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
