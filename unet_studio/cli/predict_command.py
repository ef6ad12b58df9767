"""The command `predict`: masks of images, folders and projects."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import finite, model_file, names_in
from unet_studio.cli.decision_options import (
    BiasOption,
    FillHolesOption,
    MinAreaOption,
    SmoothOption,
    SplitOption,
    ThresholdOption,
    check_decision,
    decision_in,
)
from unet_studio.cli.model_options import AugmentOption, DeviceOption
from unet_studio.cli.progress import finished_in, follow
from unet_studio.cli.steps import prediction_step
from unet_studio.domain.decision import THRESHOLD
from unet_studio.domain.message import filled
from unet_studio.domain.prediction_files import KINDS, SAVEABLE, SAVED_BY_DEFAULT

if TYPE_CHECKING:
    from collections.abc import Sequence


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
            callback=finite,
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
    check_decision(decision, files[0])
    from unet_studio.learning.prediction.predict import predict_files
    from unet_studio.storage.project.given_images import collect_images

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


def _pixel_size_of(inputs: "Sequence[Path]") -> float | None:
    """What the projects among these say, if all of them say the same."""
    from unet_studio.storage.project.project_file import is_project, read_project

    if not all(is_project(path) for path in inputs):
        return None
    sizes = {read_project(path).pixel_size_um for path in inputs}
    return sizes.pop() if len(sizes) == 1 else None


def _some(names: "Sequence[str]") -> str:
    return ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
