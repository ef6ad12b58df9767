"""The command `train`: a model learns from the labelled images of a project."""

from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import finite, model_file, settings_in, shared_device_name
from unet_studio.cli.json_lines import print_json
from unet_studio.cli.label_recovery import bring_back_edits
from unet_studio.cli.progress import follow
from unet_studio.cli.steps import training_step
from unet_studio.cli.stopping import stopping_on_signals
from unet_studio.domain.message import StudioError
from unet_studio.domain.shell_command import studio_command

if TYPE_CHECKING:
    from unet_studio.domain.recipe import Recipe


def train(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project folder.")],
    *,
    recipe: Annotated[
        str,
        typer.Option(metavar="NAME|FILE.toml", help="One that recipes lists, or a file."),
    ] = "auto",
    minutes: Annotated[
        float | None, typer.Option(min=0.0, callback=finite, help="How long it may take.")
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="How often to see all training images.")
    ] = None,
    device: Annotated[
        str,
        typer.Option(metavar="auto|cpu|cuda|cuda:N|cuda:N,M", callback=shared_device_name),
    ] = "auto",
    seed: Annotated[
        int, typer.Option(min=0, max=2**32 - 1, help="The same seed gives the same start.")
    ] = 0,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="Change a value of the recipe; repeatable."
        ),
    ] = None,
    name: Annotated[str | None, typer.Option(help="What to call the model.")] = None,
    from_model: Annotated[
        Path | None,
        typer.Option("--from", metavar="MODEL", help="Start from what this model has learnt."),
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option(metavar="RUN", help="Go on with a training: its run folder, or last."),
    ] = None,
    again: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="Make this run again, step for step; see report."),
    ] = None,
    folds: Annotated[
        int,
        typer.Option(
            min=0, metavar="K", help="Cross-validate: train K models in the time, score all images."
        ),
    ] = 0,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object per step, and the model at the end.")
    ] = False,
) -> None:
    """Train a model on the labelled images that are not held out."""
    began = perf_counter()
    _check_together(resume, again, from_model, folds)
    if minutes is not None and epochs is not None:
        raise typer.BadParameter("Give --minutes or --epochs, not both.")
    chosen = _recipe(recipe, settings or []) if resume is None and again is None else None
    from unet_studio.cli.score_table import print_beside
    from unet_studio.learning.computing.distributed import ending, team_of
    from unet_studio.learning.course.control import Control
    from unet_studio.learning.course.helping import help_to_train
    from unet_studio.learning.training.rerun import rerun_training
    from unet_studio.learning.training.resume import resume_training
    from unet_studio.learning.training.train import train as training
    from unet_studio.learning.trials.cross_validation import cross_validate
    from unet_studio.storage.project.project_file import read_project
    from unet_studio.storage.runs.rerun_file import read_rerun
    from unet_studio.storage.runs.unfinished_runs import run_folder_of

    opened = read_project(project)
    before = again and run_folder_of(opened, str(again))
    if before:
        device = device if device != "auto" else read_rerun(before).device
    team = team_of(device, chosen.precision if chosen else "auto")
    shared = None if team.is_alone else team
    if folds and shared:
        raise typer.BadParameter("Cross-validation runs on one device.")
    if not team.processes.is_first:
        with stopping_on_signals(lambda: None):  # the first process says when it is over
            help_to_train(opened, team)
        raise typer.Exit
    bring_back_edits(opened)
    control, runs_before = Control(), _runs(project)
    if before:
        job = rerun_training(opened, before, device=device, name=name, control=control, team=shared)
    elif chosen is None:
        run = run_folder_of(opened, resume or "")
        runs_before.discard(project / "runs" / run.name)
        job = resume_training(
            opened,
            run,
            minutes=minutes,
            epochs=epochs,
            device=None if device == "auto" else device,
            values=settings_in(settings or []),
            control=control,
            team=shared,
        )
    else:
        start = model_file(from_model) if from_model is not None else None
        given = tuple(settings_in(settings or []))
        way = partial(training, from_model=start, team=shared, given=given)
        if folds:
            way = partial(cross_validate, folds=folds)
        job = way(
            opened,
            chosen,
            minutes=minutes,
            epochs=epochs,
            device=device,
            seed=seed,
            name=name,
            control=control,
            began=began,
        )
    with stopping_on_signals(control.stop), ending(team):
        trained = follow(
            job,
            "Train",
            read=training_step,
            each=print_json if json else id,
            kept=lambda: _kept(project, _runs(project) - runs_before),
        )
    if json:
        print_json({"model": trained.model, "run": trained.run, "best": trained.best})
    else:
        typer.echo(f"Model {trained.model}")
        if before:
            print_beside(before, trained.run)


def _check_together(
    resume: str | None, again: Path | None, from_model: Path | None, folds: int
) -> None:
    if [resume is not None, from_model is not None, again is not None, folds > 0].count(True) > 1:
        raise typer.BadParameter("Give one of --resume, --again, --from and --folds.")
    if folds == 1:
        raise typer.BadParameter("Give --folds 2 or more, or leave it out.")


def _recipe(name: str, settings: list[str]) -> "Recipe":
    values = settings_in(settings)
    from unet_studio.learning.recipes import recipe_named

    try:
        return recipe_named(name, **values)
    except StudioError as error:
        raise typer.BadParameter(str(error)) from error


def _runs(project: Path) -> set[Path]:
    return set((project / "runs").glob("*"))


def _kept(project: Path, runs: set[Path]) -> list[str]:
    models = [path for run in sorted(runs) for path in run.glob("*.safetensors")]
    lines = [f"The best model so far is kept: {model}" for model in models]
    lines = lines or ["There was no model yet to keep."]
    can_go_on = [run.name for run in sorted(runs) if (run / "last.ckpt").is_file()]
    return lines + [
        f"Go on: {studio_command('train', project, '--resume', run)}" for run in can_go_on
    ]
