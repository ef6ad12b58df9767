"""Running out of memory: a training steps down, says so, loses nothing, and remembers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from discs import run_through

from unet_studio.domain.message import StudioError
from unet_studio.domain.report import TrainingPhase
from unet_studio.learning.computing import memory_ladder
from unet_studio.learning.computing.device import Device, choose_device
from unet_studio.learning.computing.memory_ladder import Rung, is_out_of_memory
from unet_studio.learning.course.last_checkpoint import read_last
from unet_studio.learning.data.batches import Batch
from unet_studio.learning.network.learner import Learner
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.resume import resume_training
from unet_studio.learning.training.train import train
from unet_studio.storage.runs.memory_file import memory_file, remembered_needs
from unet_studio.storage.runs.recipe_file import read_recipe
from unet_studio.storage.runs.run_folder import RECIPE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torch import Tensor

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe

    MakeProject = Callable[..., Project]

GPU = Device(torch.device("cuda:0"), "a GPU", fast_bfloat16=True)


def small(**values: object) -> Recipe:
    base = {"plan.width": 4, "plan.levels": 3, "plan.batch": 4, "plan.patch_px": 128}
    same = {"network.normalisation": "none", "precision": "float32", "optimiser.name": "sgd"}
    return recipe_named("auto", **{**base, **same, **values})


def memory_for(monkeypatch: pytest.MonkeyPatch, pixels: int, error: Exception) -> None:
    """Let the network take so many pixels at a time, and fail with more, while it learns."""
    honest = UNet.forward

    def forward(self: UNet, x: Tensor) -> Tensor:
        if x.requires_grad is False and self.training and x.numel() > pixels:
            raise error
        return honest(self, x)

    monkeypatch.setattr(UNet, "forward", forward)


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory"),
        MemoryError(),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate ..."),
    ],
)
def test_batches_in_parts_learn_the_same(
    disc_project: MakeProject,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    project = disc_project(3, held_out=("2.png",))
    run_through(train(project, small(), epochs=3, run_dir=tmp_path / "whole"))
    memory_for(monkeypatch, 2 * 128**2, error)
    reports, _ = run_through(train(project, small(), epochs=3, run_dir=tmp_path / "parts"))
    notes = [str(r.note) for r in reports if r.note]
    assert any("computed in 2 parts" in note for note in notes)
    whole, parts = (
        read_last(tmp_path / name)[1]["learner"]["network"] for name in ("whole", "parts")
    )
    assert all(torch.allclose(whole[n], parts[n], atol=1e-5) for n in whole)
    steps = [r.step for r in reports if r.phase is TrainingPhase.TRAINING and r.train_loss]
    assert steps == list(range(1, len(steps) + 1))  # none left out, none twice


def test_then_patches_shrink_and_it_is_remembered(
    disc_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = disc_project(3, held_out=("2.png",))
    memory_for(monkeypatch, 64**2, MemoryError())
    reports, trained = run_through(train(project, small(), epochs=2, run_dir=tmp_path / "first"))
    assert any("64 instead of 128" in str(r.note) for r in reports if r.note)
    assert read_recipe(trained.run / RECIPE).data.patch_px == 64
    (need,) = remembered_needs().values()
    assert (need.parts, need.patch_px) == (4, 64)
    reports, _ = run_through(train(project, small(), epochs=2, run_dir=tmp_path / "second"))
    notes = [str(r.note) for r in reports if r.note]
    assert any("the last time" in note for note in notes)
    assert not any("from now on" in note for note in notes)


def test_a_training_that_stepped_down_is_resumed_there(
    disc_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = disc_project(3, held_out=("2.png",))
    memory_for(monkeypatch, 128**2, MemoryError())
    job = train(project, small(), epochs=4, run_dir=tmp_path / "run")
    next(r for r in job if r.step == 2)
    job.close()
    memory_file().unlink()
    reports, _ = run_through(resume_training(project, tmp_path / "run"))
    assert not any("Memory ran out" in str(r.note) for r in reports if r.note)


def test_where_nothing_helps_it_says_so(
    disc_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory_for(monkeypatch, 10, torch.OutOfMemoryError())
    with pytest.raises(StudioError, match=r"Memory ran out.*smaller network"):
        run_through(train(disc_project(3), small(), epochs=1))


def test_other_errors_are_not_taken_for_it(
    disc_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory_for(monkeypatch, 10, RuntimeError("the shapes do not fit"))
    with pytest.raises(RuntimeError, match="do not fit"):
        run_through(train(disc_project(3), small(), epochs=1))
    assert not is_out_of_memory(RuntimeError("the shapes do not fit"))


def test_the_ladder_from_a_gpu_to_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_ladder, "choose_device", lambda _wanted: choose_device("cpu"))
    recipe = replace(recipe_named("isbi-binary"), batch=2, precision="float32")
    rung, said = Rung(recipe, GPU), []
    while (below := rung.below()) is not None:
        rung, note = below
        said.append(str(note))
    assert [rung.parts, rung.recipe.precision, rung.device.is_cuda] == [2, "bfloat16", False]
    assert len(said) == 3


def test_a_step_that_fails_leaves_no_trace() -> None:
    recipe = recipe_named(
        "isbi-binary", **{"network.widths": [4, 8], "network.decoder_widths": [4]}
    )
    recipe = replace(recipe, network=replace(recipe.network, in_channels=1, out_channels=1))
    learner = Learner(recipe, choose_device("cpu"), seed=0)
    before = {name: tensor.clone() for name, tensor in learner.network.state_dict().items()}
    rng = np.random.default_rng(0)
    pixels = torch.from_numpy(rng.normal(size=(1, 1, 32, 32)).astype(np.float32))
    target = torch.zeros((1, 16, 16), dtype=torch.uint8)  # fits no logits: fails after the forward
    with pytest.raises((RuntimeError, ValueError)):
        learner.step(Batch(pixels, target, 1))
    after: dict[str, Any] = learner.network.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)
