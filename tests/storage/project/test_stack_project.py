"""Stacks in a project: labels of each plane, out as masks and in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import tifffile

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.storage.exchange.mask_export import export_voc
from unet_studio.storage.founding.project_new import MaskFolder, new_project
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.project.project_file import list_images, write_project
from unet_studio.storage.project.project_labels import (
    read_annotation,
    read_extents,
    write_annotation,
)
from unet_studio.storage.project.project_labels import read_mask as mask_of

if TYPE_CHECKING:
    from pathlib import Path

    from labelme_process import LabelmeProcess


def box(left: float) -> Shape:
    corners = np.array([[left, 2.0], [left + 4, 8.0]])
    return Shape("cell", corners, ShapeType.RECTANGLE)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    root.mkdir()
    made = Project(root, root, root, ClassTable.of(["cell"]))
    write_project(made)
    planes = np.arange(3 * 12 * 20, dtype=np.uint8).reshape(3, 12, 20)
    tifffile.imwrite(root / "a.tif", planes, photometric="minisblack")
    for number, image in enumerate(list_images(made)[:2]):
        write_annotation(made, image, Annotation((box(3.0 + 5 * number),)))
    return made


def test_each_plane_has_labels_of_its_own(project: Project) -> None:
    images = list_images(project)
    assert list(read_extents(project, images).values()) == [
        LabelExtent.FULLY,
        LabelExtent.FULLY,
        LabelExtent.UNLABELLED,
    ]
    second = read_annotation(project, images[1]).shapes[0]
    assert second.points.min(axis=0).tolist() == [8, 2]


def test_labelme_opens_the_labels_of_any_plane(project: Project, labelme: LabelmeProcess) -> None:
    opened = labelme.open(project.root / "a.tif#0002.json")
    assert (opened["labels"], opened["image_path"]) == (["cell"], "a.tif")


def test_masks_go_out_and_come_in_plane_by_plane(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in export_voc(project, out):
        pass
    masks = sorted((out / "SegmentationClass").iterdir())
    assert [mask.name for mask in masks] == ["a#0001.png", "a#0002.png"]
    assert len(list((out / "JPEGImages").iterdir())) == 2
    images = list_images(project)
    for mask, image in zip(masks, images[:2], strict=True):
        np.testing.assert_array_equal(read_mask(mask), mask_of(project, image))

    root = tmp_path / "again"
    wanted = MaskFolder(out / "SegmentationClass")
    for _ in new_project(root, images_dir=project.images_dir, labels=wanted):
        pass
    assert sorted(path.name for path in (root / "labels").iterdir()) == [
        "a.tif#0001.json",
        "a.tif#0002.json",
    ]


def test_a_stack_of_masks_of_the_same_name_comes_in(project: Project, tmp_path: Path) -> None:
    (tmp_path / "masks").mkdir()
    values = np.zeros((3, 12, 20), np.uint8)
    values[0, 2:5, 2:5] = 1
    values[2, 6:9, 6:9] = 1
    tifffile.imwrite(tmp_path / "masks" / "a.tif", values, photometric="minisblack")
    root = tmp_path / "again"
    for _ in new_project(
        root, images_dir=project.images_dir, labels=MaskFolder(tmp_path / "masks")
    ):
        pass
    made = Project(root, project.images_dir, root / "labels", ClassTable.of(["class-1"]))
    for image, plane in zip(list_images(made), values, strict=True):
        found = mask_of(made, image)
        assert found is not None
        np.testing.assert_array_equal(found, plane)
