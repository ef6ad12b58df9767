"""Small projects with bright discs, drawn and labelled here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from PIL import Image

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.storage.project.project_file import list_images, write_project
from unet_studio.storage.project.project_labels import write_annotation

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray

Result = TypeVar("Result")
HEIGHT, WIDTH = 56, 72


def draw(
    seed: int, *, colour: bool = False
) -> tuple[NDArray[np.uint8], tuple[float, float, float]]:
    """A noisy picture of one bright disc; also the disc's x, y and radius."""
    rng = np.random.default_rng(seed)
    x, y, radius = rng.uniform(22, WIDTH - 22), rng.uniform(18, HEIGHT - 18), 13.0
    rows, columns = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    inside = (columns - x) ** 2 + (rows - y) ** 2 < radius**2
    picture = rng.normal(80, 12, (HEIGHT, WIDTH)) + 90 * inside
    if colour:
        picture = np.stack([picture, picture * 0.5, 255 - picture], axis=2)
    return picture.clip(0, 255).astype(np.uint8), (x, y, radius)


def disc_project_in(
    root: Path,
    images: int = 4,
    *,
    labelled: int | None = None,
    held_out: tuple[str, ...] = (),
    classes: tuple[str, ...] = ("disc",),
    colour: bool = False,
    extent: LabelExtent | None = None,
) -> Project:
    """A project with so many pictures, the first of them labelled."""
    project = Project(
        root,
        root,
        root,
        ClassTable.of(classes),
        frozenset(held_out),
    )
    project.root.mkdir()
    write_project(project)
    discs = []
    for n in range(images):
        picture, disc = draw(n, colour=colour)
        Image.fromarray(picture).save(project.root / f"{n}.png")
        discs.append(disc)
    for n, image in enumerate(list_images(project)):
        if n < (images if labelled is None else labelled):
            x, y, radius = discs[n]
            points = np.array([[x, y], [x + radius, y]])
            shape = Shape(classes[n % len(classes)], points, ShapeType.CIRCLE)
            write_annotation(project, image, Annotation((shape,), stated_extent=extent))
    return project


def run_through(job: Generator[Any, None, Result]) -> tuple[list[Any], Result]:
    """All reports of a job, and what it returns."""
    reports = []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as stop:
            return reports, stop.value
