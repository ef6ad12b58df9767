"""`models`: all models at hand, how good they are, and which files cannot be used."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unet_studio.cli.json_lines import print_json
from unet_studio.domain.message import filled

if TYPE_CHECKING:
    from unet_studio.workspace.models.shelf_entry import ShelfEntry


def models(
    project: Annotated[
        Path | None, typer.Argument(metavar="[PROJECT]", help="A project, for its models too.")
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per model.")] = False,
) -> None:
    """List the models of a project, your own, and those of the program."""
    from unet_studio.storage.project.project_file import read_project
    from unet_studio.workspace.models.shelf_entry import shelf_entries
    from unet_studio.workspace.settings import persons_models

    opened = read_project(project) if project is not None else None
    for entry in shelf_entries(opened, persons_models()):
        if json:
            print_json(_as_json(entry))
        else:
            typer.echo(_line(entry))


def _line(entry: "ShelfEntry") -> str:
    if entry.card is None:
        return f"{entry.title} ({entry.origin}): unusable. {entry.problem}"
    dice = entry.card.mean_dice
    score = "no score" if dice is None else f"Dice {dice:.3f}"
    if entry.card.dice_interval is not None:
        score += f" ({entry.card.dice_interval})"
    if entry.card.scored_on:
        score += filled(" on {n} held-out {n:image|images}", n=entry.card.scored_on)
    finds = ", ".join(c.name for c in entry.card.classes)
    lines = [f"{entry.title} ({entry.origin}): {score}, finds {finds}. {entry.path}"]
    lines += [f"  {text}" for text in (entry.misfit, entry.remark) if text]
    return "\n".join(lines)


def _as_json(entry: "ShelfEntry") -> dict[str, Any]:
    card = entry.card
    found: dict[str, Any] = {
        "name": entry.title,
        "from": entry.origin.value,
        "path": entry.path,
        "bytes": entry.size_bytes,
        "problem": str(entry.problem or entry.misfit or entry.remark or ""),
        "usable": entry.is_usable,
    }
    if card is not None:
        found |= {
            "recipe": card.recipe,
            "created": card.created,
            "channels": card.network.in_channels,
            "classes": [c.name for c in card.classes],
            "trained_on": len(card.trained_on),
            "scored_on": card.scored_on,
            "mean_dice": card.mean_dice,
            "mean_dice_interval_95": asdict(card.dice_interval) if card.dice_interval else None,
        }
    return found
