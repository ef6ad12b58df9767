from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from discs import disc_project_in, run_through

from unet_studio.domain.message import StudioError
from unet_studio.domain.report import FoldPlace
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.trials.cross_validation import FOLDS, cross_validate, fitting_folds
from unet_studio.storage.project.project_file import read_project
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.recipe_file import read_recipe
from unet_studio.storage.runs.run_folder import RECIPE, best_model

if TYPE_CHECKING:
    from pathlib import Path

SMALL = recipe_named(
    "auto", **{"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
)


def test_every_image_is_held_out_once_and_the_usual_model_is_kept(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 4)
    reports, trained = run_through(cross_validate(project, SMALL, folds=4, epochs=2))
    cards = [read_card(trained.model)]
    cards += [read_card(m) for m in sorted((trained.run / FOLDS).glob("*/best.safetensors"))]
    assert sorted(name for card in cards for name in card.held_out) == [
        f"{n}.png" for n in range(4)
    ]
    assert all(not set(card.held_out) & set(card.trained_on) for card in cards)
    kept = read_project(project.root).held_out
    assert cards[0].held_out == tuple(kept)
    found = cards[0].cross_validation
    assert found is not None
    assert (found.folds, found.images) == (4, 4)
    assert found.dice_interval is not None
    assert found.dice is not None
    each = [card.mean_dice for card in cards]
    assert found.dice == pytest.approx(sum(d for d in each if d is not None) / 4)
    assert any("Cross-validated" in str(r.note) for r in reports if r.note)
    assert [r.held_out for r in reports if r.held_out] == [kept]
    assert best_model(project) == trained.model


def test_each_model_has_curves_and_says_which_it_is(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 3)
    reports, trained = run_through(cross_validate(project, SMALL, folds=3, epochs=2))
    learnt = [r for r in reports if r.train_loss is not None]
    for number in (1, 2, 3):
        steps = [r.step for r in learnt if r.fold == FoldPlace(number, 3)]
        assert steps == list(range(1, len(learnt) // 3 + 1))
    assert reports[-1].fold == FoldPlace(1, 3)  # the one that is kept
    others = [r for r in reports if r.fold is not None and r.fold.number > 1]
    assert {r.film for r in others} == {None}
    assert sum(r.note is not None for r in others) == 2
    elapsed = [r.elapsed_s for r in reports if r.note is None]
    assert elapsed == sorted(elapsed)
    recipes = [read_recipe(p) for p in trained.run.rglob(RECIPE)]
    assert len(recipes) == 3
    assert all(recipe == recipes[0] for recipe in recipes)


def test_copies_are_in_one_fold(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 6, held_out=("5.png",))
    shutil.copy(project.root / "0.png", project.root / "3.png")
    _, trained = run_through(cross_validate(project, SMALL, folds=9, epochs=1))
    held_out = [read_card(m).held_out for m in trained.run.rglob("best.safetensors")]
    assert sorted(held_out) == [("0.png", "3.png"), ("1.png",), ("2.png",), ("4.png",), ("5.png",)]


def test_takes_the_minutes_of_one_training(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 3)
    reports, _ = run_through(cross_validate(project, SMALL, folds=2, minutes=0.12))
    assert reports[-1].elapsed_s < 7.2 * 1.15


def test_two_images_are_too_few(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 2)
    with pytest.raises(StudioError, match="at least three"):
        run_through(cross_validate(project, SMALL, folds=2, epochs=1))


def test_stopping_leaves_the_first_model(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 3)
    job = cross_validate(project, SMALL, folds=3, epochs=1)
    for report in job:
        if report.note is not None and "Model 2 of 3" in str(report.note):
            break
    job.close()
    model = best_model(project)
    assert model is not None
    assert read_card(model).cross_validation is None


@pytest.mark.parametrize(("labelled", "folds"), [(3, 3), (4, 4), (5, 5), (300, 5)])
def test_of_few_images_each_is_held_out_alone(labelled: int, folds: int) -> None:
    assert fitting_folds(labelled) == folds
