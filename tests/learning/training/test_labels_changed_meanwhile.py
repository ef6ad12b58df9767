"""Labels that change while a training reads its images: it learns from them as they were."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from discs import draw, run_through
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from unet_studio.domain.message import StudioError
from unet_studio.learning.data import split
from unet_studio.learning.data.kept_targets import KeptTargets
from unet_studio.learning.data.split import read_split
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, write_annotation
from unet_studio.storage.runs.model_file import read_card, read_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe

    MakeProject = Callable[..., Project]


def small() -> Recipe:
    plan = {"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
    return recipe_named("auto", **plan)


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """No image stays in memory: each is read again whenever it is needed."""
    monkeypatch.setattr(split, "memory_bytes", lambda: 1000)


def save_other_labels(project: Project, name: str) -> None:
    image = next(image for image in list_images(project) if image.name == name)
    annotation = read_annotation(project, image)
    shape = annotation.shapes[0]
    moved = replace(shape, points=shape.points + 6)
    write_annotation(project, image, replace(annotation, shapes=(moved,)))


def tear(project: Project, name: str) -> None:
    """As a program leaves it that was just about to write it."""
    path = (project.root / name).with_suffix(".json")
    path.write_bytes(path.read_bytes()[:150])


def delete(project: Project, name: str) -> None:
    (project.root / name).with_suffix(".json").unlink()


@pytest.mark.usefixtures("no_room")
def test_a_training_learns_from_labels_as_they_were_when_it_began(
    disc_project: MakeProject, tmp_path: Path
) -> None:
    project = disc_project(6, held_out=("0.png", "4.png"))
    _, alone = run_through(train(project, small(), epochs=6, run_dir=tmp_path / "alone"))
    job = train(project, small(), epochs=6, run_dir=tmp_path / "disturbed")
    next(report for report in job if report.step == 1)
    save_other_labels(project, "1.png")
    tear(project, "2.png")
    delete(project, "3.png")
    tear(project, "4.png")
    save_other_labels(project, "5.png")
    _, disturbed = run_through(job)
    (_, ours), (_, theirs) = read_model(disturbed.model), read_model(alone.model)
    for name, weights in theirs.items():
        np.testing.assert_array_equal(ours[name], weights, err_msg=name)
    cards = [read_card(trained.model) for trained in (disturbed, alone)]
    assert cards[0].scores == cards[1].scores
    assert cards[0].data_fingerprint == cards[1].data_fingerprint


def test_what_was_saved_is_learnt_by_the_next_training(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    before = run_through(read_split(project, small().data))[1]
    save_other_labels(project, "1.png")
    after = run_through(read_split(project, small().data))[1]
    assert (before.training.images[0].target == after.training.images[0].target).all()
    assert (before.training.images[1].target != after.training.images[1].target).any()


@pytest.mark.usefixtures("no_room")
def test_another_picture_is_not_learnt_with_the_labels_of_the_first(
    disc_project: MakeProject, tmp_path: Path
) -> None:
    project = disc_project(3, held_out=("2.png",))
    job = train(project, small(), epochs=50, run_dir=tmp_path / "run")
    next(report for report in job if report.step == 2)
    for name in ("0.png", "1.png"):
        Image.fromarray(draw(7)[0]).save(project.root / name)
    with pytest.raises(StudioError, match=r"picture of [01].png was replaced .* kept in"):
        run_through(job)


def test_a_file_torn_anywhere_is_left_out_aloud(disc_project: MakeProject) -> None:
    project = disc_project(2, classes=("圆盘",))
    path = project.root / "1.json"
    whole = path.read_bytes()
    for length in range(0, len(whole.rstrip()) - 1, 9):
        path.write_bytes(whole[:length])
        notes, found = run_through(read_split(project, small().data))
        assert found.training.names == ("0.png",), length
        assert any("1.png is left out" in str(note) for note in notes), length
    path.write_bytes(whole)
    assert len(run_through(read_split(project, small().data))[1].training.names) == 2


@given(
    target=arrays.arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40))),
    is_turned=st.booleans(),
)
def test_a_kept_target_comes_back_as_it_was(target: NDArray[np.uint8], is_turned: bool) -> None:
    target = target.T if is_turned else target
    kept = KeptTargets()
    kept.keep("a", target)
    as_it_was, target[...] = target.copy(), 7
    np.testing.assert_array_equal(kept["a"], as_it_was)


def test_kept_targets_take_little_memory() -> None:
    kept = KeptTargets()
    target = np.zeros((1000, 1000), np.uint8)
    target[200:600, 300:700] = 3
    kept.keep("a", target)
    assert 0 < kept.taken < target.nbytes / 50
