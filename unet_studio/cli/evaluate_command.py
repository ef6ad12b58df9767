"""The command `evaluate`: a model's masks compared with the labels."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from unet_studio.cli.arguments import model_file
from unet_studio.cli.decision_options import (
    BiasOption,
    FillHolesOption,
    MinAreaOption,
    SmoothOption,
    SplitTouchingOption,
    ThresholdOption,
    check_decision,
    decision_in,
)
from unet_studio.cli.json_lines import print_json
from unet_studio.cli.model_options import AugmentOption, DeviceOption
from unet_studio.cli.progress import follow, step_of
from unet_studio.domain.decision import THRESHOLD


class Split(StrEnum):
    """Which labelled images to score on."""

    HELD_OUT = "held-out"
    TRAIN = "train"
    ALL = "all"


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
    check_decision(decision, file)
    from unet_studio.cli.score_table import print_scores
    from unet_studio.learning.scores.evaluate import evaluate as evaluation
    from unet_studio.storage.project.project_file import read_project

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
