"""The whole job without a screen: `demo`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.progress import follow, step_of
from unet_studio.cli.steps import prediction_step, training_step
from unet_studio.domain.message import filled
from unet_studio.domain.shell_command import studio_command

if TYPE_CHECKING:
    from unet_studio.domain.project import Project

DEFAULT_OUT = "unet-studio-demo"
MINUTES = 1.3


def demo(
    *,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help=f"A new or empty folder; {DEFAULT_OUT} here if not said."),
    ] = None,
) -> None:
    """Do the whole job once on the sample: draw it, train, predict, score. About two minutes."""
    run_demo(_free_folder() if out is None else out, minutes=MINUTES)


def run_demo(out: Path, *, minutes: float) -> None:
    """Do the whole job and say where everything is.

    Parameters
    ----------
    out
        Where the sample project goes; new or empty.
    minutes
        How long to train.
    """
    from unet_studio.storage.founding.sample_project import write_sample

    typer.echo(f"1 of 4  Drawing the sample project into {out}")
    project = write_sample(out)
    typer.echo(filled("2 of 4  Training for {n} {n:second|seconds}", n=round(minutes * 60)))
    model = _train(project, minutes)
    predictions = project.root / "predictions" / "demo"
    typer.echo("3 of 4  Predicting all images")
    _predict(model, project, predictions)
    typer.echo("4 of 4  Scoring the held-out images, which the model never saw")
    _score(model, project)
    typer.echo(f"Project   {project.root}")
    typer.echo(f"Model     {model}")
    typer.echo(f"Masks     {predictions / 'masks'}")
    typer.echo(f"Overlays  {predictions / 'overlays'}")
    typer.echo(f"See it in the window: {studio_command(project.root)}")


def _train(project: "Project", minutes: float) -> Path:
    from unet_studio.learning.recipes import recipe_named
    from unet_studio.learning.training.train import train

    job = train(project, recipe_named("auto"), minutes=minutes)
    return follow(job, "Train", read=training_step).model


def _predict(model: Path, project: "Project", out: Path) -> None:
    from unet_studio.learning.prediction.predict import predict_files
    from unet_studio.storage.project.project_file import list_images

    job = predict_files(model, list_images(project), out, save={"masks", "overlays"})
    follow(job, "Predict", read=prediction_step)


def _score(model: Path, project: "Project") -> None:
    from unet_studio.cli.score_table import print_scores
    from unet_studio.learning.scores.evaluate import evaluate

    print_scores(follow(evaluate(model, project), "Evaluate", read=step_of).as_json())


def _free_folder() -> Path:
    """A folder name here that nothing has yet."""
    number, folder = 1, Path(DEFAULT_OUT)
    while folder.exists():
        number += 1
        folder = Path(f"{DEFAULT_OUT}-{number}")
    return folder
