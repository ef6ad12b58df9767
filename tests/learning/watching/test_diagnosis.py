"""What is said of trainings that go wrong."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from discs import run_through
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.finding import Finding, Level
from unet_studio.domain.project import Project
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.train import train
from unet_studio.learning.watching.diagnosis import (
    NEVER,
    ONLY_BACKGROUND,
    Diagnosis,
    Seen,
    blocks_of,
    diagnosed,
    is_over,
)
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation

SMALL = {"plan.width": 4, "plan.levels": 2, "plan.patch_px": 32, "plan.batch": 2}


def noisy(values: Sequence[float], share: float = 0.15) -> list[float]:
    rng = np.random.default_rng(0)
    return [v * (1 + share * rng.standard_normal()) for v in values]


FALLING = noisy(list(0.05 + np.exp(-np.linspace(0, 5, 400))))
"""As a training that goes well."""


def kinds(seen: Seen) -> list[str]:
    return [d.kind for d in diagnosed(seen)]


def test_nothing_is_said_of_a_training_that_goes_well() -> None:
    dice = {"cell": [0.2, 0.5, 0.7, 0.8, 0.85]}
    held_out = [0.9, 0.5, 0.3, 0.25, 0.24]
    for fraction in (0.1, 0.3, 0.45):
        part = FALLING[: int(len(FALLING) * fraction)]
        assert kinds(Seen(part, held_out, dice, fraction)) == []


@given(st.integers(0, 59))
def test_nothing_is_said_of_a_curve_that_has_just_begun(count: int) -> None:
    assert kinds(Seen(noisy(np.linspace(1, 9, count).tolist()), fraction=0.1)) == []
    assert len(blocks_of(FALLING[:count])) == 0


def test_a_training_of_too_few_steps_is_told_how_much_longer_it_takes() -> None:
    (found,) = diagnosed(Seen([2.0] * 20, fraction=0.5))
    assert found.kind == "too-short"
    assert "about 40 steps" in str(found.finding.message)
    assert "about 8 times" in str(found.finding.fix)
    assert kinds(Seen([2.0] * 40, fraction=0.5)) == []


def test_a_loss_that_rises_is_seen() -> None:
    seen = Seen(noisy([*np.linspace(1, 0.5, 100), *np.linspace(0.5, 4, 100)]), rate=10)
    (found,) = diagnosed(seen)
    assert found.kind == "rises"
    assert found.finding.level is Level.PROBLEM
    assert "try 1 (Recipe" in str(found.finding.fix)


def test_a_loss_that_never_falls_is_seen() -> None:
    seen = Seen(noisy([1.4] * 300, 0.05), fraction=0.5, rate=1e-7)
    assert kinds(seen) == ["never-fell"]
    assert "1e-06" in str(diagnosed(seen)[0].finding.fix)
    assert kinds(replace(seen, fraction=0.1)) == []


def test_a_loss_that_is_level_after_it_fell_is_no_problem() -> None:
    curve = noisy([*np.linspace(1, 0.1, 150), *[0.1] * 450], 0.02)
    (found,) = diagnosed(Seen(curve, fraction=0.6))
    assert (found.kind, found.finding.level) == ("level", Level.OK)


def test_over_fitting_is_seen_where_only_the_training_loss_falls() -> None:
    held_out = [0.9, 0.5, 0.4, 0.45, 0.5, 0.55, 0.6]
    assert kinds(Seen(FALLING, held_out, fraction=0.4)) == ["over-fitting"]
    assert kinds(Seen(FALLING, [0.9, 0.5, 0.4, 0.41, 0.4, 0.42, 0.41], fraction=0.4)) == []


def test_a_model_that_says_background_everywhere_is_seen() -> None:
    seen = Seen(FALLING, dice={"cell": [0.0, 0.0], "wall": [None, 0.0]}, fraction=0.4)
    assert kinds(seen) == ["only-background"]
    assert kinds(replace(seen, fraction=0.1)) == []
    assert kinds(replace(seen, dice={"cell": [0.0, 0.1], "wall": [None, 0.0]})) == []
    assert kinds(replace(seen, dice={"cell": [None, None]})) == []


def test_a_class_that_is_never_found_is_named() -> None:
    dice = {"cell": [0.1, 0.5, 0.6], "wall": [0.0, 0.0, 0.0], "rare": [None, None, 0.0]}
    (found,) = diagnosed(Seen(FALLING, dice=dice, fraction=0.45))
    assert str(found.finding.message).startswith("wall was not found")


def test_each_thing_is_told_once() -> None:
    diagnosis = Diagnosis()
    seen = Seen(dice={"cell": [0.0, 0.0]}, fraction=0.5)
    assert len(diagnosis.new(seen)) == 1
    assert diagnosis.new(seen) == []
    assert len(diagnosis.new(replace(seen, labelled={"cell": 0}))) == 1


# ---- Real trainings ----


def told(project: Project, run: Path, *, epochs: int, **values: object) -> list[Finding]:
    recipe = recipe_named("auto", **SMALL, **values)
    reports, _ = run_through(train(project, recipe, epochs=epochs, device="cpu", run_dir=run))
    return [finding for report in reports for finding in report.findings]


def test_a_learning_rate_of_ten_is_noticed(
    disc_project: Callable[..., Project], tmp_path: Path
) -> None:
    project = disc_project(4, held_out=("1.png", "3.png"))
    found = told(project, tmp_path / "run", epochs=40, **{"optimiser.learning_rate": 10})
    assert any("The learning rate is too high" in str(f.fix) for f in found)
    assert len({str(f.message.text) for f in found}) == len(found)


def test_labels_of_nothing_but_background_are_noticed_before_the_first_step(
    disc_project: Callable[..., Project], tmp_path: Path
) -> None:
    project = disc_project(3, held_out=("2.png",))
    for image in list_images(project):
        write_annotation(project, image, Annotation((), stated_extent=LabelExtent.FULLY))
    recipe = recipe_named("auto", **SMALL)
    reports, _ = run_through(
        train(project, recipe, epochs=2, device="cpu", run_dir=tmp_path / "run")
    )
    first = next(report for report in reports if report.findings)
    assert first.step == 0
    assert "background alone" in str(first.findings[0].message)


def test_a_learning_rate_of_almost_nothing_is_noticed(
    disc_project: Callable[..., Project], tmp_path: Path
) -> None:
    project = disc_project(4, held_out=("1.png", "3.png"))
    found = told(project, tmp_path / "run", epochs=40, **{"optimiser.learning_rate": 1e-9})
    assert "has not fallen" in " ".join(str(f.message) for f in found)


def test_a_training_that_goes_well_hears_nothing_bad(
    disc_project: Callable[..., Project], tmp_path: Path
) -> None:
    project = disc_project(4, held_out=("1.png", "3.png"))
    found = told(project, tmp_path / "run", epochs=40, **{"optimiser.learning_rate": 0.03})
    assert [f for f in found if f.level is not Level.OK] == []


def test_losses_below_nothing_are_understood() -> None:
    seen = Seen([v - 1 for v in FALLING], [-0.1, -0.5, -0.6, -0.7, -0.75], fraction=0.45)
    assert kinds(seen) == []


def test_a_class_found_later_takes_back_that_it_was_never_found() -> None:
    dice = {"a": [0.0] * 6, "b": [0.5] * 6}
    told = Diagnosis().new(Seen(dice=dice, fraction=0.5))
    never = [f for f in told if f.key == f"{NEVER}a"]
    assert len(never) == 1
    assert not is_over(never[0], {"a": 0.0, "b": 0.6})
    assert is_over(never[0], {"a": 0.1, "b": None})
    blank = Diagnosis().new(Seen(dice={"a": [0.0, 0.0, 0.0]}, fraction=0.5))
    background = [f for f in blank if f.key == ONLY_BACKGROUND]
    assert len(background) == 1
    assert is_over(background[0], {"a": 0.2})
