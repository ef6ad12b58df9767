"""Projects made of images and labels drawn here, and what is in them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from unet_studio.storage.founding.project_new import (
    LabelSource,
    new_project,
)
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import (
    read_mask,
)

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.project import Project


def make(
    root: Path, images_dir: Path, labels: LabelSource, **options: Any
) -> tuple[Project, list[str]]:
    """The project, and the problems on the way."""
    problems = []
    job = new_project(root, images_dir=images_dir, labels=labels, **options)
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            return end.value, problems
        assert 1 <= report.done <= report.total
        if report.problem:
            problems.append(str(report.problem))


def save(path: Path, array: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.asarray(array, np.uint8)).save(path)


def save_images(folder: Path, *names: str) -> Path:
    for name in names:
        save(folder / name, np.zeros((4, 6)))
    return folder


def masks_of(project: Project) -> dict[str, Any]:
    return {image.name: read_mask(project, image) for image in list_images(project)}


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def pixels(*values: int) -> np.ndarray:
    """A mask of 4 x 6 pixels with these values and zeros."""
    mask = np.zeros((4, 6), np.uint8)
    mask.reshape(-1)[: len(values)] = values
    return mask
