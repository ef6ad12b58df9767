from __future__ import annotations

import numpy as np

from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.overlay import overlay

CLASSES = ClassTable().added("a", "#ff0000").added("b", "#0000ff")
GREY = np.full((40, 40), 100, np.uint8)


def mask_with_squares() -> np.ndarray:
    mask = np.zeros((40, 40), np.uint8)
    mask[5:20, 5:20] = 1
    mask[25:35, 25:35] = 2
    mask[0:3, 30:40] = 255
    return mask


def test_regions_are_tinted_and_the_rest_stays() -> None:
    shown = overlay(GREY, mask_with_squares(), CLASSES, opacity=0.5, contour_px=0)
    assert shown.shape == (40, 40, 3)
    assert shown.dtype == np.uint8
    np.testing.assert_allclose(shown[10, 10], [178, 50, 50], atol=1)
    np.testing.assert_allclose(shown[30, 30], [50, 50, 178], atol=1)
    assert (shown[22, 22] == 100).all()
    assert (shown[1, 35] == 100).all()  # what is ignored


def test_contours_are_drawn_in_the_full_colour() -> None:
    shown = overlay(GREY, mask_with_squares(), CLASSES, contour_px=1, fill=False)
    assert shown[5, 10].tolist() == [255, 0, 0]
    assert shown[10, 10].tolist() == [100, 100, 100]


def test_the_image_is_never_changed() -> None:
    image = np.full((40, 40, 3), 9, np.uint8)
    for fill in (True, False):
        overlay(image, mask_with_squares(), CLASSES, fill=fill)
    assert (image == 9).all()
    same = overlay(image, mask_with_squares(), CLASSES, opacity=0, contour_px=0)
    np.testing.assert_array_equal(same, image)
    assert same is not image


def test_16_bit_images_are_shown_stretched() -> None:
    image = np.linspace(1000, 1400, 1600).reshape(40, 40).astype(np.uint16)
    shown = overlay(image, np.zeros((40, 40), np.uint8), CLASSES)
    assert shown.min() == 0
    assert shown.max() == 255
