"""Three minutes of `auto` on real images; run with ``pytest tests/benchmarks --benchmark-only``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.learning.training.train import train
from unet_studio.storage.founding.project_new import MaskFolder, new_project

if TYPE_CHECKING:
    from pathlib import Path

HELD_OUT = ("5", "11", "17", "23", "29")


def finished(job: Any) -> Any:
    try:
        while True:
            next(job)
    except StopIteration as stop:
        return stop.value


def test_membrane_dice_after_three_minutes(
    benchmark: Any, shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "isbi2012" / "train"
    labels = MaskFolder(folder / "label", {0: "membrane", 255: "background"})
    project = finished(
        new_project(
            tmp_path / "isbi", images_dir=folder / "image", labels=labels, held_out=HELD_OUT
        )
    )
    job = train(project, recipe_named("auto"), minutes=3)
    trained = benchmark.pedantic(finished, args=(job,), rounds=1)
    found = finished(evaluate(trained.model, trained.project))
    benchmark.extra_info["membrane dice"] = found.classes["membrane"].dice
    assert len(found.images) == 5
    assert found.classes["membrane"].dice >= 0.78
    assert benchmark.stats.stats.max < 180 * 1.05
