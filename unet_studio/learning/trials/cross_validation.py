"""Cross-validation: every labelled image is held out once, so that few images give a fair score."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from unet_studio.domain.kinship import groups_of
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.metrics import mean
from unet_studio.domain.model_card import CrossValidation
from unet_studio.domain.project import natural_key
from unet_studio.domain.report import FoldPlace, TrainingPhase, TrainingReport
from unet_studio.domain.steps import reporting
from unet_studio.learning.data.split import silently, with_held_out
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.learning.scores.final_score import summary
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_labels import labelled_images
from unet_studio.storage.project.related_images import find_relations
from unet_studio.storage.runs.model_file import read_model, write_model
from unet_studio.storage.runs.recipe_file import read_recipe
from unet_studio.storage.runs.run_folder import RECIPE, new_run

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.course.control import Control
    from unet_studio.learning.training.training_job import TrainedModel

FOLDS = "folds"
USUAL_FOLDS = 5
_SCORING = 0.07  # of the time of a fold, for scoring its images and what cannot be foreseen
_NAMED = 12  # images that one sentence names

_Found = TypeVar("_Found")


def cross_validate(
    project: Project,
    recipe: Recipe,
    *,
    folds: int = USUAL_FOLDS,
    minutes: float | None = None,
    epochs: int | None = None,
    device: str = "auto",
    seed: int = 0,
    run_dir: Path | None = None,
    name: str | None = None,
    control: Control | None = None,
    began: float | None = None,
) -> Generator[TrainingReport, None, TrainedModel]:
    """Train a model as `train` does, and others like it that together score every labelled image.

    The images held out in the project are the first fold; its model is the one that is kept, so
    that nothing held out is ever learnt from and its score compares with those of other runs. The
    other models only tell how well the recipe does, and stay in the folder ``folds`` of the run.
    Images that belong together are in one fold.

    Parameters
    ----------
    project, recipe, epochs, device, seed, run_dir, name, control, began
        See `learning.training.train.train`.
    folds
        How many models to train: 2 or more; not more than there are groups of images.
    minutes
        For all models together.

    Yields
    ------
    As `train`, each with the `fold` it is about; notes, findings and film are those of the model
    that is kept.

    Raises
    ------
    StudioError
        If there are no two labelled images that can be held out one without the other.
    """
    began = perf_counter() if began is None else began
    if minutes is None and epochs is None:
        minutes, epochs = recipe.budget.minutes or None, recipe.budget.epochs or None
    opened = yield from _with_notes(with_held_out(project, recipe.data.validation_share))
    if opened.held_out != project.held_out:
        yield TrainingReport(TrainingPhase.PREPARING, held_out=opened.held_out)
    parts = yield from _with_notes(_folds(opened, folds))
    run = run_dir or new_run(project, name or recipe.name)
    kept: TrainedModel | None = None
    scores: list[Mapping[str, ClassScores]] = []
    for number, held_out in enumerate(parts):
        spent_s = perf_counter() - began
        fold = FoldPlace(number + 1, len(parts))
        yield _noting(_says_fold(fold, held_out), spent_s, fold)
        job = train(
            replace(opened, held_out=held_out),
            recipe if kept is None else read_recipe(run / RECIPE),
            minutes=_share_of(minutes, spent_s, len(parts) - number),
            epochs=epochs,
            device=device,
            seed=seed,
            run_dir=run if kept is None else run / FOLDS / str(number + 1),
            name=name,
            control=control,
            hints=False,
        )
        trained = yield from _as_part(job, spent_s, minutes, fold)
        scores += yield from _scored(trained, device, began, fold)
        kept = kept or trained
    assert kept is not None
    found = _write(kept.model, scores, len(parts), [c.name for c in project.classes])
    yield _noting(_says_result(found), perf_counter() - began, FoldPlace(1, len(parts)))
    return replace(kept, project=opened)


def fitting_folds(labelled: int) -> int:
    """How many folds suit so many labelled images: up to four, each image is held out alone."""
    return min(USUAL_FOLDS, max(2, labelled))


def _folds(project: Project, count: int) -> Generator[Message | None, None, list[frozenset[str]]]:
    """The images of each fold; those held out in the project are the first."""
    labelled = labelled_images(project)
    names = [image.name for image in labelled]
    relations = yield from silently(find_relations(project, labelled))
    first = frozenset(names) & project.held_out
    rest = [name for name in names if name not in first]
    groups = groups_of(rest, relations)
    if not first or len(groups) < 2:
        raise StudioError(
            say(
                "training",
                "Cross-validation needs at least three labelled images that do not show the same; "
                "please label more, or train without it.",
            )()
        )
    others: list[list[str]] = [[] for _ in range(min(max(1, count - 1), len(groups)))]
    for group in sorted(groups, key=len, reverse=True):
        min(others, key=len).extend(group)
    return [first, *map(frozenset, others)]


def _with_notes(
    job: Generator[Message | None, None, _Found],
) -> Generator[TrainingReport, None, _Found]:
    return (yield from reporting(job, lambda n: TrainingReport(TrainingPhase.PREPARING, note=n)))


def _share_of(minutes: float | None, spent_s: float, folds_left: int) -> float | None:
    """Minutes that the training of one fold may take."""
    if minutes is None:
        return None
    left_s = max(1.0, minutes * 60 - spent_s)
    return (1 - _SCORING) * left_s / folds_left / 60


def _as_part(
    job: Generator[TrainingReport, None, TrainedModel],
    spent_s: float,
    minutes: float | None,
    fold: FoldPlace,
) -> Generator[TrainingReport, None, TrainedModel]:
    """Reports with the time of the whole; of models that are not kept, figures only."""

    def as_part(report: TrainingReport) -> TrainingReport:
        elapsed_s = spent_s + report.elapsed_s
        left_s = None if minutes is None else max(0.0, minutes * 60 - elapsed_s)
        report = replace(report, elapsed_s=elapsed_s, remaining_s=left_s, fold=fold)
        if fold.number > 1:
            report = replace(report, note=None, findings=(), film=None)
        return report

    return (yield from reporting(job, as_part))


def _scored(
    trained: TrainedModel, device: str, began: float, fold: FoldPlace
) -> Generator[TrainingReport, None, list[Mapping[str, ClassScores]]]:
    """Scores of each image of a fold, by the model that never saw it."""
    job = evaluate(trained.model, trained.project, device=device)

    def scoring(_: object) -> TrainingReport:
        elapsed_s = perf_counter() - began
        return TrainingReport(TrainingPhase.VALIDATING, elapsed_s=elapsed_s, fold=fold)

    found = yield from reporting(job, scoring)
    return [image.classes for image in found.images]


def _write(
    model: Path,
    scores: Sequence[Mapping[str, ClassScores]],
    folds: int,
    class_names: Sequence[str],
) -> CrossValidation:
    """Add what was found to the card of the model that is kept."""
    over_all = summary(scores, class_names)
    found = CrossValidation(
        folds=folds,
        images=over_all.images,
        scores=dict(over_all.scores),
        dice=mean(s.dice for s in over_all.scores.values()),
        dice_interval=over_all.mean_interval,
    )
    card, weights = read_model(model)
    write_model(model, replace(card, cross_validation=found), weights)
    return found


def _noting(note: Message, elapsed_s: float, fold: FoldPlace) -> TrainingReport:
    return TrainingReport(TrainingPhase.PREPARING, elapsed_s=elapsed_s, note=note, fold=fold)


def _says_fold(fold: FoldPlace, held_out: frozenset[str]) -> Message:
    names = sorted(held_out, key=natural_key)
    return say("training", "Model {number} of {count}, scored on {names}.")(
        number=fold.number,
        count=fold.count,
        names=", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else ""),
    )


def _says_result(found: CrossValidation) -> Message:
    if found.dice is None or found.dice_interval is None:
        return say("training", "Cross-validation found no score: no image shows any class.")()
    return say(
        "training",
        "Cross-validated: Dice {dice}, 95 %: {interval} over {images} {images:image|images}, each "
        "scored by one of {folds} models that never saw it. The first of these models is kept.",
    )(
        dice=f"{found.dice:.3f}",
        interval=str(found.dice_interval),
        images=found.images,
        folds=found.folds,
    )
