"""Counting how much of a project each class makes up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.class_statistics import ClassStatistics, ClassUse
from unet_studio.domain.label_class import BACKGROUND_ID, BACKGROUND_NAME, IGNORE_ID
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.imaging.rasterize import rasterize
from unet_studio.storage.pictures.image_file import read_size
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation

if TYPE_CHECKING:
    from collections.abc import Generator

    from unet_studio.domain.project import ImageRef, Project


def count_classes(project: Project) -> Generator[ProgressReport, None, ClassStatistics]:
    """Count images, shapes and pixels of every class; a job that changes nothing.

    An image whose labels cannot be read is reported and left out.
    """
    count = _Count(project)
    images = list_images(project)
    for done, image in enumerate(images, 1):
        problem = None
        try:
            count.add(image)
        except StudioError as error:
            problem = error.message
        yield ProgressReport(
            done, len(images), say("classes", "Counted {name}")(name=image.name), problem
        )
    return count.statistics()


class _Count:
    """What was counted so far, by class id."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._labelled = 0
        self._images: Counter[int] = Counter()
        self._shapes: Counter[str] = Counter()
        self._pixels = np.zeros(256, np.int64)

    def add(self, image: ImageRef) -> None:
        annotation = read_annotation(self._project, image)
        if annotation.extent is LabelExtent.UNLABELLED:
            return
        mask = rasterize(
            annotation, read_size(image.path, plane=image.plane), self._project.classes
        )
        pixels = np.bincount(mask.reshape(-1), minlength=256)
        self._labelled += 1
        self._pixels += pixels
        self._images.update(int(value) for value in np.flatnonzero(pixels))
        self._shapes.update(s.class_name for s in annotation.shapes if not s.is_draft)

    def statistics(self) -> ClassStatistics:
        known = [(c.id, c.name) for c in self._project.classes]
        uses = tuple(
            ClassUse(name, self._images[id_], self._shapes[name], int(self._pixels[id_]))
            for id_, name in (*known, (BACKGROUND_ID, BACKGROUND_NAME))
        )
        return ClassStatistics(uses, self._labelled, int(self._pixels[IGNORE_ID]))
