from __future__ import annotations

import numpy as np
import pytest

from unet_studio.imaging.display_settings import automatic
from unet_studio.imaging.display_wish import (
    AUTOMATIC,
    DisplayWish,
    histogram,
    thinned,
    value_ends,
)

DARK = np.arange(1001, dtype=np.uint16).reshape(7, 143)
BRIGHT = DARK + np.uint16(5000)


def test_stretching_follows_each_picture_and_levels_by_hand_do_not() -> None:
    stretch = DisplayWish(percents=(10, 80))
    fixed = DisplayWish(looks=automatic(DARK), is_fixed=True)
    for picture, low in ((DARK, 100), (BRIGHT, 5100)):
        at_first = automatic(picture)
        assert AUTOMATIC.settings_for(picture, at_first) is at_first
        assert stretch.settings_for(picture, at_first).channels[0].low == low
        assert fixed.settings_for(picture, at_first) == automatic(DARK)


def test_gamma_and_channels_are_kept_while_the_range_follows() -> None:
    two = np.dstack([DARK, BRIGHT])
    looks = automatic(two).changed((0,), gamma=2.0, visible=False, colour="#123456")
    first, second = DisplayWish((0, 100), looks).settings_for(two, automatic(two)).channels
    assert (first.low, first.high, first.gamma, first.visible) == (0, 1000, 2.0, False)
    assert first.colour == "#123456"
    assert (second.low, second.high, second.visible) == (5000, 6000, True)


def test_histograms_count_what_lies_between_the_ends() -> None:
    values = np.array([0, 1, 1, 9.99, 10, 11, np.nan, np.inf, -np.inf], np.float32)
    assert histogram(values, 10, (0, 10)).tolist() == [1, 2, 0, 0, 0, 0, 0, 0, 0, 2]
    assert histogram(values, 4, (3, 3)).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        (np.array([[7]], np.uint8), (0, 255)),
        (DARK, (0, 1000)),
        (np.array([[5]], np.uint16), (5, 6)),
        (np.array([[np.nan, 2, 4]], np.float32), (2, 4)),
        (np.array([[np.nan]], np.float32), (0, 1)),
    ],
)
def test_ends_of_what_occurs(values: np.ndarray, ends: tuple[float, float]) -> None:
    assert value_ends(values) == ends


def test_thinning_keeps_the_whole_extent() -> None:
    picture = np.arange(1000 * 700).reshape(1000, 700)
    few = thinned(picture, 10_000)
    assert few.size <= 10_000
    assert few.max() > 0.98 * picture.max()
    assert thinned(few, 10_000).shape == few.shape
