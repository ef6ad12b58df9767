"""Comparison: the models of several runs on the same held-out images."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from unet_studio import __version__
from unet_studio.domain.decision import THRESHOLD
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.domain.steps import reporting
from unet_studio.learning.reports.comparison import ComparedRun, Comparison, remarks_on
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.storage.project.project_labels import labelled_images
from unet_studio.storage.runs.comparison_cache import ComparisonCache, cache_key
from unet_studio.storage.runs.run_curves import read_curves
from unet_studio.storage.runs.run_folder import run_recipe
from unet_studio.storage.runs.run_record import now

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.run_entry import RunEntry

SOFTWARE = f"UNet Studio {__version__}"


def compare(
    runs: Sequence[RunEntry], project: Project, *, device: str = "auto"
) -> Generator[ProgressReport, None, Comparison]:
    """Score the models of runs on the held-out images of a project, by `evaluate`.

    What was computed before and still holds is taken from the run folders; what is computed is
    kept there. A run without a model, or with one that cannot be used, is listed without scores.

    Parameters
    ----------
    runs
        Which; at least one.
    project
        Its held-out images are compared with their labels.
    device
        See `learning.computing.device.choose_device`.

    Yields
    ------
    One report per image and run.

    Raises
    ------
    StudioError
        If no run is given, or no labelled image is held out.
    """
    if not runs:
        raise StudioError(say("compare", "There is no run to compare yet: train first.")())
    images = [image for image in labelled_images(project) if image.name in project.held_out]
    if not images:
        raise StudioError(
            say(
                "compare",
                "No labelled image is held out, so there is nothing to compare runs with. Hold "
                "out one or more in Label mode (H), or train once: a fifth is held out then.",
            )()
        )
    compared = []
    for place, entry in enumerate(runs):
        done, total = place * len(images), len(runs) * len(images)
        shifted = partial(_shifted, before=done, total=total)
        run = yield from reporting(_compared(entry, project, images, device), shifted)
        compared.append(run)
    return Comparison(project, tuple(images), tuple(compared), THRESHOLD, now(), SOFTWARE)


def _shifted(report: ProgressReport, *, before: int, total: int) -> ProgressReport:
    """The same report as one of a longer job."""
    return replace(report, done=before + report.done, total=total)


def _compared(
    entry: RunEntry, project: Project, images: Sequence[ImageRef], device: str
) -> Generator[ProgressReport, None, ComparedRun]:
    cache = ComparisonCache(project, entry.path)
    scores, problem = None, None
    try:
        scores = yield from _scores(entry, project, images, device, cache)
    except StudioError as error:
        problem = error.message
    done = say("compare", "{run} compared")(run=entry.title)
    yield ProgressReport(len(images), len(images), done, problem or cache.problem)
    return ComparedRun(
        entry,
        _recipe(entry),
        read_curves(entry.path),
        scores,
        cache.masks,
        problem,
        () if scores is None else remarks_on(entry, [image.name for image in images]),
    )


def _scores(
    entry: RunEntry,
    project: Project,
    images: Sequence[ImageRef],
    device: str,
    cache: ComparisonCache,
) -> Generator[ProgressReport, None, Mapping[str, Any]]:
    if entry.model is None:
        raise StudioError(say("compare", "{run} has no model.")(run=entry.title))
    key = cache_key(project, images, entry.model, SOFTWARE)
    kept = cache.scores(key)
    if kept is not None:
        return kept
    found = yield from evaluate(entry.model, project, device=device, keep=cache.add)
    scores = found.as_json()
    cache.finish(key, scores)
    return scores


def _recipe(entry: RunEntry) -> Recipe | None:
    try:
        return run_recipe(entry.path)
    except StudioError:
        return None
