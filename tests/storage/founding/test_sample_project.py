from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.message import StudioError
from unet_studio.imaging.sample_image import draw_cells
from unet_studio.storage.founding.sample_project import write_sample
from unet_studio.storage.project.project_file import list_images, read_project
from unet_studio.storage.project.project_labels import labelled_images, read_annotation, read_mask

if TYPE_CHECKING:
    from pathlib import Path

    from labelme_process import LabelmeProcess


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "样本"
    write_sample(folder)
    return folder


def test_twelve_images_eight_labelled_two_held_out(folder: Path) -> None:
    project = read_project(folder)
    assert len(list_images(project)) == 12
    labelled = {image.name for image in labelled_images(project)}
    assert len(labelled) == 8
    assert len(project.held_out) == 2
    assert project.held_out < labelled
    for image in labelled_images(project):
        mask = read_mask(project, image)
        assert mask is not None
        assert np.unique(mask).tolist() == [0, 1, 2]


def test_masks_are_true_of_the_drawing(folder: Path) -> None:
    project = read_project(folder)
    first, last = (labelled_images(project)[k] for k in (0, 7))
    np.testing.assert_array_equal(read_mask(project, first), draw_cells(2027).mask)
    from_polygons, truth = read_mask(project, last), draw_cells(2034).mask
    assert (from_polygons != truth).mean() < 0.002
    kinds = {shape.shape_type for shape in read_annotation(project, last).shapes}
    assert kinds == {ShapeType.MASK, ShapeType.POLYGON}


def test_labelme_opens_the_sample(folder: Path, labelme: LabelmeProcess) -> None:
    for path in folder.glob("*.json"):
        assert set(labelme.open(path)["labels"]) == {"membrane", "mitochondrion"}


def test_written_once_opened_again(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert write_sample(folder) == read_project(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StudioError, match="not empty"):
        write_sample(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
