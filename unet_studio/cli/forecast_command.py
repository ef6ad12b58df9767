"""The command `forecast`: what more labelled images would bring."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unet_studio.cli.arguments import finite
from unet_studio.cli.json_lines import print_json
from unet_studio.cli.model_options import DeviceOption
from unet_studio.cli.progress import follow, step_of
from unet_studio.domain.message import filled

if TYPE_CHECKING:
    from collections.abc import Mapping


def forecast(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project folder.")],
    *,
    minutes: Annotated[
        float,
        typer.Option(
            min=0.05, callback=finite, help="How long its small trainings may take together."
        ),
    ] = 10.0,
    recipe: Annotated[str, typer.Option(metavar="NAME|FILE.toml", help="As of train.")] = "auto",
    earlier: Annotated[
        bool, typer.Option("--earlier", help="Train nothing; use the project's earlier runs.")
    ] = False,
    device: DeviceOption = "auto",
    seed: Annotated[int, typer.Option(help="The same seed gives the same draws.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="One JSON object with all numbers.")] = False,
) -> None:
    """Say what more labelled images would bring, from your own learning curve."""
    from unet_studio.learning.recipes import recipe_named
    from unet_studio.learning.trials.forecast import forecast as forecasting
    from unet_studio.learning.trials.forecast import from_earlier_runs
    from unet_studio.storage.project.project_file import read_project

    opened = read_project(project)
    if earlier:
        found = from_earlier_runs(opened)
    else:
        job = forecasting(opened, recipe_named(recipe), minutes=minutes, device=device, seed=seed)
        found = follow(job, "Forecast", read=step_of)
    if json:
        print_json(found.as_json())
    else:
        _print(found.as_json())


def _print(found: "Mapping[str, Any]") -> None:
    """Print the trainings, the forecast and the sentence."""
    for training in sorted(found["trainings"], key=lambda t: t["images"]):
        text = "{images:5} {images:image|images}: Dice {dice:.3f}"
        typer.echo(filled(text, images=training["images"], dice=training["dice"]))
    for step in found["forecast"]:
        dice = step["dice"]
        text = "{images:5} {images:image|images}: Dice {value:.3f} expected, {low:.2f}-{high:.2f}"
        typer.echo(filled(text, images=found["images"] + step["more"], **dice))
    typer.echo(found["verdict"])
