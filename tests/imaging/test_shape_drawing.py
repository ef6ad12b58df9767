"""Masks on the screen: filled, with a rim inside, the same in one go and in parts."""

import numpy as np
import pytest

from unet_studio.imaging.shape_drawing import DrawnShape, Placement, draw_shapes

RED = (200, 0, 0)


def drawn(shape: DrawnShape, placement: Placement, size: tuple[int, int], line_px: int = 2):
    pixels = np.zeros((*size, 4), np.uint8)
    for _ in draw_shapes(pixels, 1, lambda _i: shape, placement, opacity=0.5, line_px=line_px):
        pass
    return pixels


@pytest.fixture
def blob() -> DrawnShape:
    mask = np.zeros((30, 40), bool)
    mask[3:27, 5:35] = True
    mask[10:20, 15:25] = False
    corners = np.array([[10.0, 20], [50, 20], [50, 50], [10, 50]])
    return DrawnShape(corners, RED, RED, mask=mask)


def test_a_mask_is_filled_and_has_a_rim_inside(blob: DrawnShape) -> None:
    pixels = drawn(blob, Placement(1, 0, 0), (80, 80))
    covered = np.zeros((80, 80), bool)
    covered[20:50, 10:50] = blob.mask
    assert ((pixels[..., 3] > 0) == covered).all()
    assert pixels[23, 30, 3] == 255  # the uppermost row of it
    assert pixels[31, 22, 3] == 128  # three pixels beside the hole
    assert pixels[35, 24, 3] == 255  # beside the hole
    assert pixels[26, 20, 3] == 128


@pytest.mark.parametrize("scale", [0.4, 1.0, 3.7])
def test_parts_fit_together(blob: DrawnShape, scale: float) -> None:
    whole = drawn(blob, Placement(scale, -7, 3), (120, 150))
    parts = np.zeros_like(whole)
    for top in range(0, 120, 24):
        for left in range(0, 150, 30):
            place = Placement(scale, -7 - left, 3 - top)
            parts[top : top + 24, left : left + 30] = drawn(blob, place, (24, 30))
    assert (whole == parts).all()


def test_a_mask_out_of_sight_draws_nothing(blob: DrawnShape) -> None:
    assert not drawn(blob, Placement(1, 500, 0), (80, 80)).any()
