"""Measuring predicted masks and labels, and keeping what was found."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from small_project import small_project, write_image

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import ImageRef
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.predictions.measured_images import (
    biases,
    objects_of_labels,
    objects_of_prediction,
    predicted_images,
)
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import write_annotation

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

CLASSES = ClassTable.of(["cell"])


def result_of(steps: Generator[None, None, Any]) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A prediction of one picture, all of whose square was found."""
    write_image(tmp_path / "a.png")
    mask = np.zeros((48, 64), np.uint8)
    mask[8:24, 8:24] = 1
    write_mask(tmp_path / "out" / "masks" / "a.png", mask, CLASSES)
    files = [
        {"name": "a.png", "status": "done", "picture": str(tmp_path / "a.png")},
        {"name": "b.png", "status": "failed"},
    ]
    (tmp_path / "out" / "report.json").write_text(json.dumps({"files": files}))
    return tmp_path / "out"


def measure(out: Path) -> Any:
    (predicted,) = predicted_images(out)
    return result_of(objects_of_prediction(out, predicted.image, predicted.mask, CLASSES))


def test_what_was_measured_is_kept_until_the_mask_changes(out: Path) -> None:
    found = measure(out)
    assert (found.objects.area.tolist(), found.objects.mean.tolist()) == ([256], [[200]])
    kept = out / "objects" / "a.npz"
    assert kept.is_file()
    again = measure(out)
    assert again.totals == found.totals
    assert again.objects.mean.tolist() == [[200]]
    mask_file = out / "masks" / "a.png"
    write_mask(mask_file, np.ones((48, 64), np.uint8), CLASSES)
    os.utime(mask_file, ns=(1, 1))
    assert measure(out).objects.area.tolist() == [48 * 64]


@pytest.mark.parametrize("torn", [b"", b"no archive", b"PK\x03\x04"])
def test_a_torn_cache_is_no_cache(out: Path, torn: bytes) -> None:
    measure(out)
    (out / "objects" / "a.npz").write_bytes(torn)
    assert measure(out).objects.area.tolist() == [256]


def test_without_the_picture_there_are_no_intensities(out: Path) -> None:
    (out.parent / "a.png").unlink()
    found = measure(out)
    assert (len(found.objects), found.objects.channels) == (1, 0)


def test_a_folder_that_is_no_prediction_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="neither"):
        predicted_images(tmp_path)
    (tmp_path / "report.json").write_text('{"files": []}')
    with pytest.raises(StudioError, match="no masks"):
        predicted_images(tmp_path)


def test_labels_are_measured_as_predictions_are(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 2, labelled=1)
    labelled, unlabelled = list_images(project)
    found = result_of(objects_of_labels(project, labelled))
    # labelme's polygons cover the pixels under their lines, too
    assert (found.objects.area.tolist(), found.objects.channels) == ([17 * 17], 1)
    assert result_of(objects_of_labels(project, unlabelled)) is None


def test_bias_comes_from_the_fully_labelled_images_asked_for(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p", 5, labelled=5)
    images = list_images(project)
    predicted = {}
    for image in images:
        truth = result_of(objects_of_labels(project, image))
        predicted[image.name] = truth
    found = result_of(biases(project, images[:4], predicted))["cell"]
    assert (found.area.images, found.area.bias) == (4, 0)
    write_annotation(project, images[0], Annotation(stated_extent=LabelExtent.PARTLY))
    assert result_of(biases(project, images[:4], predicted))["cell"].area.images == 3
    assert result_of(biases(project, images[:3], predicted))["cell"].area is None
    assert result_of(biases(project, [ImageRef("gone.png", tmp_path)], predicted)) == {}
