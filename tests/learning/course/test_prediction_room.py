"""Memory that runs out in validation: tiles get smaller, it is said, and nothing learnt is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from discs import disc_project_in, run_through
from PIL import Image

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.message import StudioError
from unet_studio.domain.report import TrainingPhase
from unet_studio.learning.course.last_checkpoint import read_last
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training import scoring
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation
from unet_studio.storage.runs.film import read_film
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.rerun_file import find_rerun
from unet_studio.storage.runs.run_folder import BEST

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.report import TrainingReport

LARGE_PX = 300


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Whose held-out image is larger than the others, and than a tile may be."""
    project = disc_project_in(tmp_path / "discs", 3, held_out=("2.png",))
    image = list_images(project)[2]
    pixels = np.random.default_rng(0).normal(80, 12, (LARGE_PX, LARGE_PX))
    pixels[100:160, 120:200] += 90
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(image.path)
    box = Shape("disc", np.array([[120.0, 100.0], [200.0, 160.0]]), ShapeType.RECTANGLE)
    write_annotation(project, image, Annotation((box,)))
    return project


def small(**values: object) -> Recipe:
    plan = {"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
    return recipe_named("auto", **{**plan, **values})


class Memory:
    """Lets a network that predicts take pictures with edges of so many pixels at most."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
        self.edge_px = LARGE_PX
        memory, honest = self, UNet.forward

        def forward(network: UNet, x: torch.Tensor) -> torch.Tensor:
            if not network.training and max(x.shape[2:]) > memory.edge_px:
                raise error
            return honest(network, x)

        monkeypatch.setattr(UNet, "forward", forward)


def told(reports: list[TrainingReport]) -> list[tuple[TrainingPhase, str]]:
    notes = [(report.phase, str(report.note)) for report in reports if report.note]
    return [(phase, note) for phase, note in notes if "Memory ran out" in note]


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory"),
        MemoryError(),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate ..."),
    ],
)
def test_held_out_images_are_predicted_in_smaller_tiles(
    project: Project, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    Memory(monkeypatch, error).edge_px = 160
    reports, trained = run_through(train(project, small(), epochs=4))
    ((phase, note),) = told(reports)
    assert phase is TrainingPhase.PREPARING  # where the speed of a validation is measured
    assert "tiles of 148 pixels" in note
    assert trained.best["disc"].dice is not None
    assert read_card(trained.model).scores == trained.best
    assert find_rerun(trained.run) is None  # who has more memory would not get these scores


def test_memory_may_run_out_when_the_training_is_well_under_way(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(monkeypatch, MemoryError())
    job = train(project, small(), epochs=6)
    next(report for report in job if report.step == 2)
    memory.edge_px = 125  # tiles of 148 pixels come out as 128, those of 128 as 124
    reports, trained = run_through(job)
    assert [note.split(" tiles of ")[1][:3] for _, note in told(reports)] == ["148", "128"]
    steps = [r.step for r in reports if r.phase is TrainingPhase.TRAINING and r.train_loss]
    assert steps == list(range(3, len(steps) + 3))  # none left out, none twice
    assert read_card(trained.model).scores["disc"].dice is not None


def test_what_was_learnt_is_kept_where_no_tile_is_small_enough(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(monkeypatch, MemoryError())
    job = train(project, small(), epochs=6, run_dir=tmp_path / "run")
    next(report for report in job if report.step == 3)
    memory.edge_px = 10
    with pytest.raises(StudioError, match=r"stopped at step \d+\. Memory ran out in validation"):
        run_through(job)
    assert read_last(tmp_path / "run")[1]["loop"]["step"] >= 3
    assert (tmp_path / "run" / BEST).is_file()


def test_the_last_scores_are_made_in_smaller_tiles_too(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, edges = scoring.final_score, []

    def final_score(inference: Any, *given: Any) -> Any:
        edges.append(inference.tile_px)
        if len(edges) == 1:
            raise MemoryError
        return honest(inference, *given)

    monkeypatch.setattr(scoring, "final_score", final_score)
    reports, trained = run_through(train(project, small(), epochs=2))
    assert edges[1] == 148 < edges[0]
    ((phase, _),) = told(reports)
    assert phase is TrainingPhase.VALIDATING
    assert read_card(trained.model).scores["disc"].dice is not None
    assert find_rerun(trained.run) is None


def test_a_film_is_left_out_where_there_is_no_room_for_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    Memory(monkeypatch, MemoryError()).edge_px = 10
    all_learnt = replace(project, held_out=frozenset())
    recipe = small(**{"data.validation_share": 0.0})
    reports, trained = run_through(train(all_learnt, recipe, epochs=1))
    assert not told(reports)
    assert read_film(trained.run) is None
    assert trained.model.is_file()


def test_other_errors_are_not_taken_for_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    Memory(monkeypatch, RuntimeError("the shapes do not fit")).edge_px = 160
    with pytest.raises(RuntimeError, match="do not fit"):
        run_through(train(project, small(), epochs=1))
