from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.imaging.display_settings import (
    GREY,
    ChannelDisplay,
    DisplaySettings,
    automatic,
    render,
    stretched,
)


def shown(values: list[float], channel: ChannelDisplay, dtype: type = np.float32) -> list[int]:
    return render(np.array([values], dtype), DisplaySettings((channel,)))[0, :, 0].tolist()


@given(
    st.sampled_from([np.uint8, np.uint16, np.float32]),
    st.integers(0, 250),
    st.integers(0, 255),
    st.sampled_from([0.5, 1.0, 2.2]),
)
def test_every_type_shows_the_same_values_alike(
    dtype: type, low: int, span: int, gamma: float
) -> None:
    values = np.arange(256).reshape(16, 16).astype(dtype)
    got = render(values, DisplaySettings((ChannelDisplay(low, low + span, gamma),)))
    share = np.clip((values.astype(float) - low) / span, 0, 1) if span else values > low
    assert np.abs(got[..., 0] - 255 * np.power(share, 1 / gamma)).max() <= 1
    assert (got == got[..., :1]).all()


def test_values_that_are_no_number_are_dark_and_endless_ones_bright() -> None:
    values = [np.nan, -np.inf, np.inf, 1.0, 2.0, 3.4e38, -3.4e38]
    assert shown(values, ChannelDisplay(1, 2)) == [0, 0, 255, 0, 255, 255, 0]
    assert shown(values, ChannelDisplay(-3.4e38, 3.4e38))[2:4] == [255, 127]


def test_equal_ends_show_what_is_above_them() -> None:
    assert shown([4, 5, 6], ChannelDisplay(5, 5)) == [0, 0, 255]
    assert shown([4, 5, 6], ChannelDisplay(5, 5), np.uint16) == [0, 0, 255]
    assert shown([4, 5, 6], ChannelDisplay(5, 4), np.uint8) == [0, 0, 255]


def test_signed_and_wide_whole_numbers_are_shown() -> None:
    assert shown([-100, 0, 100], ChannelDisplay(-100, 100), np.int16) == [0, 127, 255]
    assert shown([0, 70_000, 140_000], ChannelDisplay(0, 140_000), np.uint32) == [0, 127, 255]


def test_channels_are_mixed_in_their_colours_and_hidden_ones_are_not() -> None:
    raw = np.array([[[0, 0], [255, 0], [0, 255], [255, 255]]], np.uint8)
    settings = automatic(raw)
    assert render(raw, settings)[0].tolist() == [
        [0, 0, 0],
        [0, 255, 0],
        [255, 0, 255],
        [255, 255, 255],
    ]
    assert render(raw, settings.changed((0,), visible=False))[0, 3].tolist() == [255, 0, 255]
    assert not render(raw, settings.changed((0, 1), visible=False)).any()
    orange = settings.changed((1,), visible=False).changed((0,), colour="#ff8000")
    assert render(raw, orange)[0, 1].tolist() == [255, 128, 0]


def test_colour_pictures_stay_as_they_are_until_something_is_changed() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (7, 9, 3), np.uint8)
    settings = automatic(rgb)
    assert settings.is_rgb
    assert render(rgb, settings) is rgb
    half = render(rgb, settings.changed((0, 1, 2), high=510.0))
    assert np.abs(half.astype(float) - rgb / 2).max() <= 0.5
    red = render(rgb, settings.changed((1, 2), visible=False))
    assert (red[..., 0] == rgb[..., 0]).all()
    assert not red[..., 1:].any()


def test_colour_pictures_are_stretched_alike_other_channels_each_for_itself() -> None:
    raw = np.stack([np.arange(100), np.arange(100) * 10, np.arange(100)], -1)[None].astype("uint16")
    assert {channel.high for channel in automatic(raw).channels} == {
        stretched(raw, 0.1, 99.9).channels[0].high
    }
    two = automatic(raw[..., :2])
    assert two.channels[1].high == pytest.approx(10 * two.channels[0].high)


def test_percentiles_are_those_asked_for() -> None:
    grey = np.arange(1001, dtype=np.uint16).reshape(7, 143)
    (channel,) = stretched(grey, 10, 80).channels
    assert (channel.low, channel.high) == (100, 800)
    assert channel == replace(channel, gamma=1.0, visible=True, colour=GREY)


def test_of_very_many_channels_the_first_is_shown() -> None:
    many = automatic(np.zeros((4, 4, 31), np.uint16))
    assert [channel.visible for channel in many.channels] == [True] + [False] * 30


def test_settings_for_other_pictures_are_refused() -> None:
    grey = np.zeros((2, 2), np.uint8)
    assert not automatic(grey).fits(np.zeros((2, 2, 3), np.uint8))
    with pytest.raises(ValueError, match="1 channels expected, not 2"):
        render(np.zeros((2, 2, 2), np.uint8), automatic(grey))
