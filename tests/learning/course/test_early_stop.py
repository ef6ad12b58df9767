from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from discs import run_through

from unet_studio.learning.course.clock import Clock
from unet_studio.learning.course.early_stop import EarlyStop
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.train import train
from unet_studio.storage.runs.model_file import read_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.project import Project


def flat_at(values: list[float | None], patience: float) -> list[float]:
    """At which fractions a curve of evenly spread validations is flat."""
    early_stop = EarlyStop(patience)
    fractions = [n / len(values) for n in range(1, len(values) + 1)]
    return [f for f, v in zip(fractions, values, strict=True) if early_stop.is_flat(v, f)]


def test_a_curve_that_rises_goes_on() -> None:
    assert flat_at([0.1 * n for n in range(1, 11)], 0.3) == []


def test_a_flat_curve_is_noticed_once_patience_is_over() -> None:
    assert flat_at([0.5, 0.8] + [0.8] * 8, 0.3)[0] == pytest.approx(0.5)


def test_gains_too_small_to_matter_do_not_count() -> None:
    assert flat_at([0.8 + 0.0001 * n for n in range(10)], 0.3)[0] == pytest.approx(0.4)


def test_slow_gains_add_up() -> None:
    assert flat_at([0.8 + 0.0015 * n for n in range(10)], 0.3) == []


def test_a_slow_start_is_no_end() -> None:
    assert flat_at([0.0, None] * 5, 0.3) == []


def test_without_patience_it_never_ends_early() -> None:
    assert flat_at([0.8] * 10, 0.0) == []


def test_the_rest_of_the_schedule_passes_quickly() -> None:
    clock = Clock(None, steps=100)
    clock.start_training()
    assert clock.hurry_up(40, share=0.2)
    assert clock.fraction(40) == pytest.approx(0.4)
    assert clock.fraction(50) == pytest.approx(0.7)
    assert clock.fraction(60) == pytest.approx(1.0)
    assert not clock.hurry_up(50, share=0.05)


def test_no_hurry_where_the_end_is_near() -> None:
    clock = Clock(None, steps=100)
    clock.start_training()
    assert not clock.hurry_up(90, share=0.2)
    assert clock.fraction(95) == pytest.approx(0.95)


def test_a_training_that_is_flat_ends_early_and_says_so(
    disc_project: Callable[..., Project],
) -> None:
    wish = {"plan.width": 8, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
    recipe = recipe_named("auto", **wish, **{"budget.patience": 0.2})
    project = disc_project(4, held_out=("3.png",))
    reports, trained = run_through(train(project, recipe, epochs=100))
    notes = [str(r.note) for r in reports if r.note]
    assert any("ends early" in note for note in notes)
    assert reports[-1].epoch < 95
    assert reports[-1].epoch >= 20
    assert trained.best["disc"].dice > 0.9


def test_both_scores_are_on_the_card(disc_project: Callable[..., Project]) -> None:
    wish = {"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
    project = disc_project(3, held_out=("2.png",))
    reports, trained = run_through(train(project, recipe_named("auto", **wish), epochs=4))
    card = read_card(trained.model)
    assert card.views == 8
    assert card.scores.keys() == card.augmented_scores.keys() == {"disc"}
    assert trained.best == card.scores
    said = [str(r.note) for r in reports if r.note and "--augment" in str(r.note)]
    assert f"{card.mean_dice:.3f}" in said[0]
    assert f"{card.augmented_mean_dice:.3f}" in said[0]
