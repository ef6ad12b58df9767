"""Drafts never reach a training batch, nor a score: a real training, its batches looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from discs import HEIGHT, WIDTH, run_through

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.draft import as_draft
from unet_studio.learning.data.batches import Batches
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, write_annotation
from unet_studio.storage.runs.model_file import read_card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unet_studio.domain.project import Project
    from unet_studio.learning.data.batches import Batch
    from unet_studio.learning.data.sampling import Sample

    MakeProject = Callable[..., Project]

EVERYTHING = Shape("disc", np.array([[0, 0], [WIDTH, HEIGHT]]), ShapeType.RECTANGLE)


def put_drafts(project: Project, names: Sequence[str]) -> None:
    """A draft over the whole of each of these images."""
    for image in list_images(project):
        if image.name in names:
            before = read_annotation(project, image)
            shapes = (*before.shapes, as_draft(EVERYTHING, "net@12ab"))
            write_annotation(project, image, replace(before, shapes=shapes))


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[tuple[set[str], Any]]:
    """What every step learnt from: names of images and targets."""
    seen: list[tuple[set[str], Any]] = []
    of = Batches.of

    def spy(self: Batches, samples: Sequence[Sample], done: float) -> Batch:
        batch = of(self, samples, done)
        seen.append(({image.name for image, _ in samples}, batch.target.numpy().copy()))
        return batch

    monkeypatch.setattr(Batches, "of", spy)
    return seen


def trained(project: Project) -> Any:
    wish = {"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
    _, made = run_through(train(project, recipe_named("auto", **wish), epochs=2, seed=3))
    return read_card(made.model)


def test_no_pixel_of_a_draft_is_in_a_batch(
    disc_project: MakeProject, batches: list[tuple[set[str], Any]]
) -> None:
    # 0 to 2 are drawn, 3 is held out, 4 and 5 have nothing but a draft; 1 and 2 have one as well.
    project = disc_project(6, labelled=4, held_out=("3.png", "5.png"))
    put_drafts(project, ("1.png", "2.png", "4.png", "5.png"))

    card = trained(project)

    assert set(card.trained_on) == {"0.png", "1.png", "2.png"}
    assert card.held_out == ("3.png",)
    assert batches
    for names, target in batches:
        assert names <= {"0.png", "1.png", "2.png"}
        if "0.png" not in names:  # no background is known where drafts are left
            assert set(np.unique(target)) <= {1, 255}
        assert (target == 1).mean() < 0.5  # a disc, and not the whole picture


def test_a_training_is_the_same_without_them(
    disc_project: MakeProject, batches: list[tuple[set[str], Any]]
) -> None:
    project = disc_project(4, labelled=3, held_out=("2.png",))
    first = trained(project)
    without = list(batches)
    batches.clear()
    put_drafts(project, ("3.png",))

    second = trained(project)

    assert second.data_fingerprint == first.data_fingerprint
    assert len(batches) == len(without)
    for (_, one), (_, other) in zip(batches, without, strict=True):
        np.testing.assert_array_equal(one, other)


def test_scores_do_not_know_of_them(disc_project: MakeProject) -> None:
    project = disc_project(4, held_out=("2.png", "3.png"))
    trained(project)
    (model,) = project.root.rglob("best.safetensors")
    image = list_images(project)[3]
    write_annotation(project, image, Annotation((as_draft(EVERYTHING, "net@12ab"),)))

    _, found = run_through(evaluate(model, project))

    assert [one.name for one in found.images] == ["2.png"]
