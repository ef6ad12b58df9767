"""How predicted masks agree with the labels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError
from unet_studio.domain.metrics import is_one_sided
from unet_studio.imaging.deciding import decided_mask
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import read_mask as read_mask_file
from unet_studio.workspace.predictions.kept_probabilities import KeptProbabilities
from unet_studio.workspace.predictions.result_set import (
    ResultImage,
    ResultSet,
    Role,
    ScoredImage,
    ShownResult,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Generator

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.imaging.error_map import ErrorCounts


def compare(
    results: ResultSet,
    result: ResultImage,
    project: Project | None,
    decision: Decision | None = None,
) -> ShownResult:
    """Find one predicted mask and compare it with the labels, if any; see `read_result`.

    Raises
    ------
    StudioError
        If the mask cannot be read.
    """
    return with_scores(results, read_result(results, result, project, decision), project)


def read_result(
    results: ResultSet,
    result: ResultImage,
    project: Project | None,
    decision: Decision | None = None,
    kept: KeptProbabilities | None = None,
) -> ShownResult:
    """Find one predicted mask and the labels, if there are any; without scores as yet.

    Parameters
    ----------
    decision
        How probabilities become a mask; None, or where none are kept = the mask in the folder.
    kept
        What reads probabilities; None = they are read and forgotten.

    Raises
    ------
    StudioError
        If the mask cannot be read.
    """
    if result.mask_path is None:
        raise ValueError(f"{result.image.name} was not predicted")
    source = results.path_of(result, "probabilities")
    can_decide = source is not None and source.is_file()
    in_folder = results.decision_of(result.image.name)
    if decision in (None, in_folder) or source is None or not can_decide:
        decision, mask = in_folder, read_mask_file(result.mask_path)
    else:
        found = (kept or KeptProbabilities()).read(source)
        mask = decided_mask(found, decision or in_folder, results.card.classes)
    truth = _truth(project, result.image) if project and results.is_of_project else None
    if truth is not None and truth.shape != mask.shape:
        truth = None
    role = results.role(result.image.name)
    return ShownResult(result, mask, role, {}, truth, decision or in_folder, can_decide)


def with_scores(results: ResultSet, read: ShownResult, project: Project | None) -> ShownResult:
    """The same with scores, where there are labels: of a large image, seconds of work."""
    if project is None or read.truth is None:
        return read
    scores = compare_masks(results.card, project, read.mask, read.truth)
    return replace(read, scores=scores, is_one_sided=is_one_sided(read.truth))


def _truth(project: Project, image: ImageRef) -> NDArray[np.uint8] | None:
    from unet_studio.storage.project.project_labels import read_mask

    try:
        return read_mask(project, image)
    except StudioError:
        return (
            None  # the browser says what is wrong with the labels; the mask is shown all the same
        )


def compare_masks(
    card: ModelCard, project: Project, mask: NDArray[np.uint8], truth: NDArray[np.uint8]
) -> dict[str, ClassScores]:
    """Agreement of two masks, class by class; the model's classes are matched by name.

    Parameters
    ----------
    mask
        (H, W) uint8, ids of the model's classes.
    truth
        (H, W) uint8, ids of the project's classes; 255 does not count.
    """
    from unet_studio.imaging.agreement import agreement, classes_in_both, in_project_ids

    match = classes_in_both(project.classes, card.classes)
    ids = {name: project_id for name, (project_id, _) in match.items()}
    compared = agreement(truth, in_project_ids(mask, match), ids)
    return {name: found.scores for name, found in compared.items()}


def find_errors(
    card: ModelCard,
    project: Project,
    mask: NDArray[np.uint8],
    truth: NDArray[np.uint8],
    *,
    hidden: Collection[str] = (),
) -> tuple[NDArray[np.uint8], ErrorCounts]:
    """Where two masks differ, in the classes that model and project share; see `error_map`.

    Parameters
    ----------
    mask, truth
        As for `compare_masks`.
    hidden
        Names of classes that are left out, as if they were background.
    """
    from unet_studio.imaging.agreement import classes_in_both, in_project_ids
    from unet_studio.imaging.error_map import count_errors, error_map

    match = classes_in_both(project.classes, card.classes)
    ids = [project_id for name, (project_id, _) in match.items() if name not in hidden]
    kinds = error_map(truth, in_project_ids(mask, match), ids)
    return kinds, count_errors(kinds)


def score_results(
    results: ResultSet, project: Project, decision: Decision | None = None
) -> Generator[ScoredImage, None, None]:
    """Compare every image of a result set with its labels, the held-out ones first; a job.

    A mask that cannot be read any more has no scores; showing it says why. What an image was to
    the model is looked up by what it shows, where the card tells.

    Parameters
    ----------
    decision
        See `compare`.
    """
    in_order = sorted(results.images, key=lambda r: results.role(r.image.name) is not Role.HELD_OUT)
    for result in in_order:
        if result.mask_path is not None:
            try:
                shown = compare(results, result, project, decision)
                if shown.scores and results.knows_pictures:
                    _recognise(results, result.image)
            except StudioError:
                yield ScoredImage(result.image.name, {})
            else:
                yield ScoredImage(result.image.name, shown.scores, shown.is_one_sided)


def _recognise(results: ResultSet, image: ImageRef) -> None:
    from unet_studio.learning.data.dataset import short_hash

    if image.name not in results.roles:
        results.learn_role(image.name, short_hash(read_image(image.path, plane=image.plane)))
