"""Pictures of a comparison: one held-out image, its label, and what each run says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from unet_studio.domain.message import StudioError
from unet_studio.imaging.display_range import to_display
from unet_studio.imaging.overlay import overlay
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import read_mask as read_mask_file
from unet_studio.storage.project.project_labels import read_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.project import ImageRef
    from unet_studio.learning.reports.comparison import Comparison


@dataclass(frozen=True, eq=False)
class PictureRow:
    """One image beside what is said of it, all in the same size.

    Attributes
    ----------
    image
        Which.
    original
        (H, W, 3) uint8.
    label
        (H, W, 3) uint8: a person's labels over it.
    predictions
        (H, W, 3) uint8 for each run: its mask over it; None where there is none.
    """

    image: ImageRef
    original: NDArray[np.uint8]
    label: NDArray[np.uint8] | None
    predictions: tuple[NDArray[np.uint8] | None, ...]


def picture_row(
    comparison: Comparison, image: ImageRef, edge_px: int, *, fill: bool = True
) -> PictureRow:
    """Draw one image of a comparison.

    Parameters
    ----------
    comparison, image
        One of its images.
    edge_px
        The longer edge is no longer than that; smaller pictures stay as they are.
    fill
        Whether masks are tinted areas; contours are always drawn.

    Raises
    ------
    StudioError
        If the image cannot be read.
    """
    original = _shrunk(to_display(read_image(image.path, plane=image.plane)), edge_px)
    classes = comparison.classes

    def shown(mask: NDArray[np.uint8] | None) -> NDArray[np.uint8] | None:
        return None if mask is None else _laid_over(original, mask, classes, fill=fill)

    try:
        label = read_mask(comparison.project, image)
    except StudioError:
        label = None
    files = [run.masks.get(image.name) for run in comparison.runs]
    masks = (read_mask_file(f) if f is not None and f.is_file() else None for f in files)
    return PictureRow(image, original, shown(label), tuple(shown(mask) for mask in masks))


def _laid_over(
    picture: NDArray[np.uint8], mask: NDArray[np.uint8], classes: ClassTable, *, fill: bool
) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    fitting = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST)
    small = np.asarray(fitting, np.uint8)
    return overlay(picture, small, classes, contour_px=1 if fill else 2, fill=fill)


def _shrunk(picture: NDArray[Any], edge_px: int) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    factor = edge_px / max(height, width)
    if factor >= 1:
        return np.asarray(picture, np.uint8)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
