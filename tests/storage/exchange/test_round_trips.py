"""Every format out and in again: the same mask, or a word about it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn_shapes import HEIGHT, WIDTH, annotations
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.imaging.rasterize import rasterize
from unet_studio.imaging.region_count import class_tallies
from unet_studio.imaging.region_form import RegionForm, mask_shapes
from unet_studio.storage.exchange.coco_export import export_coco
from unet_studio.storage.exchange.label_source import CocoFile, MaskFolder, VocFolder, YoloFolder
from unet_studio.storage.exchange.mask_export import MaskValues, export_labelme_four, export_voc
from unet_studio.storage.exchange.yolo_export import export_yolo
from unet_studio.storage.founding.project_new import new_project
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, read_mask, write_annotation

if TYPE_CHECKING:
    from collections.abc import Generator

    from unet_studio.domain.conversion_report import ConversionReport
    from unet_studio.storage.exchange.label_source import LabelSource

CLASSES = ClassTable.of(["a", "b"])


def end(job: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            return stop.value


masks = st.lists(st.sampled_from([0, 0, 1, 1, 2, 255]), min_size=48, max_size=48).map(
    lambda values: np.kron(np.array(values, np.uint8).reshape(6, 8), np.ones((2, 2), np.uint8))
)


def project_of(root: Path, *drawn: Annotation, held_out: tuple[str, ...] = ()) -> Project:
    (root / "images").mkdir(parents=True)
    for k in range(len(drawn)):
        Image.fromarray(np.full((HEIGHT, WIDTH), 40 + k, np.uint8)).save(root / f"images/{k}.png")
    project = Project(root, root / "images", root / "labels", CLASSES, frozenset(held_out))
    for image, annotation in zip(list_images(project), drawn, strict=True):
        write_annotation(project, image, annotation)
    return project


def taken_in(root: Path, images: Path, source: LabelSource) -> tuple[Project, list[Any]]:
    job = new_project(root, images_dir=images, labels=source, held_out_share=0)
    steps = []
    while True:
        try:
            steps.append(next(job))
        except StopIteration as stop:
            assert [str(s.problem) for s in steps if s.problem] == []
            return stop.value, [s.file for s in steps if s.file is not None]


def mask_of(project: Project) -> np.ndarray:
    mask = read_mask(project, list_images(project)[0])
    assert mask is not None
    return mask


def drawn(annotation: Annotation) -> np.ndarray:
    return rasterize(annotation, (HEIGHT, WIDTH), CLASSES)


# -- masks ---------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(mask=masks, form=st.sampled_from(list(RegionForm)))
def test_masks_become_shapes_and_masks_again(mask: np.ndarray, form: RegionForm) -> None:
    made = mask_shapes(mask, CLASSES, form)
    again = rasterize(Annotation(made, stated_extent=LabelExtent.FULLY), mask.shape, CLASSES)
    if form is not RegionForm.POLYGONS:
        np.testing.assert_array_equal(again, mask)
    # Where regions of two classes cross at a corner, the later outline runs over the earlier one.
    assert (again != mask).mean() < 0.2
    if form is not RegionForm.CLASS_MASKS:
        regions = class_tallies(mask, CLASSES)
        counted = class_tallies(mask, CLASSES, [s.class_name for s in made])
        assert all(counted[name].shapes == regions[name].regions for name in regions)


@settings(max_examples=25)
@given(annotation=annotations(), form=st.sampled_from(list(RegionForm)))
@pytest.mark.parametrize("values", list(MaskValues))
def test_masks_out_and_in(values: MaskValues, annotation: Annotation, form: RegionForm) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        project = project_of(root / "p", annotation)
        report = end(export_voc(project, root / "out", values=values)).report
        assert report.is_whole
        source: LabelSource = VocFolder(root / "out", form)
        if values is MaskValues.COLOUR:
            colours = {int(c.colour[1:], 16): c.name for c in CLASSES}
            colours |= {0: "background", 0xE0E0C0: "ignore"}
            source = MaskFolder(root / "out" / "SegmentationClass", colours, form=form)
        again, files = taken_in(root / "q", root / "out" / "JPEGImages", source)
        if form is not RegionForm.POLYGONS:
            np.testing.assert_array_equal(mask_of(again), drawn(annotation))
        assert same_regions_or_told(annotation, again, report, files)


def test_labelmes_four_files_hold_the_mask(tmp_path: Path) -> None:
    square = Annotation((Shape("a", [[2, 2], [9, 9]], ShapeType.RECTANGLE),))
    summary = end(export_labelme_four(project_of(tmp_path / "p", square), tmp_path / "out"))
    assert summary.report.is_whole
    assert summary.report.rows[0].after.pixels == 64


# -- COCO and YOLO -------------------------------------------------------------------------------


@settings(max_examples=120)
@given(annotation=annotations())
def test_coco_out_and_in(annotation: Annotation) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        report = end(export_coco(project_of(root / "p", annotation), root / "out")).report
        source = CocoFile(root / "out" / "instances.json")
        again, files = taken_in(root / "q", root / "out" / "images", source)
        check_mask(annotation, again)
        assert same_regions_or_told(annotation, again, report, files)


@settings(max_examples=120)
@given(annotation=annotations())
def test_yolo_out_and_in(annotation: Annotation) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        report = end(export_yolo(project_of(root / "p", annotation), root / "out")).report
        again, files = taken_in(root / "q", root / "out", YoloFolder(root / "out"))
        check_mask(annotation, again)
        assert same_regions_or_told(annotation, again, report, files)


def check_mask(annotation: Annotation, again: Project) -> None:
    """What is ignored cannot be carried over; everything else is the same."""
    wanted = drawn(annotation)
    found = mask_of(again)
    found = np.where(wanted == 255, 255, found)
    if annotation.extent is LabelExtent.PARTLY:
        found = np.where((wanted == 0) & (found == 255), 0, found)
    groups = {s.group_id for s in annotation.shapes} - {None}
    if not groups:
        np.testing.assert_array_equal(found, wanted)


def same_regions_or_told(
    annotation: Annotation, again: Project, report: ConversionReport, files: list[Any]
) -> bool:
    before = {n: t.regions for n, t in class_tallies(drawn(annotation), CLASSES).items()}
    after = {n: t.regions for n, t in class_tallies(mask_of(again), CLASSES).items()}
    told = not report.is_whole or any(
        replace(report, files=(file,), losses=()).not_carried for file in files
    )
    return before == after or told


def test_kinds_groups_and_words_survive_coco(tmp_path: Path) -> None:
    parts = tuple(
        Shape("a", [[x, 3], [x + 6, 3.5], [x + 3, 9]], group_id=4, description="twin")
        for x in (2.5, 20.25)
    )
    ring = np.ones((6, 6), bool)
    ring[2:4, 2:4] = False
    hollow = Shape("b", [[10, 12], [15, 17]], ShapeType.MASK, ring, flags={"iscrowd": True})
    whole = Annotation((*parts, hollow), stated_extent=LabelExtent.PARTLY)
    summary = end(export_coco(project_of(tmp_path / "p", whole), tmp_path / "out"))
    again, _ = taken_in(
        tmp_path / "q", tmp_path / "out" / "images", CocoFile(tmp_path / "out" / "instances.json")
    )
    found = read_annotation(again, list_images(again)[0])
    assert all(a.equals(b) for a, b in zip(found.shapes, whole.shapes, strict=True))
    assert found.extent is LabelExtent.PARTLY
    assert "partly" in summary.report.as_text()
