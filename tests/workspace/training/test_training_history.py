"""What a training has said: pure."""

from __future__ import annotations

import math

import pytest

from unet_studio.domain.finding import Finding, Level
from unet_studio.domain.message import say
from unet_studio.domain.report import FoldPlace, TrainingPhase, TrainingReport
from unet_studio.workspace.training.training_history import MOST_POINTS, TrainingHistory


def training(step: int, loss: float) -> TrainingReport:
    return TrainingReport(TrainingPhase.TRAINING, step, train_loss=loss)


def validation(step: int, loss: float, **dice: float | None) -> TrainingReport:
    return TrainingReport(TrainingPhase.VALIDATING, step, validation_loss=loss, dice=dice)


def test_the_history_sorts_reports_into_curves() -> None:
    history = TrainingHistory()
    note = say("test", "Patches of 64.")()
    for report in (
        TrainingReport(TrainingPhase.PREPARING, note=note),
        training(1, 0.9),
        training(2, 0.8),
        validation(2, 0.7, cell=0.5),
        training(3, 0.6),
    ):
        history.add(report)
    assert history.curves.steps == [1, 2, 3]
    assert history.curves.train_losses == [0.9, 0.8, 0.6]
    assert history.curves.validation_steps == [2]
    assert history.curves.validation_losses == [0.7]
    assert history.curves.dice == {"cell": [0.5]}
    assert history.notes == [note]
    assert history.latest == training(3, 0.6)


def test_a_very_long_training_is_remembered_as_means() -> None:
    history = TrainingHistory()
    for step in range(1, 5 * MOST_POINTS + 1):
        history.add(training(step, float(step)))
    assert MOST_POINTS // 2 <= len(history.curves.steps) <= MOST_POINTS
    assert len(history.curves.train_losses) == len(history.curves.steps)
    assert history.curves.steps == sorted(history.curves.steps)
    assert history.curves.steps[-1] == 5 * MOST_POINTS
    assert history.curves.train_losses[0] == pytest.approx(4.5)  # of the steps 1 to 8
    mean = sum(history.curves.train_losses) / len(history.curves.steps)
    assert mean == pytest.approx(2.5 * MOST_POINTS + 0.5)


def test_a_class_that_appears_late_or_not_everywhere_keeps_its_place() -> None:
    history = TrainingHistory()
    history.add(validation(1, 0.9, cell=0.1))
    history.add(validation(2, 0.8, cell=None, wall=0.3))
    history.add(validation(3, 0.7, cell=0.4, wall=0.5))
    assert history.curves.dice["wall"][1:] == [0.3, 0.5]
    assert math.isnan(history.curves.dice["wall"][0])
    assert history.curves.dice["cell"][::2] == [0.1, 0.4]
    assert math.isnan(history.curves.dice["cell"][1])
    assert {len(curve) for curve in history.curves.dice.values()} == {3}


def test_what_is_no_longer_so_is_taken_back() -> None:
    never = Finding(Level.WARNING, say("test", "never found")(), key="never cell")
    history = TrainingHistory()
    history.add(TrainingReport(TrainingPhase.VALIDATING, findings=(never,)))
    history.add(TrainingReport(TrainingPhase.TRAINING, train_loss=0.5))
    assert history.findings == [never]
    history.add(TrainingReport(TrainingPhase.VALIDATING, dice={"cell": 0.4}))
    assert history.findings == []


def of_fold(number: int, step: int, loss: float) -> TrainingReport:
    fold = FoldPlace(number, 3)
    return TrainingReport(TrainingPhase.TRAINING, step, train_loss=loss, best=loss, fold=fold)


def test_each_model_of_a_cross_validation_has_its_own_curves() -> None:
    history = TrainingHistory()
    for step in (1, 2):
        history.add(of_fold(1, step, step / 10))
    kept = history.curves
    history.add(TrainingReport(TrainingPhase.PREPARING, fold=FoldPlace(2, 3)))
    assert (history.curves.steps, history.curves.best) == ([], None)
    history.add(of_fold(2, 1, 0.7))
    assert (history.curves.steps, history.curves.best) == ([1], 0.7)
    history.add(of_fold(3, 1, 0.8))
    assert history.curves.train_losses == [0.8]
    history.end()
    assert history.curves is kept
    assert (kept.steps, kept.best) == ([1, 2], 0.2)
    assert history.fold == FoldPlace(1, 3)


def test_a_cross_validation_that_ends_by_itself_shows_the_model_that_is_kept() -> None:
    history = TrainingHistory()
    for number in (1, 2, 3):
        history.add(of_fold(number, 1, number / 10))
    history.add(TrainingReport(TrainingPhase.PREPARING, fold=FoldPlace(1, 3)))
    assert history.curves.train_losses == [0.1]
    history.end()
    assert history.curves.train_losses == [0.1]
