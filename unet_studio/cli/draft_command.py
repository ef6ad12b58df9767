"""The command `drafts`: what a model finds in unlabelled images, as drafts to look through."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import model_file
from unet_studio.cli.label_recovery import bring_back_edits
from unet_studio.cli.model_options import DeviceOption
from unet_studio.cli.progress import follow, step_of
from unet_studio.cli.steps import prediction_step

if TYPE_CHECKING:
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.report import PredictionReport


def drafts(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project folder.")],
    *,
    model: Annotated[
        Path | None,
        typer.Option(metavar="MODEL", help="The model to ask; the project's best one if none."),
    ] = None,
    device: DeviceOption = "auto",
) -> None:
    """Predict all unlabelled images and put drafts into their label files.

    Nothing learns from a draft before somebody accepts it in the window. Labelled images stay as
    they are, and what a label file held before is kept as an earlier version.
    """
    file = model_file(model or project)
    from unet_studio.learning.prediction.predict import predict_files
    from unet_studio.storage.predictions.draft_making import Author, make_drafts
    from unet_studio.storage.project.project_file import read_project
    from unet_studio.storage.runs.model_file import read_card

    opened = read_project(project)
    bring_back_edits(opened)
    images = {image.name: image for image in _unlabelled(opened)}
    predicted: list[tuple[ImageRef, Path]] = []

    def note(report: "PredictionReport") -> None:
        if report.is_finished and report.mask is not None:
            predicted.append((images[report.name], report.mask))

    out = opened.root / "predictions" / _name(file)
    job = predict_files(file, list(images.values()), out, save=("masks",), device=device)
    follow(job, "Predict", read=prediction_step, each=note)
    made = follow(
        make_drafts(opened, predicted, Author(read_card(file), file)), "Drafts", read=step_of
    )
    typer.echo(f"Images with drafts to look through: {made}")


def _unlabelled(project: "Project") -> "list[ImageRef]":
    from unet_studio.domain.annotation import LabelExtent
    from unet_studio.storage.project.project_file import list_images
    from unet_studio.storage.project.project_labels import read_extents

    images = list_images(project)
    extents = read_extents(project, images)
    return [image for image in images if extents.get(image.name) is LabelExtent.UNLABELLED]


def _name(model: Path) -> str:
    """As the window calls the folder of its predictions."""
    return model.parent.name if model.stem == "best" else model.stem
