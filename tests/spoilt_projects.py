"""Small sound projects, and ways to spoil one thing about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from small_project import HEIGHT, WIDTH

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.project import Project
from unet_studio.storage.data_doctor.check import check_data
from unet_studio.storage.project.project_file import list_images, write_project
from unet_studio.storage.project.project_labels import read_annotation, write_annotation

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.finding import Finding
    from unet_studio.domain.project import ImageRef

HELD_OUT = frozenset({"1.png", "4.png"})


def picture(seed: int, *, inverted: bool = False) -> tuple[NDArray[np.uint8], Shape]:
    """Noise of its own with a bright square, and the square's outline."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(20, 90, (HEIGHT, WIDTH)).astype(np.uint8)
    x, y = (int(v) for v in rng.integers(4, 28, 2))
    pixels[y : y + 16, x : x + 16] += 120
    corners = np.array([[x, y], [x + 15, y], [x + 15, y + 15], [x, y + 15]])
    return (255 - pixels if inverted else pixels), Shape("cell", corners)


def sound_project(root: Path, images: int = 6) -> Project:
    """Pictures that differ, each with its square drawn; two are held out."""
    root.mkdir(exist_ok=True)
    project = Project(root, root, root, ClassTable.of(["cell"]), HELD_OUT)
    write_project(project)
    for number in range(images):
        Image.fromarray(picture(number)[0]).save(root / f"{number}.png")
    for number, image in enumerate(list_images(project)):
        write_annotation(project, image, fully(picture(number)[1]))
    return project


def fully(*shapes: Shape) -> Annotation:
    """A fully labelled image."""
    return Annotation(shapes, stated_extent=LabelExtent.FULLY)


def box(x: float, y: float, width: float, height: float, name: str = "cell") -> Shape:
    """A polygon with four corners."""
    right, bottom = x + width, y + height
    return Shape(name, np.array([[x, y], [right, y], [right, bottom], [x, bottom]], float))


def image_of(project: Project, name: str) -> ImageRef:
    """An image by its name."""
    found = list_images(project).find(name)
    assert found is not None
    return found


def draw(project: Project, name: str, *shapes: Shape) -> None:
    """Draw more on an image."""
    image = image_of(project, name)
    write_annotation(project, image, fully(*read_annotation(project, image).shapes, *shapes))


def redraw(project: Project, name: str, annotation: Annotation) -> None:
    """Draw something else on an image."""
    write_annotation(project, image_of(project, name), annotation)


def checked(project: Project) -> list[Finding]:
    """What the check of a project finds."""
    return finished(check_data(project))


def finished(job: Any) -> Any:
    """What a job returns."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def keys(findings: list[Finding]) -> set[str]:
    """Of all that is not as it should be."""
    return {finding.key for finding in findings if finding.level != "ok"}


def found(project: Project, key: str) -> Finding:
    """The finding of this key."""
    (finding,) = (finding for finding in checked(project) if finding.key == key)
    return finding
