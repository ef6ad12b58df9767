"""The command `label-next`: which images to label next, and where in each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import model_file
from unet_studio.cli.json_lines import print_json
from unet_studio.cli.label_recovery import bring_back_edits
from unet_studio.cli.model_options import DeviceOption
from unet_studio.cli.progress import follow, step_of

if TYPE_CHECKING:
    from unet_studio.domain.suggestion import LabelQueue


def label_next(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project folder.")],
    *,
    model: Annotated[
        Path | None,
        typer.Option(metavar="MODEL", help="The model to teach; the project's best one if none."),
    ] = None,
    count: Annotated[int, typer.Option(min=1, help="How many images to suggest.")] = 20,
    device: DeviceOption = "auto",
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object with the whole queue.")
    ] = False,
) -> None:
    """Say which images, and which spot in each, would teach the model most."""
    file = model_file(model or project)
    from unet_studio.learning.teaching.label_next import label_next as looking
    from unet_studio.storage.project.project_file import read_project

    opened = read_project(project)
    bring_back_edits(opened)
    queue = follow(looking(file, opened, count=count, device=device), "Label next", read=step_of)
    if json:
        print_json(queue)
    else:
        _print(queue)


def _print(queue: "LabelQueue") -> None:
    for place, found in enumerate(queue.suggestions, 1):
        left, top, right, bottom = found.spot
        reasons = "; ".join(map(str, found.reasons))
        typer.echo(f"{place:3}  {found.image}  x {left}-{right}  y {top}-{bottom}  {reasons}")
    if not queue.suggestions:
        typer.echo("There is nothing to suggest: every image is fully labelled or held out.")
    elif queue.is_sample:
        typer.echo(
            f"A sample of {queue.looked_at} of {queue.candidates} images was looked at. Asked "
            "again after some are labelled, the model looks at others."
        )
