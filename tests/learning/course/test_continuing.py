"""Continuing from a model: nothing it knew is lost, and it is replaced only by a better one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch
from discs import run_through

from unet_studio.domain.message import StudioError
from unet_studio.learning.computing.device import choose_device
from unet_studio.learning.course.continuing import RATE_SHARE, Beginning
from unet_studio.learning.course.last_checkpoint import read_last
from unet_studio.learning.network.learner import Learner
from unet_studio.learning.network.model_weights import load_network
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.learning.training.resume import resume_training
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_file import read_project
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.recipe_file import read_recipe
from unet_studio.storage.runs.run_folder import RECIPE, best_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe

    MakeProject = Callable[..., Project]


def small(**values: object) -> Recipe:
    return recipe_named(
        "auto",
        **{"plan.width": 8, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48, **values},
    )


def test_it_starts_where_the_model_was(disc_project: MakeProject) -> None:
    project = disc_project(4, held_out=("3.png",))
    good = small(**{"optimiser.learning_rate": 0.01})
    _, first = run_through(train(project, good, epochs=40))
    reports, second = run_through(
        train(project, good, epochs=1, from_model=first.model, name="second")
    )
    fresh, _ = run_through(train(project, good, epochs=1))
    losses = [next(r.train_loss for r in run if r.train_loss) for run in (reports, fresh)]
    assert losses[0] < 0.5 * losses[1]
    comparison = second.continued
    assert comparison is not None
    assert comparison.dice == pytest.approx(read_card(first.model).mean_dice, abs=1e-3)
    assert read_card(second.model).continued == comparison
    assert any("same held-out image" in str(r.note) for r in reports if r.note)


def test_it_learns_on_at_a_share_of_the_rate_and_says_so(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, first = run_through(train(project, small(), epochs=1))
    reports, second = run_through(train(project, small(), epochs=1, from_model=first.model))
    rate, usual = RATE_SHARE * 3e-3, 3e-3
    assert read_recipe(first.run / RECIPE).optimiser.learning_rate == usual
    assert read_recipe(second.run / RECIPE).optimiser.learning_rate == pytest.approx(rate)
    notes = [str(report.note) for report in reports if report.note]
    assert any(f"{rate:.2g}, a third of the recipe's {usual:.2g}" in note for note in notes)
    used = [
        group["lr"] for group in read_last(second.run)[1]["learner"]["optimiser"]["param_groups"]
    ]
    assert max(used) <= rate


def test_a_rate_that_a_person_has_set_stays(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, first = run_through(train(project, small(), epochs=1))
    given = {"optimiser.learning_rate": 3e-3, "optimiser.warm_up": 0.2}  # the recipe's own, even
    job = train(project, small(**given), epochs=1, from_model=first.model, given=tuple(given))
    reports, second = run_through(job)
    optimiser = read_recipe(second.run / RECIPE).optimiser
    assert (optimiser.learning_rate, optimiser.warm_up) == (3e-3, 0.2)
    assert not any("learns on at a rate" in str(r.note) for r in reports if r.note)


def test_where_the_rate_never_fell_it_stays(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    recipe = small(**{"optimiser.schedule": "constant"})
    _, first = run_through(train(project, recipe, epochs=1))
    assert Beginning.read(first.model).adapt(recipe).optimiser.learning_rate == 3e-3


def test_the_mean_of_the_weights_begins_with_the_model(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, first = run_through(train(project, small(), epochs=2))
    beginning = Beginning.read(first.model)
    recipe = replace(small(), plan=None, network=beginning.card.network)
    learner = Learner(recipe, choose_device("cpu"), seed=0)
    learner.begin_with(beginning.weights_for(learner.network, ["disc"]))
    before = {name: tensor.clone() for name, tensor in learner.model.state_dict().items()}
    with torch.no_grad():
        for tensor in learner.network.state_dict().values():
            if tensor.is_floating_point():
                tensor += 1  # weights and statistics of normalisations alike
    assert learner.averaging is not None
    learner.averaging.update()
    for name, tensor in learner.model.state_dict().items():
        if tensor.is_floating_point():
            assert torch.allclose(tensor, before[name] + 10 / 110, atol=1e-4), name


def test_a_worse_model_does_not_take_the_place(disc_project: MakeProject) -> None:
    project = disc_project(4, held_out=("3.png",))
    _, first = run_through(train(project, small(**{"optimiser.learning_rate": 0.01}), epochs=40))
    bad = small(**{"optimiser.learning_rate": 10.0, "optimiser.name": "sgd", "keep": "last"})
    try:
        reports, second = run_through(train(project, bad, epochs=2, from_model=first.model))
    except StudioError:
        pytest.fail("the training itself is to end well")
    assert second.continued is not None
    assert not second.continued.is_better
    assert best_model(project) == first.model
    assert second.model.is_file()
    assert any("Both are kept" in str(r.note) for r in reports if r.note)


def test_a_new_class_is_added_and_the_old_ones_stay(disc_project: MakeProject) -> None:
    _, first = run_through(train(disc_project(3, held_out=("2.png",)), small(), epochs=2))
    beginning = Beginning.read(first.model)
    config = replace(beginning.card.network, out_channels=3)
    x = torch.randn(1, 1, 48, 48)
    with torch.inference_mode():
        (before,) = torch.sigmoid(load_network(first.model)[1](x))
        same = beginning.as_network(config, ["other", "disc"])(x)
        both = torch.softmax(same, dim=1)[0]
    assert torch.allclose(both[2], before[0], atol=1e-6)  # matched by name, not by place
    assert float(both[1].max()) == 0  # what it does not know it does not find
    network = UNet(config)
    head = beginning.weights_for(network, ["other", "disc"])["outc.conv.weight"]
    assert torch.equal(head[1], network.state_dict()["outc.conv.weight"][1])  # starts afresh


def test_other_channels_are_refused(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, first = run_through(train(project, small(), epochs=1))
    card = read_card(first.model)
    network = replace(card.network, in_channels=3)
    with pytest.raises(StudioError, match="1 channel, and these have 3"):
        Beginning.read(first.model).check(network)


def test_resumed_it_is_compared_all_the_same(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, first = run_through(train(project, small(), epochs=1))
    job = train(project, small(), epochs=3, from_model=first.model, name="second")
    run = next(project.root / "runs" for r in job if r.step == 2)
    job.close()
    (second,) = run.glob("*second")
    _, trained = run_through(resume_training(project, second))
    assert trained.continued is not None


def test_resumed_in_a_moved_project_it_is_compared_all_the_same(
    disc_project: MakeProject, tmp_path: Path
) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, first = run_through(train(project, small(), epochs=1))
    job = train(project, small(), epochs=3, from_model=first.model, run_dir=project.root / "runs/2")
    next(report for report in job if report.step == 2)
    job.close()
    project.root.rename(tmp_path / "moved")
    moved = read_project(tmp_path / "moved")
    _, trained = run_through(resume_training(moved, moved.root / "runs/2"))
    assert trained.continued is not None
    assert trained.continued.model == f"runs/{first.run.name}/best.safetensors"


def test_resumed_without_the_model_it_started_from_it_says_so(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, first = run_through(train(project, small(), epochs=1))
    job = train(project, small(), epochs=3, from_model=first.model, run_dir=project.root / "runs/2")
    next(report for report in job if report.step == 2)
    job.close()
    first.model.unlink()
    reports, trained = run_through(resume_training(project, project.root / "runs/2"))
    notes = [str(report.note) for report in reports if report.note]
    assert any("cannot be compared" in note and first.run.name in note for note in notes)
    assert trained.continued is None


def test_images_that_the_model_has_learnt_from_are_no_honest_judges(
    disc_project: MakeProject,
) -> None:
    project = disc_project(4, held_out=("3.png",))
    _, first = run_through(train(project, small(), epochs=1))
    turned = replace(project, held_out=frozenset({"0.png"}))
    reports, second = run_through(train(turned, small(), epochs=1, from_model=first.model))
    notes = [str(r.note) for r in reports if r.note]
    assert any("will flatter" in note and "held out now (0.png)" in note for note in notes)
    _, found = run_through(evaluate(second.model, turned))
    assert [image.trained_on for image in found.images] == [True]


def test_images_that_it_has_not_seen_raise_no_alarm(disc_project: MakeProject) -> None:
    project = disc_project(4, held_out=("3.png",))
    _, first = run_through(train(project, small(), epochs=1))
    reports, _ = run_through(train(project, small(), epochs=1, from_model=first.model))
    assert not any("will flatter" in str(r.note) for r in reports if r.note)
