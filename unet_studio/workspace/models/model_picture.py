"""The picture of a model on the shelf: what it says of an image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.imaging.display_range import to_display
from unet_studio.imaging.overlay import overlay
from unet_studio.storage.pictures.image_file import read_image, read_size
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.runs.film import read_film, read_film_masks, read_film_pictures
from unet_studio.workspace.garbage import importing_torch

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.project import Project
    from unet_studio.workspace.models.shelf_entry import ShelfEntry

_EDGE_PX = 256


def model_picture(entry: ShelfEntry, project: Project | None) -> NDArray[np.uint8] | None:
    """What a model does: the end of its film if it has one, else a prediction made now.

    Parameters
    ----------
    entry
        Of the shelf.
    project
        Lends an image, one that is held out if there is one; None = there is no image to predict.

    Returns
    -------
    (H, W, 3) uint8; None if it cannot be used, or there is nothing to show it on.
    """
    if not entry.is_usable:
        return None
    filmed = _end_of_film(entry.path.parent)
    if filmed is not None:
        return filmed
    return None if project is None else _predicted(entry.path, project)


def _end_of_film(run: Path) -> NDArray[np.uint8] | None:
    film = read_film(run)
    if film is None or not film.frames:
        return None
    try:
        pictures, _ = read_film_pictures(run, film)
        masks = read_film_masks(run, film, film.frames[-1])
    except StudioError:
        return None
    first = film.images[0]
    rows, columns = slice(0, first.height), slice(0, first.width)
    picture, mask = (np.ascontiguousarray(a[rows, columns]) for a in (pictures, masks))
    return overlay(picture, mask, ClassTable(film.classes), contour_px=1)


def _predicted(model: Path, project: Project) -> NDArray[np.uint8] | None:
    images = list_images(project)
    held_out = [image for image in images if image.name in project.held_out]
    if not images:
        return None
    chosen = (held_out or images)[0]
    if max(read_size(chosen.path, plane=chosen.plane)) > 4096:  # nobody waits so long for a look
        return None
    part = _middle(read_image(chosen.path, plane=chosen.plane))
    with importing_torch():
        from unet_studio.learning.prediction.predictor import Predictor

    predictor = Predictor(model, "cpu")
    mask = predictor.mask(part)
    return overlay(to_display(part), mask, predictor.classes, contour_px=1)


def _middle(pixels: NDArray[Any]) -> NDArray[Any]:
    top, left = (max(0, (n - _EDGE_PX) // 2) for n in pixels.shape[:2])
    return np.ascontiguousarray(pixels[top : top + _EDGE_PX, left : left + _EDGE_PX])
