"""Models of any origin, scored on the same held-out images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from discs import disc_project_in, run_through

from unet_studio.domain.message import StudioError
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.learning.scores.model_comparison import compare_models
from unet_studio.learning.training.train import train
from unet_studio.storage.resource_files import models_dir

if TYPE_CHECKING:
    from pathlib import Path


def test_models_are_scored_on_the_same_images(tmp_path: Path) -> None:
    small = {"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
    project = disc_project_in(tmp_path / "discs", 5, held_out=("1.png", "3.png"))
    _, trained = run_through(train(project, recipe_named("auto", **small), epochs=1))
    seen = disc_project_in(tmp_path / "other", 5, held_out=("4.png",))
    _, knowing = run_through(train(seen, recipe_named("auto", **small), epochs=1))
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"\x80\x04")
    starter = models_dir() / "starter.safetensors"
    paths = [trained.model, knowing.model, broken, starter]
    reports, found = run_through(compare_models(paths, project))
    assert [model.path for model in found] == paths
    own, other, unreadable, unfit = found
    _, evaluation = run_through(evaluate(trained.model, project))
    assert own.dice == evaluation.mean_dice
    assert own.interval == evaluation.dice_interval
    assert own.images == other.images == 2
    assert not own.learnt
    assert other.learnt == ("1.png", "3.png")
    assert "pickle" in str(unreadable.problem)
    assert "does not know disc" in str(unfit.problem)
    assert reports[-1].total == 8


def test_without_held_out_images_there_is_nothing_to_compare_on(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "discs", 2)
    with pytest.raises(StudioError, match="No image is held out"):
        run_through(compare_models([models_dir() / "starter.safetensors"], project))
