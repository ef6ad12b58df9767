from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn_shapes import annotations
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from small_project import small_project, square, write_image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.imaging.rasterize import rasterize
from unet_studio.imaging.roi import Roi, RoiSettings
from unet_studio.storage.founding.roi_crop import CropOutcome, crop_project, cropped_shape
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.project.project_file import is_project, list_images, read_project
from unet_studio.storage.project.project_labels import read_annotation, read_mask, write_annotation

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.project import Project

WHOLE = RoiSettings(150, 50)


def crop(project: Project, root: Path, how: RoiSettings = WHOLE) -> tuple[CropOutcome, list[str]]:
    problems = []
    job: Any = crop_project(project, root, how)
    while True:
        try:
            report = next(job)
        except StopIteration as stop:
            return stop.value, problems
        problems += [str(report.problem)] if report.problem else []


def test_images_and_labels_are_cropped_alike(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 3, labelled=2, held_out=["1.png"])
    outcome, problems = crop(project, tmp_path / "rois")
    assert problems == []
    made = read_project(tmp_path / "rois")
    images = list_images(made)
    assert [image.name for image in images] == ["0.png", "1.png", "2.png"]
    assert (made.held_out, made.classes) == (project.held_out, project.classes)
    for old, new in zip(list_images(project), images, strict=True):
        at = 4 + 3 * list_images(project).index(old)
        box = slice(at, at + 16)
        np.testing.assert_array_equal(read_image(new.path), read_image(old.path)[box, box])
        before, after = read_mask(project, old), read_mask(made, new)
        assert (before is None) == (after is None)
        if before is not None:
            np.testing.assert_array_equal(after, before[box, box])
    (row,) = outcome.report.rows
    assert (row.before.regions, row.after.regions) == (2, 2)
    assert row.before.pixels == 2 * 17 * 17
    assert "lie outside" in outcome.report.as_text()  # labelme draws one row and column more


def test_several_regions_of_an_image_become_images(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", ["a/x.png"], labelled=1)
    pixels = np.full((48, 64), 40, np.uint8)
    pixels[4:20, 4:20] = pixels[28:44, 40:60] = 200
    Image.fromarray(pixels).save(tmp_path / "p/a/x.png")
    outcome, _ = crop(project, tmp_path / "rois")
    assert [i.name for i in list_images(outcome.project)] == ["a/x-1.png", "a/x-2.png"]
    first, second = (read_annotation(outcome.project, i) for i in list_images(outcome.project))
    assert len(first.shapes) == 1
    assert (len(second.shapes), second.extent) == (0, LabelExtent.FULLY)


def test_depth_is_kept(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 1)
    bright = np.zeros((20, 30), np.uint16)
    bright[5:15, 5:25] = 4000
    Image.fromarray(bright).save(tmp_path / "p" / "0.png")
    Image.fromarray(bright.astype(np.float32) / 4000).save(tmp_path / "p" / "1.tif")
    outcome, problems = crop(project, tmp_path / "rois")
    assert problems == []
    one, other = (read_image(image.path) for image in list_images(outcome.project))
    assert (one.dtype, one.shape, one.min()) == (np.uint16, (10, 20), 4000)
    assert (other.dtype, other.shape, other.min()) == (np.float32, (10, 20), 1)


@settings(max_examples=150)
@given(
    annotation=annotations(),
    box=st.tuples(st.integers(0, 12), st.integers(0, 16), st.integers(1, 12), st.integers(1, 16)),
)
def test_cropping_shapes_is_cropping_the_mask(annotation: Annotation, box: Any) -> None:
    roi = Roi(*box, area_px=1)
    classes = ClassTable.of(["a", "b"])
    whole = rasterize(annotation, (24, 32), classes)[roi.rows, roi.columns]
    kept = [cropped_shape(s, roi, (24, 32)) for s in annotation.shapes if s.is_drawable]
    shapes = tuple(shape for shape in kept if shape is not None)
    again = Annotation(shapes, stated_extent=annotation.extent)
    np.testing.assert_array_equal(rasterize(again, (roi.height, roi.width), classes), whole)


def test_a_bad_image_does_not_stop_the_others(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 2, labelled=2)
    (tmp_path / "p" / "0.png").write_bytes(b"")
    outcome, problems = crop(project, tmp_path / "rois")
    assert len(problems) == 1
    assert [i.name for i in list_images(outcome.project)] == ["1.png"]
    assert outcome.report.carried == 1


def test_nothing_of_interest_and_folders_that_do_not_fit(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 1, labelled=1)
    with pytest.raises(StudioError, match="255"):
        crop(project, tmp_path / "none", RoiSettings(255))
    assert not is_project(tmp_path / "none")
    with pytest.raises(StudioError, match="not empty"):
        crop(project, tmp_path / "p")
    with pytest.raises(StudioError, match="among"):
        crop(project, tmp_path / "p" / "rois")


def test_closing_early_leaves_whole_files_and_no_project(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 3, labelled=3)
    job = crop_project(project, tmp_path / "rois", WHOLE)
    next(job)
    job.close()
    assert sorted(p.name for p in (tmp_path / "rois").iterdir()) == ["0.json", "0.png"]
    assert not is_project(tmp_path / "rois")


def test_masks_are_cut_and_unlabelled_images_stay_so(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 2)
    write_image(tmp_path / "p" / "0.png", 8)
    brushed = Shape("cell", [[0, 0], [11, 11]], ShapeType.MASK, np.ones((12, 12), bool))
    write_annotation(project, list_images(project)[0], Annotation((brushed, square(30))))
    outcome, _ = crop(project, tmp_path / "rois")
    first, second = (read_annotation(outcome.project, i) for i in list_images(outcome.project))
    (cut,) = first.shapes
    assert cut.mask is not None
    assert (cut.mask.shape, cut.points.tolist()) == ((4, 4), [[0, 0], [3, 3]])
    assert second.extent is LabelExtent.UNLABELLED
