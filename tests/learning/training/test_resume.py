"""Resume: a training that was ended at any moment goes on as if it never had been."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import killed_training
import numpy as np
import pytest
from discs import run_through

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StoppedError, StudioError
from unet_studio.learning.course.control import Control
from unet_studio.learning.course.last_checkpoint import read_last
from unet_studio.learning.data import split
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.resume import resume_training
from unet_studio.learning.training.train import train
from unet_studio.storage.runs.model_file import read_model
from unet_studio.storage.runs.run_folder import BEST, LAST, read_metrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe

    MakeProject = Callable[..., Project]


ROOT = Path(__file__).parents[3]


def small(**values: object) -> Recipe:
    return recipe_named(
        "auto",
        **{"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48, **values},
    )


def final_weights(run: Path) -> dict[str, Any]:
    return read_last(run)[1]["learner"]["network"]


def scores_in(run: Path) -> list[tuple[str, ...]]:
    """Rows of the validations, without the time."""
    return [
        tuple(value for key, value in row.items() if key != "elapsed_s")
        for row in read_metrics(run)
        if row["validation_loss"]
    ]


@pytest.mark.parametrize("stop_at", [1, 2, 5, 7])
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"network.dropout": 0.3, "optimiser.name": "rmsprop", "optimiser.momentum": 0.9},
        {"augmentation.as_is_share": 0.5},
    ],
)
def test_resumed_is_as_if_never_stopped(
    disc_project: MakeProject, tmp_path: Path, stop_at: int, values: dict[str, Any]
) -> None:
    project = disc_project(3, held_out=("2.png",))
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    run_through(train(project, small(**values), epochs=4, seed=3, run_dir=whole))
    job = train(project, small(**values), epochs=4, seed=3, run_dir=cut)
    for report in job:
        if report.step >= stop_at:
            break
    job.close()
    run_through(resume_training(project, cut))
    expected, found = final_weights(whole), final_weights(cut)
    assert all(np.array_equal(expected[name], found[name]) for name in expected)
    best, best_again = (read_model(run / "best.safetensors") for run in (whole, cut))
    assert all(np.array_equal(best[1][name], best_again[1][name]) for name in best[1])
    assert best[0].scores == best_again[0].scores
    assert scores_in(whole) == scores_in(cut)


def test_stopped_in_the_middle_of_a_step_nothing_is_half_done(
    disc_project: MakeProject, tmp_path: Path
) -> None:
    project = disc_project(3, held_out=("2.png",))
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    run_through(train(project, small(), epochs=4, run_dir=whole))
    control = Control()
    job = train(project, small(), epochs=4, run_dir=cut, control=control)
    checks = 0
    honest = control.check

    def stop_after_some() -> None:
        nonlocal checks
        checks += 1
        if checks == 150:  # within a step, on the way there or back
            control.stop()
        honest()

    control.check = stop_after_some  # type: ignore[method-assign]
    with pytest.raises(StoppedError):
        run_through(job)
    assert (cut / LAST).is_file()
    run_through(resume_training(project, cut))
    expected, found = final_weights(whole), final_weights(cut)
    assert all(np.array_equal(expected[name], found[name]) for name in expected)


def test_changed_labels_are_refused_with_advice(disc_project: MakeProject, tmp_path: Path) -> None:
    project = disc_project(3, held_out=("2.png",))
    run, _ = (
        tmp_path / "run",
        run_through(train(project, small(), epochs=1, run_dir=tmp_path / "run")),
    )
    (project.root / "0.json").unlink()
    with pytest.raises(StudioError, match=r"changed since: 0\.png.*--from"):
        run_through(resume_training(project, run, epochs=2))


def stopped_in(run: Path, project: Project, **values: object) -> Path:
    """A run that was stopped after a few steps; its checkpoint."""
    job = train(project, small(**values), epochs=4, run_dir=run)
    next(report for report in job if report.step >= 2)
    job.close()
    return run / LAST


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9, 0.99])
def test_a_single_changed_bit_is_noticed(
    disc_project: MakeProject, tmp_path: Path, place: float
) -> None:
    project = disc_project(3, held_out=("2.png",))
    path = stopped_in(tmp_path / "run", project)
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= 1
    path.write_bytes(content)
    with pytest.raises(StudioError, match="damaged"):
        run_through(resume_training(project, path.parent))


def test_a_checkpoint_of_another_network_is_refused(
    disc_project: MakeProject, tmp_path: Path
) -> None:
    project = disc_project(3, held_out=("2.png",))
    path = stopped_in(tmp_path / "run", project)
    shutil.copy(stopped_in(tmp_path / "wide", project, **{"plan.width": 8}), path)
    with pytest.raises(StudioError, match="does not belong to the recipe"):
        run_through(resume_training(project, path.parent))


@pytest.mark.parametrize("classes", [("disc", "ring"), ("circle",)])
def test_changed_classes_are_refused_with_advice(
    disc_project: MakeProject, tmp_path: Path, classes: tuple[str, ...]
) -> None:
    """The labels may show the very same pixels; curves, scores and card name the classes."""
    project = disc_project(3, held_out=("2.png",))
    path = stopped_in(tmp_path / "run", project)
    for file in project.root.glob("*.json"):
        file.write_text(file.read_text("utf-8").replace('"disc"', f'"{classes[0]}"'), "utf-8")
    now = replace(project, classes=ClassTable.of(classes))
    with pytest.raises(StudioError, match=r"it learnt disc, now there are .*--from"):
        run_through(resume_training(now, path.parent))


def test_an_image_that_vanishes_costs_nothing_that_was_learnt(
    disc_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split, "memory_bytes", lambda: 1000)  # images are read when they are shown
    project = disc_project(4, held_out=("3.png",))
    run = tmp_path / "run"
    job = train(project, small(), epochs=50, run_dir=run)
    next(report for report in job if report.step == 3)
    for n in range(3):
        (project.root / f"{n}.png").unlink()
    with pytest.raises(StudioError, match=r"stopped at step \d+\. .*no such file.* kept in"):
        run_through(job)
    assert read_last(run)[1]["loop"]["step"] >= 3
    assert (run / BEST).is_file()


def test_ended_training_goes_on_with_more_epochs(disc_project: MakeProject, tmp_path: Path) -> None:
    project = disc_project(3, held_out=("2.png",))
    run = tmp_path / "run"
    # Of what does not depend on how long it takes as a whole.
    indifferent = {"optimiser.schedule": "constant", "augmentation.as_is_share": 0.0}
    recipe = small(**indifferent)
    run_through(train(project, recipe, epochs=2, run_dir=run))
    with pytest.raises(StudioError, match="has ended"):
        run_through(resume_training(project, run))
    run_through(resume_training(project, run, epochs=4))
    run_through(train(project, recipe, epochs=4, run_dir=tmp_path / "whole"))
    expected, found = final_weights(tmp_path / "whole"), final_weights(run)
    assert all(np.array_equal(expected[name], found[name]) for name in expected)


@pytest.mark.parametrize(
    ("moment", "count"),
    [("step", 5), ("checkpoint", 6), ("replacing", 14), ("best", 2), ("curves", 2)],
)
def test_killed_at_any_moment_it_ends_as_if_never_stopped(
    disc_project: MakeProject, tmp_path: Path, moment: str, count: int
) -> None:
    project = disc_project(3, held_out=("2.png",))
    run = tmp_path / "killed"
    command = [killed_training.__file__, project.root, run, moment, count]
    ended = subprocess.run(
        [sys.executable, *map(str, command)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    state = read_last(run)[1]["loop"]
    assert not state["is_finished"]
    run_through(resume_training(project, run))
    recipe = recipe_named("auto", **killed_training.PLAN)
    how = {"epochs": killed_training.EPOCHS, "seed": killed_training.SEED}
    run_through(train(project, recipe, run_dir=tmp_path / "whole", **how))
    expected, found = final_weights(tmp_path / "whole"), final_weights(run)
    assert all(np.array_equal(expected[name], found[name]) for name in expected)
    best, best_again = (read_model(r / "best.safetensors") for r in (tmp_path / "whole", run))
    assert all(np.array_equal(best[1][name], best_again[1][name]) for name in best[1])
    assert scores_in(tmp_path / "whole") == scores_in(run)


def test_images_labelled_since_are_left_out_aloud(
    disc_project: MakeProject, tmp_path: Path
) -> None:
    project = disc_project(4, held_out=("2.png",))
    label = project.root / "3.json"
    kept = label.read_bytes()
    label.unlink()
    run_through(train(project, small(), epochs=1, run_dir=tmp_path / "run"))
    label.write_bytes(kept)
    reports, trained = run_through(resume_training(project, tmp_path / "run", epochs=2))
    (note,) = [str(r.note) for r in reports if r.note and "Labelled since" in str(r.note)]
    assert "3.png (1 in all)" in note
    assert "3.png" not in read_model(trained.model)[0].trained_on
