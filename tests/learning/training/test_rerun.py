"""Rerun: a training made again from its run folder comes out the same, bit for bit."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from discs import disc_project_in, run_through

from unet_studio.domain.message import StoppedError, StudioError
from unet_studio.domain.rerun import LEVELS, Pace
from unet_studio.learning.course.clock import Clock
from unet_studio.learning.course.control import Control
from unet_studio.learning.course.pace import Pacing, RepeatedClock
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.rerun import rerun_training
from unet_studio.learning.training.resume import resume_training
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_file import list_images, read_project
from unet_studio.storage.project.project_labels import read_annotation, write_annotation
from unet_studio.storage.runs.model_file import read_model, write_model
from unet_studio.storage.runs.rerun_file import RERUN, read_rerun, write_rerun
from unet_studio.storage.runs.run_folder import read_metrics

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.recipe import Recipe


def small(**values: object) -> Recipe:
    return recipe_named(
        "auto",
        **{"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48, **values},
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return disc_project_in(tmp_path / "discs", 5, held_out=("0.png", "3.png"))


def assert_same_model(one: Path, other: Path) -> None:
    (card, weights), (again, same) = read_model(one), read_model(other)
    for name, values in weights.items():
        np.testing.assert_array_equal(values, same[name], err_msg=name)
    for key in ("scores", "augmented_scores", "intervals", "chosen_among", "held_out"):
        assert getattr(card, key) == getattr(again, key), key


def validations(run: Path) -> list[tuple[str, str]]:
    return [(r["step"], r["validation_loss"]) for r in read_metrics(run) if r["validation_loss"]]


def test_a_training_by_the_clock_comes_out_the_same(project: Project) -> None:
    _, first = run_through(train(project, small(), minutes=0.1, seed=3))
    noted = read_rerun(first.run)
    assert noted.pace.steps > 1
    assert len({level for _, level in noted.pace.levels}) > 1
    _, again = run_through(rerun_training(project, first.run))
    assert again.run != first.run
    assert_same_model(first.model, again.model)
    assert validations(first.run) == validations(again.run)
    assert read_rerun(again.run).pace == noted.pace


def test_images_labelled_since_change_nothing(project: Project, tmp_path: Path) -> None:
    few = disc_project_in(tmp_path / "few", 5, labelled=4, held_out=("0.png",))
    _, first = run_through(train(few, small(), epochs=2))
    annotation = read_annotation(project, _image(project, "4.png"))
    assert annotation is not None
    write_annotation(few, _image(few, "4.png"), annotation)
    other = replace(few, held_out=frozenset({"1.png"}))
    _, again = run_through(rerun_training(other, first.run))
    assert_same_model(first.model, again.model)


def test_a_stopped_and_resumed_training_comes_out_the_same(project: Project) -> None:
    control = Control()
    job = train(project, small(), epochs=12, control=control)
    with pytest.raises(StoppedError):  # noqa: PT012 - the job is told to stop on the way
        for report in job:
            if report.step >= 4:
                control.stop()
    run = next((project.root / "runs").iterdir())
    _, stopped_again = run_through(rerun_training(project, run))
    assert_same_model_weights(best_of(run), stopped_again.model)
    _, resumed = run_through(resume_training(project, run))
    _, again = run_through(rerun_training(project, resumed.run))
    assert_same_model(resumed.model, again.model)


def test_a_continued_training_comes_out_the_same(project: Project) -> None:
    _, first = run_through(train(project, small(), epochs=2))
    _, second = run_through(train(project, small(), epochs=2, from_model=first.model, seed=5))
    _, again = run_through(rerun_training(project, second.run))
    assert_same_model(second.model, again.model)
    first.model.unlink()
    with pytest.raises(StudioError, match=f"{first.run.name}.*is gone"):
        run_through(rerun_training(project, second.run))


@pytest.mark.parametrize("is_older", [False, True])
def test_a_continued_training_of_a_moved_project_comes_out_the_same(
    project: Project, tmp_path: Path, *, is_older: bool
) -> None:
    _, first = run_through(train(project, small(), epochs=2))
    _, second = run_through(train(project, small(), epochs=2, from_model=first.model, seed=5))
    noted = read_rerun(second.run)
    assert noted.from_model == f"runs/{first.run.name}/best.safetensors"
    if is_older:  # which has the whole path, and no hash
        write_rerun(second.run, replace(noted, from_model=str(first.model), from_print=""))
    project.root.rename(tmp_path / "moved")
    moved = read_project(tmp_path / "moved")
    runs = moved.root / "runs"
    _, again = run_through(rerun_training(moved, runs / second.run.name))
    assert_same_model(runs / second.run.name / "best.safetensors", again.model)
    assert read_rerun(again.run).from_model == noted.from_model


def test_a_model_that_went_on_learning_is_not_the_one_it_started_from(project: Project) -> None:
    _, first = run_through(train(project, small(), epochs=2))
    _, second = run_through(train(project, small(), epochs=1, from_model=first.model))
    card, weights = read_model(first.model)
    write_model(first.model, replace(card, name="renamed"), weights)
    run_through(rerun_training(project, second.run))
    name = next(iter(weights))
    write_model(first.model, card, {**weights, name: weights[name] + 1})
    with pytest.raises(StudioError, match="has other weights now"):
        run_through(rerun_training(project, second.run))


def test_changed_labels_are_refused(project: Project) -> None:
    _, first = run_through(train(project, small(), epochs=1))
    image = _image(project, "1.png")
    annotation = read_annotation(project, image)
    assert annotation is not None
    moved = replace(annotation.shapes[0], points=annotation.shapes[0].points + 4)
    write_annotation(project, image, replace(annotation, shapes=(moved,)))
    with pytest.raises(StudioError, match=r"changed since: 1\.png"):
        run_through(rerun_training(project, first.run))


def test_runs_without_notes_say_so(project: Project) -> None:
    _, first = run_through(train(project, small(), epochs=1))
    for text in (None, "{", json.dumps({"seed": "many"})):
        path = first.run / RERUN
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_text(text)
        with pytest.raises(StudioError, match="Nobody can say"):
            run_through(rerun_training(project, first.run))


def test_other_versions_are_told(project: Project) -> None:
    _, first = run_through(train(project, small(), epochs=1))
    noted = read_rerun(first.run)
    write_rerun(first.run, replace(noted, packages={**noted.packages, "torch": "0.1"}))
    reports, _ = run_through(rerun_training(project, first.run))
    assert any("torch 0.1 ->" in str(report.note) for report in reports if report.note)


def test_a_repeated_clock_says_what_the_first_one_said() -> None:
    pacing = Pacing(Clock(None, 10))
    said = [pacing.done(step) for step in range(10)]
    pace = pacing.pace(10)
    clock = RepeatedClock(pace)
    assert [clock.fraction(step) for step in range(11)] == [*said, 1.0]
    assert max(abs(a - step / 10) for step, a in enumerate(said)) <= 1 / LEVELS
    assert not clock.hurry_up(3, 0.1)
    assert Pace().fraction(0) == 1.0


def test_a_clock_that_ran_out_within_a_step_does_not_end_the_rerun_early() -> None:
    pacing = Pacing(Clock(0.0))
    assert pacing.done(0) < 1
    pacing.done(1)
    assert RepeatedClock(pacing.pace(2)).fraction(1) < 1


def best_of(run: Path) -> Path:
    return run / "best.safetensors"


def assert_same_model_weights(one: Path, other: Path) -> None:
    weights, same = read_model(one)[1], read_model(other)[1]
    for name, values in weights.items():
        np.testing.assert_array_equal(values, same[name], err_msg=name)


def _image(project: Project, name: str) -> ImageRef:
    return next(image for image in list_images(project) if image.name == name)
