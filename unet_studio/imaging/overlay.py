"""A mask laid over its image: tinted regions and contours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.imaging.display_range import to_display

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable


def overlay(
    image: NDArray[Any],
    mask: NDArray[np.uint8],
    classes: ClassTable,
    *,
    opacity: float = 0.4,
    contour_px: int = 2,
    fill: bool = True,
) -> NDArray[np.uint8]:
    """Lay a mask over its image.

    Parameters
    ----------
    image
        (H, W) or (H, W, 3), any dtype `to_display` takes.
    mask
        (H, W) uint8 class ids; background, ignored pixels and unknown ids stay as they are.
    classes
        The colours.
    opacity
        Of the tint: 0 leaves the image as it is, 1 hides it.
    contour_px
        Width of the contours; 0 draws none.
    fill
        Whether to tint the regions.

    Returns
    -------
    NDArray
        (H, W, 3) uint8.
    """
    canvas = to_display(image)
    canvas = _tinted(canvas, mask, classes, opacity) if fill and opacity > 0 else canvas.copy()
    if contour_px > 0:
        for label_class in classes:
            _draw_contours(canvas, mask == label_class.id, label_class.rgb, contour_px)
    return canvas


def _tinted(
    canvas: NDArray[np.uint8], mask: NDArray[np.uint8], classes: ClassTable, opacity: float
) -> NDArray[np.uint8]:
    import cv2

    colours = np.zeros((256, 3), np.uint8)
    is_shown = np.zeros(256, np.uint8)
    for label_class in classes:
        colours[label_class.id] = label_class.rgb
        is_shown[label_class.id] = 1
    # Colour by table look-up in OpenCV: four times as fast as indexing with numpy.
    colour = cv2.LUT(cv2.merge([mask, mask, mask]), colours.reshape(1, 256, 3))
    blended = cv2.addWeighted(canvas, 1 - opacity, colour, opacity, 0)
    return np.asarray(cv2.copyTo(blended, cv2.LUT(mask, is_shown), canvas.copy()), np.uint8)


def _draw_contours(
    canvas: NDArray[np.uint8],
    covered: NDArray[np.bool_],
    colour: tuple[int, int, int],
    width_px: int,
) -> None:
    import cv2

    found, _ = cv2.findContours(covered.view(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(canvas, found, -1, colour, width_px)
