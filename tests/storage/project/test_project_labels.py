from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import ImageRef, Project
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.labels.labelme_file import BrokenLabelFileError
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import (
    labelled_images,
    read_annotation,
    read_extent,
    read_extents,
    read_label_content,
    read_mask,
    write_annotation,
)

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = Shape("a", [[1, 1], [3, 3]], ShapeType.RECTANGLE)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("1.png", "2.png", "10.png"):
        Image.new("L", (8, 6)).save(tmp_path / name)
    return Project(tmp_path, tmp_path, tmp_path, ClassTable.of(["a"]))


@pytest.fixture
def images(project: Project) -> list[ImageRef]:
    return list_images(project)


def test_nothing_is_drawn_at_first(project: Project, images: list[ImageRef]) -> None:
    assert read_annotation(project, images[0]).equals(Annotation())
    assert read_label_content(project, images[0]).problems == ()
    assert read_extent(project, images[0]) is LabelExtent.UNLABELLED
    assert read_mask(project, images[0]) is None
    assert labelled_images(project) == []


def test_what_is_drawn_is_kept_and_rasterised(project: Project, images: list[ImageRef]) -> None:
    write_annotation(project, images[1], Annotation((SQUARE,)))
    assert read_annotation(project, images[1]).shapes[0].equals(SQUARE)
    mask = read_mask(project, images[1])
    assert mask is not None
    assert mask.shape == (6, 8)
    assert mask.sum() == 9
    assert [image.name for image in labelled_images(project)] == ["2.png"]
    assert read_extent(project, images[1]) is LabelExtent.FULLY


@pytest.mark.parametrize(
    ("extent", "expected"), [(LabelExtent.FULLY, 0), (LabelExtent.PARTLY, 255)]
)
def test_an_image_without_shapes_can_be_labelled(
    project: Project, images: list[ImageRef], extent: LabelExtent, expected: int
) -> None:
    write_annotation(project, images[0], Annotation(stated_extent=extent))
    mask = read_mask(project, images[0])
    assert mask is not None
    assert (mask == expected).all()
    assert read_extents(project, images) == {
        "1.png": extent,
        "2.png": LabelExtent.UNLABELLED,
        "10.png": LabelExtent.UNLABELLED,
    }


def test_an_image_said_to_be_unlabelled_is(project: Project, images: list[ImageRef]) -> None:
    annotation = Annotation((SQUARE,), stated_extent=LabelExtent.UNLABELLED)
    write_annotation(project, images[0], annotation)
    assert read_mask(project, images[0]) is None
    assert labelled_images(project) == []


def test_a_label_file_of_another_picture_is_reported(
    project: Project, images: list[ImageRef]
) -> None:
    write_annotation(project, images[0], Annotation((SQUARE,)))
    Image.fromarray(np.zeros((9, 9), np.uint8)).save(images[0].path)
    (problem,) = read_label_content(project, images[0]).problems
    assert "6 x 8" in str(problem)
    assert "9 x 9" in str(problem)


def test_broken_files_do_not_hide_the_others(project: Project, images: list[ImageRef]) -> None:
    write_annotation(project, images[0], Annotation((SQUARE,)))
    label_path(project, images[1]).write_text("{")
    assert [image.name for image in labelled_images(project)] == ["1.png"]
    with pytest.raises(BrokenLabelFileError):
        read_annotation(project, images[1])
    with pytest.raises(BrokenLabelFileError):
        write_annotation(project, images[1], Annotation())
    assert label_path(project, images[1]).read_text() == "{"


def test_a_class_that_was_removed_is_reported_with_the_image(
    project: Project, images: list[ImageRef]
) -> None:
    write_annotation(project, images[0], Annotation((replace(SQUARE, class_name="gone"),)))
    with pytest.raises(StudioError, match=r"1\.png.*gone"):
        read_mask(project, images[0])


def test_labels_for_a_broken_picture_are_not_written(
    project: Project, images: list[ImageRef]
) -> None:
    images[0].path.write_bytes(b"")
    with pytest.raises(StudioError, match=r"1\.png"):
        write_annotation(project, images[0], Annotation((SQUARE,)))
    assert not label_path(project, images[0]).exists()
    write_annotation(project, images[0], Annotation((SQUARE,)), size=(6, 8))
    assert len(read_annotation(project, images[0]).shapes) == 1
