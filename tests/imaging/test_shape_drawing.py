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


# ---- drafts: dashed and paler ----


@pytest.fixture
def outline() -> DrawnShape:
    corners = np.array([[10.0, 20], [55, 22], [60, 50], [12, 47]])
    return DrawnShape(corners, RED, RED, is_draft=True)


def test_a_draft_has_a_dashed_outline_and_a_paler_fill(outline: DrawnShape) -> None:
    plain = drawn(outline._replace(is_draft=False), Placement(1, 0, 0), (80, 80), line_px=1)
    pixels = drawn(outline, Placement(1, 0, 0), (80, 80), line_px=1)
    assert 0 < pixels[35, 35, 3] < plain[35, 35, 3]
    rim = plain[..., 2] > 130  # anti-aliased
    coloured = (pixels[..., 2] > 110) & rim
    dark = (pixels[..., 2] < 60) & (pixels[..., 3] > 90) & rim
    assert 0.3 < coloured.sum() / rim.sum() < 0.7  # a dash, a gap, a dash
    assert dark.sum() > 0.2 * rim.sum()  # and what is between is seen on bright pictures


@pytest.mark.parametrize("scale", [0.4, 1.0, 3.7, 900.0])
def test_dashes_in_parts_fit_together(outline: DrawnShape, scale: float) -> None:
    left, top = (-7.0, 3.0) if scale < 100 else (-9_000.0, -18_000.0)
    whole = drawn(outline, Placement(scale, left, top), (120, 150))
    parts = np.zeros_like(whole)
    for y in range(0, 120, 24):
        for x in range(0, 150, 30):
            place = Placement(scale, left - x, top - y)
            parts[y : y + 24, x : x + 30] = drawn(outline, place, (24, 30))
    differing = (np.abs(whole.astype(int) - parts).max(axis=2) > 40).mean()
    assert whole.any()
    assert differing < 0.01  # anti-aliased ends of dashes at the seams


def test_a_drafts_mask_has_a_dashed_rim(blob: DrawnShape) -> None:
    pixels = drawn(blob._replace(is_draft=True), Placement(3, 0, 0), (200, 200))
    plain = drawn(blob, Placement(3, 0, 0), (200, 200))
    rim = plain[..., 3] == 255
    share = (pixels[rim][:, 3] == 255).mean()
    assert 0.3 < share < 0.7
    assert (pixels[~rim][:, 3] <= plain[~rim][:, 3]).all()


def test_a_draft_of_one_line_that_is_too_far_away_draws_nothing(outline: DrawnShape) -> None:
    assert not drawn(outline, Placement(1, 500, 0), (80, 80)).any()
    point = DrawnShape(np.zeros((4, 2)), RED, RED, is_draft=True)
    drawn(point, Placement(1, 10, 10), (80, 80))  # all corners in one place
