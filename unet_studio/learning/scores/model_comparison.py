"""Models of any origin, scored on the held-out images of one project."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from unet_studio.domain.label_class import BACKGROUND_NAME
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.scored_model import ScoredModel
from unet_studio.domain.steps import reporting
from unet_studio.learning.scores.evaluate import evaluate

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.learning.scores.evaluate import Evaluation


def compare_models(
    models: Sequence[Path], project: Project, *, device: str = "auto"
) -> Generator[ProgressReport, None, tuple[ScoredModel, ...]]:
    """Score models on the same images, those that are held out now.

    Parameters
    ----------
    models
        Model files; one that cannot be used, or lacks a class of the project, is listed with the
        reason.
    project
        Its held-out images are compared with their labels.
    device
        See `learning.computing.device.choose_device`.

    Yields
    ------
    One report per image and model.

    Raises
    ------
    StudioError
        If no labelled image is held out.
    """
    if not project.held_out:
        raise StudioError(
            say(
                "models",
                "No image is held out, so there is nothing to compare models on: hold out labelled "
                "images in Label mode (H) first.",
            )()
        )
    found = []
    for place, path in enumerate(models):
        as_part = partial(_as_part, place=place, count=len(models))
        try:
            evaluation = yield from reporting(evaluate(path, project, device=device), as_part)
        except StudioError as error:
            found.append(ScoredModel(path, problem=error.message))
        else:
            found.append(_scored(path, evaluation))
    return tuple(found)


def _as_part(report: ProgressReport, *, place: int, count: int) -> ProgressReport:
    done = place * report.total + report.done
    return replace(report, done=done, total=count * report.total)


def _scored(path: Path, evaluation: Evaluation) -> ScoredModel:
    return ScoredModel(
        path,
        evaluation.mean_dice,
        evaluation.dice_interval,
        {n: s.dice for n, s in evaluation.classes.items() if n != BACKGROUND_NAME},
        len(evaluation.images),
        tuple(image.name for image in evaluation.images if image.trained_on),
    )
