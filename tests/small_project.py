"""Projects of a few small pictures of bright squares, made in no time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.storage.project.project_file import list_images, write_project
from unet_studio.storage.project.project_labels import write_annotation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEIGHT, WIDTH = 48, 64


def write_image(path: Path, at: int = 8) -> Path:
    """A dark picture with a bright square, (48, 64) grey."""
    pixels = np.full((HEIGHT, WIDTH), 40, np.uint8)
    pixels[at : at + 16, at : at + 16] = 200
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)
    return path


def square(at: float = 8, class_name: str = "cell", edge: float = 16) -> Shape:
    """The outline of such a square."""
    end = at + edge
    return Shape(class_name, np.array([[at, at], [end, at], [end, end], [at, end]]))


def small_project(
    root: Path,
    images: int | Sequence[str] = 3,
    *,
    labelled: int = 0,
    classes: Sequence[str] = ("cell",),
    held_out: Sequence[str] = (),
) -> Project:
    """A project with pictures ``0.png``, ``1.png``, ... or of these names, the first labelled."""
    names = [f"{n}.png" for n in range(images)] if isinstance(images, int) else images
    for k, name in enumerate(names):
        write_image(root / name, at=4 + 3 * (k % 8))
    project = Project(root, root, root, ClassTable.of(classes), frozenset(held_out))
    write_project(project)
    for k, image in enumerate(list_images(project)[:labelled]):
        drawn = (square(4 + 3 * (k % 8), classes[0]),)
        write_annotation(project, image, Annotation(drawn, stated_extent=LabelExtent.FULLY))
    return project
