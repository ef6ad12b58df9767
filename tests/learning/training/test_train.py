from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from discs import run_through

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.kinship import Kinship, Leak
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import TrainingPhase
from unet_studio.domain.run_entry import RunState
from unet_studio.domain.shell_command import studio_command
from unet_studio.learning.course import best_weights
from unet_studio.learning.data import split
from unet_studio.learning.network.learner import Learner
from unet_studio.learning.network.model_weights import load_network
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.learning.training.train import train
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.project.project_file import read_project, write_project
from unet_studio.storage.runs.model_file import read_card, read_model, write_model
from unet_studio.storage.runs.recipe_file import read_recipe
from unet_studio.storage.runs.run_folder import METRICS, RECIPE, best_model, read_metrics, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe

    MakeProject = Callable[..., Project]


def small(**values: object) -> Recipe:
    return recipe_named(
        "auto",
        **{"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48, **values},
    )


def test_learns_discs_and_says_so_honestly(disc_project: MakeProject) -> None:
    project = disc_project(5, held_out=("4.png",))
    recipe = small(**{"plan.width": 8, "optimiser.learning_rate": 0.01})
    reports, trained = run_through(train(project, recipe, epochs=60, seed=1))
    card = read_card(trained.model)
    assert card.held_out == ("4.png",)
    assert set(card.trained_on) == {"0.png", "1.png", "2.png", "3.png"}
    assert card.scores["disc"].dice is not None
    assert card.scores["disc"].dice > 0.9
    assert trained.best == card.scores
    best = [r.best for r in reports if r.best is not None][-1]
    assert best == pytest.approx(card.mean_dice)
    _, evaluation = run_through(evaluate(trained.model, project))
    assert evaluation.classes["disc"].dice == pytest.approx(card.scores["disc"].dice, abs=1e-6)


def test_overfits_one_tiny_image(disc_project: MakeProject) -> None:
    project = disc_project(1)
    recipe = small(**{"plan.width": 8, "optimiser.learning_rate": 0.01})
    _, trained = run_through(train(project, recipe, epochs=100))
    _, found = run_through(evaluate(trained.model, project, split="train"))
    assert found.classes["disc"].dice is not None
    assert found.classes["disc"].dice > 0.95
    assert found.images[0].trained_on


def test_reports_every_batch(disc_project: MakeProject) -> None:
    reports, trained = run_through(train(disc_project(3), small(), epochs=2))
    steps = [r.step for r in reports if r.phase is TrainingPhase.TRAINING]
    assert steps == list(range(1, len(steps) + 1))
    assert len(steps) >= 2
    assert all(np.isfinite(r.train_loss) for r in reports if r.phase is TrainingPhase.TRAINING)
    assert [r.elapsed_s for r in reports] == sorted(r.elapsed_s for r in reports)
    rows = read_metrics(trained.run)
    assert rows[-1]["step"] == str(steps[-1])
    assert float(rows[-1]["dice disc"]) >= 0
    assert (trained.run / METRICS).is_file()
    assert read_recipe(trained.run / RECIPE).plan is None


def test_same_seed_same_model(disc_project: MakeProject, tmp_path: Path) -> None:
    project = disc_project(3)
    weights = []
    for n, seed in enumerate((7, 7, 8)):
        _, trained = run_through(
            train(project, small(), epochs=2, seed=seed, run_dir=tmp_path / f"run{n}")
        )
        weights.append(read_model(trained.model)[1])
    assert all(np.array_equal(weights[0][name], weights[1][name]) for name in weights[0])
    assert not np.array_equal(weights[0]["outc.conv.weight"], weights[2]["outc.conv.weight"])


@pytest.mark.parametrize("steps", [1, 5])
def test_stopping_leaves_a_model_that_works(disc_project: MakeProject, steps: int) -> None:
    project = disc_project(3)
    job = train(project, small(), epochs=1000)
    for report in job:
        if report.step >= steps:
            break
    job.close()
    model = best_model(project)
    assert model is not None
    card, _ = load_network(model)
    assert card.scores == {} or steps > 1
    assert card.score_images == (len(card.held_out) if card.scores else 0)
    assert not [p for p in model.parent.iterdir() if p.suffix == ".tmp"]


def test_stopping_before_the_first_step_leaves_no_model(disc_project: MakeProject) -> None:
    project = disc_project(3)
    job = train(project, small(), epochs=1000)
    next(job)
    job.close()
    assert best_model(project) is None


def test_takes_the_minutes_it_was_given(disc_project: MakeProject) -> None:
    recipe = small(**{"budget.patience": 0})
    reports, _ = run_through(train(disc_project(3), recipe, minutes=0.05))
    assert 2 < reports[-1].elapsed_s < 3 * 1.1
    training = [r for r in reports if r.phase is TrainingPhase.TRAINING]
    assert training[-1].remaining_s < 1.5
    assert any(r.dice for r in reports)


def test_the_planner_leaves_what_was_set(disc_project: MakeProject) -> None:
    wish = {"plan.width": 6, "plan.levels": 3, "plan.patch_px": 40, "plan.batch": 3}
    recipe = recipe_named("auto", **wish, **{"network.aligned_corners": True})
    _, trained = run_through(train(disc_project(2), recipe, minutes=0.02))
    used = read_recipe(trained.run / RECIPE)
    assert (used.network.widths, used.network.aligned_corners) == ((6, 12, 12), True)
    assert (used.data.patch_px, used.batch) == (40, 3)


def test_the_planner_says_what_it_chose(disc_project: MakeProject) -> None:
    reports, trained = run_through(train(disc_project(3), recipe_named("auto"), minutes=0.03))
    notes = [str(r.note) for r in reports if r.note]
    recipe = read_recipe(trained.run / RECIPE)
    assert any(f"{recipe.network.widths[0]} channels wide" in note for note in notes)
    assert any("A step takes" in note for note in notes)
    assert any("In the last 30% of the time" in note for note in notes)


def test_chooses_the_held_out_images_once_and_keeps_the_choice(disc_project: MakeProject) -> None:
    project = disc_project(6, labelled=5)
    reports, trained = run_through(train(project, small(), epochs=1))
    kept = read_project(project.root).held_out
    assert len(kept) == 1
    assert trained.project.held_out == kept
    assert any(next(iter(kept)) in str(r.note) for r in reports if r.note)
    assert [r.held_out for r in reports if r.held_out is not None] == [kept]
    reports, _ = run_through(train(trained.project, small(), epochs=1))
    assert read_project(project.root).held_out == kept
    assert not any("Held out from training" in str(r.note) for r in reports if r.note)


def test_the_choice_follows_the_share_of_the_recipe(disc_project: MakeProject) -> None:
    recipe = small(**{"data.validation_share": 0.5})
    _, trained = run_through(train(disc_project(6), recipe, epochs=1))
    assert len(trained.project.held_out) == 3


def test_the_choice_keeps_what_others_changed_in_the_file(disc_project: MakeProject) -> None:
    project = disc_project(4)
    write_project(replace(project, classes=project.classes.added("cell")))
    run_through(train(project, small(), epochs=1))
    kept = read_project(project.root)
    assert len(kept.held_out) == 1
    assert "cell" in kept.classes


def test_copies_of_held_out_images_are_told_by_name(disc_project: MakeProject) -> None:
    project = disc_project(4, held_out=("3.png",))
    shutil.copy(project.root / "3.png", project.root / "1.png")
    reports, _ = run_through(train(project, small(), epochs=1))
    said = [str(r.note) for r in reports if r.note and "flatter" in str(r.note)]
    assert len(said) == 1
    assert "3.png" in said[0]
    assert "1.png" in said[0]
    assert read_project(project.root).held_out == {"3.png"}


def test_copies_are_held_out_together(disc_project: MakeProject) -> None:
    project = disc_project(8)
    shutil.copy(project.root / "3.png", project.root / "7.png")
    reports, trained = run_through(train(project, small(), epochs=1))
    assert len({"3.png", "7.png"} & trained.project.held_out) in (0, 2)
    assert not any("flatter" in str(r.note) for r in reports if r.note)


def test_leaks_are_found_without_training(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    assert run_through(split.leaks(project))[1] == []
    shutil.copy(project.root / "2.png", project.root / "0.png")
    assert run_through(split.leaks(project))[1] == [Leak("2.png", "0.png", Kinship.DUPLICATE)]


def test_one_labelled_image_trains_without_a_score(disc_project: MakeProject) -> None:
    project = disc_project(3, labelled=1)
    reports, trained = run_through(train(project, small(), epochs=2))
    assert trained.best == {}
    assert all(r.dice is None and r.best is None for r in reports)
    assert any("no score" in str(r.note) for r in reports if r.note)
    assert trained.model.is_file()


def test_nothing_labelled_is_refused_with_advice(disc_project: MakeProject) -> None:
    with pytest.raises(StudioError, match="open Label"):
        run_through(train(disc_project(2, labelled=0), small(), epochs=1))


def test_everything_held_out_is_refused(disc_project: MakeProject) -> None:
    project = disc_project(2, held_out=("0.png", "1.png"))
    with pytest.raises(StudioError, match="hold fewer out"):
        run_through(train(project, small(), epochs=1))


def test_images_that_do_not_fit_into_memory_are_read_when_needed(
    disc_project: MakeProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project = disc_project(6, held_out=("0.png",))
    whole = run_through(train(project, small(), epochs=3, run_dir=tmp_path / "whole"))[1]
    monkeypatch.setattr(split, "memory_bytes", lambda: 100_000)  # none of them, with its notes
    reports, trained = run_through(train(project, small(), epochs=3, run_dir=tmp_path / "little"))
    assert any("read when it is needed" in str(r.note) for r in reports if r.note)
    assert read_card(trained.model).trained_on == tuple(f"{n}.png" for n in range(1, 6))
    ours, theirs = (read_model(found.model)[1] for found in (trained, whole))
    assert all(np.array_equal(ours[name], theirs[name]) for name in theirs)


@pytest.mark.gpu
def test_trains_on_the_gpu_and_predicts_alike_everywhere(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, trained = run_through(train(project, small(), epochs=20, device="cuda"))
    dice = []
    for device in ("cuda", "cpu"):
        _, found = run_through(evaluate(trained.model, project, device=device))
        dice.append(found.mean_dice)
    assert dice[0] == pytest.approx(dice[1], abs=0.02)


def test_an_unreadable_image_is_left_out(disc_project: MakeProject) -> None:
    project = disc_project(4, held_out=("3.png",))
    (project.root / "1.png").write_bytes(b"no picture")
    reports, trained = run_through(train(project, small(), epochs=1))
    assert read_card(trained.model).trained_on == ("0.png", "2.png")
    assert any("1.png" in str(r.note) for r in reports if r.note)


def test_a_broken_label_file_is_left_out_aloud(disc_project: MakeProject) -> None:
    project = disc_project(4, held_out=("3.png",))
    (project.root / "1.json").write_text("{")
    reports, trained = run_through(train(project, small(), epochs=1))
    assert read_card(trained.model).trained_on == ("0.png", "2.png")
    assert any("1.json" in str(r.note) for r in reports if r.note)


def test_partly_labelled_images_are_learnt_from(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",), extent=LabelExtent.PARTLY)
    _, trained = run_through(train(project, small(), epochs=2))
    assert trained.best["disc"].recall is not None


def test_several_classes_in_colour(disc_project: MakeProject) -> None:
    project = disc_project(4, held_out=("2.png", "3.png"), classes=("a", "b"), colour=True)
    reports, trained = run_through(train(project, small(), epochs=2))
    card = read_card(trained.model)
    assert (card.network.in_channels, card.network.out_channels) == (3, 3)
    assert set(trained.best) == {"a", "b"}
    assert set(next(r.dice for r in reports if r.dice)) == {"a", "b"}


def test_a_recipe_made_for_one_class_refuses_two(disc_project: MakeProject) -> None:
    project = disc_project(3, classes=("a", "b"))
    recipe = recipe_named("isbi-binary", **{"network.out_channels": 1})
    with pytest.raises(StudioError, match="isbi-binary"):
        run_through(train(project, recipe, epochs=1))


def test_isbi_binary_keeps_the_lowest_batch_loss(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    recipe = recipe_named(
        "isbi-binary", **{"network.widths": [4, 8, 8], "network.decoder_widths": [4, 4]}
    )
    reports, trained = run_through(train(project, recipe, epochs=3))
    assert max(r.step for r in reports) == 6  # batch 1, two images, three epochs
    card = read_card(trained.model)
    assert card.normalisation == "none"
    assert card.scores["disc"].dice is not None


def test_a_loss_that_is_no_number_stops_and_keeps_the_last_good_model(
    disc_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = disc_project(3)
    honest = Learner.step

    def breaks(self: Learner, batch: object, **how: Any) -> float:
        loss = honest(self, batch, **how)  # type: ignore[arg-type]
        breaks.calls += 1  # type: ignore[attr-defined]
        return float("nan") if breaks.calls > 20 else loss  # type: ignore[attr-defined]

    breaks.calls = 0  # type: ignore[attr-defined]
    monkeypatch.setattr(Learner, "step", breaks)
    with pytest.raises(StudioError, match=r"no longer a number.*kept in.*learning_rate") as told:
        run_through(train(project, small(), epochs=30))
    command = str(told.value).partition("can go on: ")[2].partition(";")[0]
    run = next((project.root / "runs").iterdir()).name
    assert command.startswith(studio_command("train", project.root, "--resume", run, "--set"))
    model = best_model(project)
    assert model is not None
    assert read_card(model).scores["disc"].dice is not None


def test_saved_and_loaded_networks_give_the_same_logits(disc_project: MakeProject) -> None:
    job = train(disc_project(2, labelled=1), small(**{"precision": "float32"}), epochs=3)
    _, trained = run_through(job)
    shutil.copy(trained.model, moved := trained.run / "moved.safetensors")
    x = torch.randn(1, 1, 40, 40)
    with torch.inference_mode():
        first, second = (load_network(path)[1](x) for path in (trained.model, moved))
    assert torch.equal(first, second)
    assert first.std() > 0


def test_a_full_disk_is_told_and_the_model_is_written_once_there_is_room(
    disc_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = [True]

    def write(path: Path, card: ModelCard, weights: Any) -> None:
        if full:
            full.pop()
            raise WriteError(say("storage", "Cannot write {path}.")(path=path))
        write_model(path, card, weights)

    monkeypatch.setattr(best_weights, "write_model", write)
    reports, trained = run_through(train(disc_project(3, held_out=("2.png",)), small(), epochs=2))
    assert any("make room" in str(r.note) for r in reports if r.note)
    assert trained.model.is_file()


def test_a_run_notes_what_it_was(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, trained = run_through(train(project, small(), epochs=2, seed=5, name="mine"))
    job = train(project, small(), epochs=1000)
    for report in job:
        if report.step:
            break
    job.close()
    stopped, finished = runs_of(project)
    assert finished.path == trained.run
    assert (finished.state, stopped.state) == (RunState.FINISHED, RunState.STOPPED)
    assert (finished.title, finished.record.seed, finished.recipe) == ("mine", 5, "auto")
    assert finished.steps == int(read_metrics(trained.run)[-1]["step"])
    assert finished.record.held_out == ("2.png",)
    _, network = load_network(trained.model)
    assert finished.record.parameters == sum(p.numel() for p in network.parameters())


def test_a_broken_gpu_is_told_of_and_the_cpu_trains(
    disc_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise RuntimeError("CUDA error: no kernel image is available for execution")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "init", fails)
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    reports, trained = run_through(train(disc_project(3), small(), epochs=1))
    (note,) = [str(r.note) for r in reports if r.note and "The GPU cannot be used" in str(r.note)]
    assert "no kernel image" in note
    assert trained.model.is_file()


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_model_predicts_in_the_precision_that_it_was_scored_in(
    disc_project: MakeProject, precision: str
) -> None:
    """A network that has learnt next to nothing: many pixels could be either."""
    project = disc_project(5, held_out=("3.png", "4.png"))
    recipe = small(precision=precision, **{"plan.batch": 1})
    _, trained = run_through(train(project, recipe, epochs=1, seed=3))
    card = read_card(trained.model)
    assert card.precision == precision
    _, found = run_through(evaluate(trained.model, project))
    assert found.classes["disc"] == card.scores["disc"]
