"""The sample project: drawn by this program, so that trying it needs no download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import Project
from unet_studio.imaging.sample_image import MITOCHONDRION_ID, SAMPLE_CLASSES, draw_cells
from unet_studio.imaging.vectorize import mask_to_shapes
from unet_studio.storage.atomic_write import atomic_path
from unet_studio.storage.labels.labelme_file import write_labels
from unet_studio.storage.project.project_file import is_project, read_project, write_project

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape

IMAGES = 12
LABELLED = 8
HELD_OUT = ("cells-04.png", "cells-08.png")
_FIRST_SEED = 2026


def write_sample(folder: Path) -> Project:
    """Write the sample project, or open it where it has been written before.

    Twelve pictures of cells; eight are labelled, two of these held out. On the last labelled one
    the mitochondria are polygons, to show what those look like.

    Raises
    ------
    StudioError
        If the folder holds anything else, or cannot be written to.
    """
    folder = folder.resolve()
    if is_project(folder):
        return read_project(folder)
    _check_empty(folder)
    project = Project(
        root=folder,
        images_dir=folder,
        labels_dir=folder,
        classes=ClassTable.of(SAMPLE_CLASSES),
        held_out=frozenset(HELD_OUT),
        pixel_size_um=0.008,
    )
    for number in range(1, IMAGES + 1):
        _write_one(project, number)
    write_project(project)
    return project


def _check_empty(folder: Path) -> None:
    try:
        is_empty = not folder.exists() or not any(folder.iterdir())
    except OSError as error:
        raise StudioError(
            say("project", "Cannot open {folder}: {reason}.")(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    if not is_empty:
        raise StudioError(
            say("project", "{folder} is not empty; please choose a new folder for the sample.")(
                folder=folder
            )
        )


def _write_one(project: Project, number: int) -> None:
    drawn = draw_cells(_FIRST_SEED + number)
    path = project.root / f"cells-{number:02}.png"
    with atomic_path(path) as temporary:
        Image.fromarray(drawn.image).save(temporary, format="PNG")
    if number <= LABELLED:
        shapes = _shapes(drawn.mask, project.classes, with_polygons=number == LABELLED)
        annotation = Annotation(shapes, stated_extent=LabelExtent.FULLY)
        size = drawn.mask.shape[0], drawn.mask.shape[1]
        write_labels(path.with_suffix(".json"), annotation, image=path, size=size)


def _shapes(
    mask: NDArray[np.uint8], classes: ClassTable, *, with_polygons: bool
) -> tuple[Shape, ...]:
    if not with_polygons:
        return mask_to_shapes(mask, classes, as_polygons=False)
    is_mitochondrion = mask == MITOCHONDRION_ID
    membranes = np.where(is_mitochondrion, 0, mask).astype(np.uint8)
    mitochondria = np.where(is_mitochondrion, mask, 0).astype(np.uint8)
    return (
        *mask_to_shapes(membranes, classes, as_polygons=False),
        *mask_to_shapes(mitochondria, classes, as_polygons=True, tolerance_px=0.5),
    )
