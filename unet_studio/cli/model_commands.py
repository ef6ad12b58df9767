"""Commands that make and use models: `train`, `predict`, `evaluate`."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import (
    device_name,
    model_file,
    names_in,
    settings_in,
    shared_device_name,
)
from unet_studio.cli.decision_options import (
    BiasOption,
    FillHolesOption,
    MinAreaOption,
    SmoothOption,
    SplitOption,
    SplitTouchingOption,
    ThresholdOption,
    check_decision,
    decision_in,
)
from unet_studio.cli.json_lines import print_json
from unet_studio.cli.label_recovery import bring_back_edits
from unet_studio.cli.progress import finished_in, follow, step_of
from unet_studio.cli.steps import prediction_step, training_step
from unet_studio.cli.stopping import stopping_on_signals
from unet_studio.domain.decision import THRESHOLD, USUAL_DECISION
from unet_studio.domain.message import StudioError, filled
from unet_studio.domain.prediction_files import KINDS, SAVEABLE, SAVED_BY_DEFAULT

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.report import TrainingReport
    from unet_studio.learning.training_job import TrainedModel

DeviceOption = Annotated[
    str,
    typer.Option("--device", metavar="auto|cpu|cuda|cuda:N", callback=device_name),
]

AugmentOption = Annotated[
    bool,
    typer.Option(
        "--augment",
        help="Look at every image flipped and turned as well, as the model was trained, and "
        "average: a little better, up to 8 times as slow.",
    ),
]


class Split(StrEnum):
    """Which labelled images to score on."""

    HELD_OUT = "held-out"
    TRAIN = "train"
    ALL = "all"


def train(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project folder.")],
    *,
    recipe: Annotated[
        str,
        typer.Option(metavar="NAME|FILE.toml", help="One that recipes lists, or a file."),
    ] = "auto",
    minutes: Annotated[float | None, typer.Option(min=0.0, help="How long it may take.")] = None,
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
    if minutes is not None and epochs is not None:
        raise typer.BadParameter("Give --minutes or --epochs, not both.")
    if [resume is not None, from_model is not None, again is not None, folds > 0].count(True) > 1:
        raise typer.BadParameter("Give one of --resume, --again, --from and --folds.")
    if folds == 1:
        raise typer.BadParameter("Give --folds 2 or more, or leave it out.")
    chosen = _recipe(recipe, settings or []) if resume is None and again is None else None
    from unet_studio.cli.score_table import print_beside
    from unet_studio.learning.control import Control
    from unet_studio.learning.cross_validation import cross_validate
    from unet_studio.learning.distributed import ending, team_of
    from unet_studio.learning.helping import help_to_train
    from unet_studio.learning.rerun import rerun_training
    from unet_studio.learning.resume import resume_training
    from unet_studio.learning.train import train as training
    from unet_studio.storage.project_file import read_project
    from unet_studio.storage.rerun_file import read_rerun
    from unet_studio.storage.unfinished_runs import run_folder_of

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
    job: Generator[TrainingReport, None, TrainedModel]
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
        way = partial(training, from_model=start, team=shared)
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


def predict(
    model: Annotated[
        Path, typer.Argument(metavar="MODEL", help="A model file, or a project for its best one.")
    ],
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Images, folders or projects.")
    ],
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where to write.")],
    save: Annotated[
        str,
        typer.Option(
            metavar="WHAT,...", help="; ".join(f"{kind}: {what}" for kind, what in KINDS.items())
        ),
    ] = ",".join(SAVED_BY_DEFAULT),
    also: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="MODEL",
            help="Average with this model, of the same classes; repeatable.",
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Predict also what is in DIR already, unchanged.")
    ] = False,
    device: DeviceOption = "auto",
    int8: Annotated[
        bool,
        typer.Option(
            "--int8", help="Compute with bytes: faster on many CPUs, and a little less exact."
        ),
    ] = False,
    augment: AugmentOption = False,
    threshold: ThresholdOption = THRESHOLD,
    bias: BiasOption = None,
    smooth: SmoothOption = 0.0,
    fill_holes: FillHolesOption = 0,
    split: SplitOption = 0.0,
    min_area: MinAreaOption = 0,
    pixel_size: Annotated[
        float | None,
        typer.Option(
            min=1e-9,
            metavar="UM",
            help="Edge of a pixel, for the table of objects; else the project says it.",
        ),
    ] = None,
) -> None:
    """Predict masks for images; one that cannot be read does not stop the others.

    Folders are searched with their sub-folders. The same command once more goes on where it
    stopped; DIR/report.json says what became of each image. Where
    --out keeps probabilities by the same model, another decision needs no other prediction.
    """
    wanted = set(names_in(save))
    if not wanted or not wanted <= set(SAVEABLE):
        raise typer.BadParameter(f"--save takes any of {', '.join(SAVEABLE)}.")
    decision = decision_in(threshold, bias, smooth, fill_holes, split, min_area)
    files = [model_file(path) for path in (model, *(also or []))]
    _check_decision(files[0], decision)
    from unet_studio.learning.predict import predict_files
    from unet_studio.storage.given_images import collect_images

    images = collect_images(inputs)
    summary = follow(
        predict_files(
            files,
            images,
            out,
            save=wanted,
            device=device,
            decision=decision,
            augment=augment,
            again=again,
            int8=int8,
            pixel_size_um=pixel_size or _pixel_size_of(inputs),
        ),
        "Predict",
        read=prediction_step,
        kept=lambda: finished_in(out),
    )
    text = "{done} of {total} {total:image|images} predicted, in {out}"
    typer.echo(filled(text, done=summary.done, total=len(images), out=out))
    if summary.was_there:
        text = (
            "{n} of them {n:was|were} there already, by the same model in the same way; --again "
            "predicts {n:it|them} anew."
        )
        typer.echo(filled(text, n=summary.was_there))
    if summary.others:
        text = (
            "{n} further {n:image|images} in {out} {n:is|are} of another model or predicted "
            "otherwise, and {n:was|were} left alone: {names}"
        )
        names = _some(summary.others)
        typer.echo(filled(text, n=len(summary.others), out=out, names=names))
    if summary.failed:
        names = ", ".join(summary.failed)
        typer.echo(f"There is no prediction of {names}; the reasons stand above.", err=True)
        raise typer.Exit(1)


def evaluate(
    model: Annotated[
        Path, typer.Argument(metavar="MODEL", help="A model file, or a project for its best one.")
    ],
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project folder.")],
    *,
    split: Annotated[Split, typer.Option(help="Which labelled images.")] = Split.HELD_OUT,
    device: DeviceOption = "auto",
    augment: AugmentOption = False,
    threshold: ThresholdOption = THRESHOLD,
    bias: BiasOption = None,
    smooth: SmoothOption = 0.0,
    fill_holes: FillHolesOption = 0,
    split_touching: SplitTouchingOption = 0.0,
    min_area: MinAreaOption = 0,
    json: Annotated[bool, typer.Option("--json", help="One JSON object with all scores.")] = False,
) -> None:
    """Compare a model's masks with the labels; held-out images unless you say otherwise."""
    decision = decision_in(threshold, bias, smooth, fill_holes, split_touching, min_area)
    file = model_file(model)
    _check_decision(file, decision)
    from unet_studio.cli.score_table import print_scores
    from unet_studio.learning.evaluate import evaluate as evaluation
    from unet_studio.storage.project_file import read_project

    job = evaluation(
        file,
        read_project(project),
        split=split.value,
        device=device,
        augment=augment,
        decision=decision,
    )
    found = follow(job, "Evaluate", read=step_of)
    if json:
        print_json(found.as_json())
    else:
        print_scores(found.as_json())


def import_weights(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .pth or .safetensors that a script saved.")
    ],
    *,
    recipe: Annotated[
        str, typer.Option(metavar="NAME", help="The recipe whose original script saved it.")
    ],
    out: Annotated[Path, typer.Option(metavar="MODEL", help="The .safetensors to write.")],
    classes: Annotated[
        str | None,
        typer.Option(metavar="A,B,...", help="Names of the classes, background left out."),
    ] = None,
) -> None:
    """Make a model of weights that the script of a write-up saved; nothing in them is run."""
    if out.suffix != ".safetensors":
        raise typer.BadParameter("--out must end in .safetensors.")
    from unet_studio.learning.foreign_weights import import_weights as imported

    card = imported(file, recipe, out, names_in(classes))
    typer.echo(f"Model {out}: {', '.join(c.name for c in card.classes)}")


def _check_decision(model: Path, decision: "Decision") -> None:
    if decision != USUAL_DECISION:
        from unet_studio.storage.model_file import read_card

        check_decision(decision, [c.name for c in read_card(model).classes])


def _recipe(name: str, settings: list[str]) -> "Recipe":
    values = settings_in(settings)
    from unet_studio.learning.recipes import recipe_named

    try:
        return recipe_named(name, **values)
    except StudioError as error:
        raise typer.BadParameter(str(error)) from error


def _pixel_size_of(inputs: "Sequence[Path]") -> float | None:
    """What the projects among these say, if all of them say the same."""
    from unet_studio.storage.project_file import is_project, read_project

    if not all(is_project(path) for path in inputs):
        return None
    sizes = {read_project(path).pixel_size_um for path in inputs}
    return sizes.pop() if len(sizes) == 1 else None


def _some(names: "Sequence[str]") -> str:
    return ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")


def _runs(project: Path) -> set[Path]:
    return set((project / "runs").glob("*"))


def _kept(project: Path, runs: set[Path]) -> list[str]:
    models = [path for run in sorted(runs) for path in run.glob("*.safetensors")]
    lines = [f"The best model so far is kept: {model}" for model in models]
    lines = lines or ["There was no model yet to keep."]
    can_go_on = [run.name for run in sorted(runs) if (run / "last.ckpt").is_file()]
    return lines + [f"Go on: unet-studio train {project} --resume {run}" for run in can_go_on]
