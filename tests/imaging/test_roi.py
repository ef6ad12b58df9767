from __future__ import annotations

import numpy as np
import pytest

from unet_studio.imaging.roi import RoiSettings, all_rois, find_rois, grey_of


def parts() -> np.ndarray:
    """Two bright parts on dark ground, one of them with a hole, and a speck."""
    grey = np.full((60, 80), 30, np.uint8)
    grey[5:25, 10:40] = 230
    grey[10:15, 15:20] = 0
    grey[40:55, 50:60] = 201
    grey[50, 5] = 255
    return grey


def test_regions_are_boxes_around_what_is_brighter_than_the_threshold() -> None:
    found = find_rois(parts(), RoiSettings(200, 50))
    assert [(r.top, r.left, r.height, r.width) for r in found] == [
        (5, 10, 20, 30),
        (40, 50, 15, 10),
    ]
    assert [r.area_px for r in found] == [19 * 29, 14 * 9]
    assert parts()[found[0].rows, found[0].columns].shape == (20, 30)
    assert len(find_rois(parts(), RoiSettings(201, 50))) == 1  # above, not equal to


@pytest.mark.parametrize(
    ("least", "most", "count"),
    [(0, 1e9, 3), (126, 551, 2), (127, 551, 1), (126, 550, 1), (600, 9e9, 0)],
)
def test_both_ends_of_the_range_belong_to_it(least: float, most: float, count: int) -> None:
    assert len(find_rois(parts(), RoiSettings(200, least, most))) == count
    assert len(all_rois(parts(), 200)) == 3


def test_grey_values_of_colours_and_of_deep_pictures() -> None:
    colours = np.zeros((2, 2, 3), np.uint8)
    colours[0, 0] = [255, 255, 255]
    colours[0, 1] = [255, 0, 0]
    assert grey_of(colours).tolist() == [[255, 76], [0, 0]]
    deep = np.zeros((20, 20), np.uint16)
    deep[5:15, 5:15] = 4000
    assert grey_of(deep).max() == 255
    assert grey_of(parts()) is not None
