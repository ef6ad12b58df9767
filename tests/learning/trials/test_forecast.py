from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from discs import disc_project_in, run_through

from unet_studio.domain.message import StudioError
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.train import train
from unet_studio.learning.trials import forecast as module
from unet_studio.learning.trials.forecast import drawn_further, forecast, from_earlier_runs
from unet_studio.learning.trials.learning_curve import Point
from unet_studio.storage.project.project_file import write_project

if TYPE_CHECKING:
    from pathlib import Path

SMALL = recipe_named(
    "auto", **{"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
)


def points(law: str) -> list[Point]:
    dice = {
        "growing": lambda n: 0.9 - 0.4 * n**-0.7,
        "flat": lambda n: 0.8,
        "wild": lambda n: (0.2, 0.9)[n % 3 == 1],
    }[law]
    return [Point(n, dice(n) + 0.002 * k) for n in (4, 8, 16) for k in (-1, 0, 1)]


def test_says_what_more_images_bring_and_how_sure_that_is() -> None:
    found = drawn_further(points("growing"), 16)
    assert [step.more for step in found.steps] == [8, 16]
    step = found.steps[-1]
    truth = 0.9 - 0.4 * 32**-0.7
    assert step.dice.low <= truth <= step.dice.high
    assert f"Dice {step.dice.value:.2f}" in str(found.verdict)
    assert f"range {step.dice.low:.2f}-{step.dice.high:.2f}" in str(found.verdict)


def test_a_flat_curve_promises_nothing() -> None:
    verdict = str(drawn_further(points("flat"), 16).verdict)
    assert "next to nothing" in verdict or "(range" in verdict
    gain = drawn_further(points("flat"), 16).steps[-1].gain
    assert gain.value < 0.01


def test_trainings_that_contradict_each_other_are_no_forecast() -> None:
    scattered = [Point(n, d) for n in (2, 4, 8) for d in (0.1, 0.5, 0.9)]
    assert "differ too much" in str(drawn_further(scattered, 8).verdict)


@pytest.mark.parametrize("known", [[], [Point(4, 0.5)], [Point(4, 0.5), Point(8, 0.6)]])
def test_too_little_evidence_is_said(known: list[Point]) -> None:
    found = drawn_further(known, 8)
    assert found.now is None
    assert found.steps == ()
    assert "Too little is known" in str(found.verdict)


def test_trainings_that_learnt_nothing_are_no_forecast() -> None:
    found = drawn_further([Point(n, 0.05 + n / 1000) for n in (2, 4, 8)], 8)
    assert (found.now, found.steps) == (None, ())
    assert "too short to learn anything" in str(found.verdict)


def test_nothing_beyond_twice_the_images_is_said() -> None:
    assert all(step.more <= 5 for step in drawn_further(points("growing"), 5).steps)


def test_trains_on_nested_parts_in_the_time_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_DRAW_MINUTES", 0.05)
    project = disc_project_in(tmp_path / "p", 6, held_out=("4.png", "5.png"))
    reports, found = run_through(forecast(project, SMALL, minutes=0.1))
    sizes = sorted(point.images for point in found.points)
    assert set(sizes) == {1, 2, 4}
    assert len(sizes) <= 6
    assert found.images == 4
    assert found.now is not None
    done = [report.done for report in reports]
    assert done == sorted(done)
    assert reports[-1].total == 6
    assert not (project.root / "runs").exists()
    assert json.loads(json.dumps(found.as_json()))["verdict"] == str(found.verdict)


def test_all_trainings_take_as_many_steps_as_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int | None] = []

    def noting(*arguments: Any, **named: Any) -> Any:
        asked.append(named["steps"])
        return train(*arguments, **named)

    monkeypatch.setattr(module, "train", noting)
    project = disc_project_in(tmp_path / "p", 6, held_out=("4.png", "5.png"))
    run_through(forecast(project, SMALL, minutes=0.06))
    assert asked[0] is None
    assert len(set(asked[1:])) == 1
    assert asked[1]


def test_subsets_are_nested_and_keep_together_what_belongs_together() -> None:
    units = [("a", "b"), ("c",), ("d",), ("e",)]
    subsets = module._subsets(units, seed=0)
    for start in range(0, len(subsets), 3):
        whole, half, quarter = subsets[start : start + 3]
        assert quarter < half < whole == {"a", "b", "c", "d", "e"}


def test_can_be_stopped(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 6, held_out=("5.png",))
    job = forecast(project, SMALL, minutes=5)
    for report in job:
        if "Training 1" in str(report.message):
            break
    job.close()
    assert not (project.root / "runs").exists()


def test_too_few_images_are_refused_with_numbers(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 4, held_out=("3.png",))
    with pytest.raises(StudioError, match="there are 3 and 1"):
        run_through(forecast(project, SMALL, minutes=1))


def test_earlier_runs_tell_too(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 7, held_out=("6.png",))
    assert from_earlier_runs(project).now is None
    for count in (1, 3, 6):
        names = [f"{n}.png" for n in range(count)]
        run_through(train(project, SMALL, epochs=2, only=names, name="auto"))
    other = replace(project, held_out=frozenset({"0.png"}))
    write_project(project)
    run_through(train(other, SMALL, epochs=1))
    found = from_earlier_runs(project)
    assert sorted(point.images for point in found.points) == [1, 3, 6]
    assert found.images == 6
    assert found.now is not None
