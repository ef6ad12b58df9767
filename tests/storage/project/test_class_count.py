"""How much of a project each class makes up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.storage.project.class_count import count_classes
from unet_studio.storage.project.project_file import list_images, write_project
from unet_studio.storage.project.project_labels import write_annotation

if TYPE_CHECKING:
    from pathlib import Path


def box(name: str, x0: int, y0: int, x1: int, y1: int) -> Shape:
    return Shape(name, np.array([[x0, y0], [x1, y1]], float), ShapeType.RECTANGLE)


def project_of(root: Path, *annotations: Annotation) -> Project:
    project = Project(root, root, root, ClassTable.of(["cell", "wall"]))
    write_project(project)
    for number, annotation in enumerate(annotations):
        Image.fromarray(np.zeros((10, 20), np.uint8)).save(root / f"{number}.png")
        image = list_images(project)[number]
        write_annotation(project, image, annotation, size=(10, 20))
    return project


def counted(project: Project):
    job = count_classes(project)
    reports = []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as end:
            return end.value, reports


def test_images_shapes_and_pixels_are_counted_as_in_the_masks(tmp_path):
    first = Annotation((box("cell", 0, 0, 4, 4), box("wall", 0, 0, 1, 1)))  # the wall lies over
    second = Annotation((box("cell", 0, 0, 9, 9),), stated_extent=LabelExtent.PARTLY)
    found, reports = counted(project_of(tmp_path, first, second, Annotation()))
    cell, wall, background = found.uses
    assert (cell.name, cell.images, cell.shapes, cell.pixels) == ("cell", 2, 2, 25 - 4 + 100)
    assert (wall.name, wall.images, wall.shapes, wall.pixels) == ("wall", 1, 1, 4)
    assert (background.images, background.shapes, background.pixels) == (1, 0, 200 - 25)
    assert (found.images, found.ignored_pixels) == (2, 100)
    assert sum(found.share(use) for use in found.uses) == 1
    assert [report.done for report in reports] == [1, 2, 3]


def test_a_broken_label_file_is_reported_and_left_out(tmp_path):
    project = project_of(tmp_path, Annotation((box("cell", 0, 0, 4, 4),)), Annotation())
    (tmp_path / "1.json").write_text("{")
    found, reports = counted(project)
    assert found.images == 1
    assert "1.json" in str(reports[1].problem)


def test_without_labels_there_are_no_shares(tmp_path):
    found, _reports = counted(replace(project_of(tmp_path, Annotation())))
    assert found.labelled_pixels == 0
    assert [found.share(use) for use in found.uses] == [0, 0, 0]
