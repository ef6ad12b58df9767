"""Display settings: how raw values become the colours of a screen; the values themselves stay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.imaging.channels import channel_count

if TYPE_CHECKING:
    from numpy.typing import NDArray

DARKEST_PERCENT = 0.1
BRIGHTEST_PERCENT = 99.9

GREY = "#ffffff"
RGB_COLOURS = ("#ff0000", "#00ff00", "#0000ff")
MIXING_COLOURS = ("#00ff00", "#ff00ff", "#00ffff", "#ffff00", "#ff0000", "#0000ff")
"""Colours of the channels of a picture that is neither grey nor RGB. Green and magenta come first:
where two channels overlap they add up to white, and colour-blind eyes tell them apart."""

_MIXED_UP_TO = 6  # of more channels only the first is shown: all at once they are one white fog
_SAMPLED_VALUES = 1 << 20  # percentiles of more values than these change nothing one can see
_STEPS = 1 << 16  # a floating value is looked up as one of so many between low and high


@dataclass(frozen=True)
class ChannelDisplay:
    """How one channel is shown.

    Attributes
    ----------
    low, high
        The raw values that are shown black and at full brightness. Where they are equal, all that
        is above them is at full brightness.
    gamma
        Over 0; the brightness between is raised to 1 / gamma, so that over 1 is brighter.
    visible
        Whether it is shown at all.
    colour
        ``#rrggbb``; the colours of all visible channels add up.
    """

    low: float
    high: float
    gamma: float = 1.0
    visible: bool = True
    colour: str = GREY


@dataclass(frozen=True)
class DisplaySettings:
    """How all channels of a picture are shown.

    Attributes
    ----------
    channels
        One for each channel of the picture; never empty.
    """

    channels: tuple[ChannelDisplay, ...]

    @property
    def is_rgb(self) -> bool:
        """Whether these are the red, green and blue of a colour picture."""
        return tuple(channel.colour for channel in self.channels) == RGB_COLOURS

    def fits(self, raw: NDArray[Any]) -> bool:
        """Whether a picture, (H, W) or (H, W, C), has as many channels."""
        return len(self.channels) == channel_count(raw)

    def changed(self, numbers: tuple[int, ...], **changes: Any) -> DisplaySettings:
        """With these fields of some channels changed, `numbers` counting from 0."""
        channels = list(self.channels)
        for number in numbers:
            channels[number] = replace(channels[number], **changes)
        return DisplaySettings(tuple(channels))


def automatic(sample: NDArray[Any]) -> DisplaySettings:
    """How a picture is shown as long as nobody wishes otherwise.

    Parameters
    ----------
    sample
        The picture or a part of its pixels, (H, W) or (H, W, C), any real type. 8-bit values are
        shown as they are; others are stretched between their 0.1 and 99.9 percentiles, the three
        channels of a colour picture alike, any others each for itself.
    """
    if sample.dtype == np.uint8:
        return _settings([(0.0, 255.0)] * channel_count(sample))
    return stretched(sample, DARKEST_PERCENT, BRIGHTEST_PERCENT)


def stretched(sample: NDArray[Any], low_percent: float, high_percent: float) -> DisplaySettings:
    """Settings that spread what lies between two percentiles over the whole of a screen's range.

    Parameters
    ----------
    sample
        As for `automatic`; values that are no finite number do not count.
    low_percent, high_percent
        Percentiles, 0 to 100, the lower one first.
    """
    count = channel_count(sample)
    if count in (1, 3):  # one range for all of a colour picture, or its colours would change
        return _settings([value_range(sample, low_percent, high_percent)] * count)
    return _settings([value_range(sample[..., k], low_percent, high_percent) for k in range(count)])


def value_range(
    values: NDArray[Any], low_percent: float, high_percent: float
) -> tuple[float, float]:
    """Two percentiles of the finite values; least and greatest where the percentiles are equal."""
    values = values.reshape(-1)[:: max(1, -(-values.size // _SAMPLED_VALUES))]
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    if not values.size:
        return 0.0, 0.0
    low, high = np.percentile(values, (low_percent, high_percent))
    if not high > low:  # less than one pixel in a thousand differs: show that one
        low, high = values.min(), values.max()
    return float(low), float(high)


def render(raw: NDArray[Any], settings: DisplaySettings) -> NDArray[np.uint8]:
    """A picture, or any part of one, as a screen shows it.

    Parameters
    ----------
    raw
        (H, W) or (H, W, C), any real type; not-a-number is shown as the least value. Fast for
        uint8, uint16 and float32.
    settings
        For as many channels.

    Returns
    -------
    NDArray
        (H, W, 3) uint8 RGB. The array itself where nothing has to change.

    Raises
    ------
    ValueError
        If the settings are for another number of channels.
    """
    if not settings.fits(raw):
        raise ValueError(f"{len(settings.channels)} channels expected, not {channel_count(raw)}")
    if raw.dtype == np.uint8 and settings.is_rgb and all(map(_is_plain, settings.channels)):
        return raw
    planes: list[NDArray[np.uint8] | None] = [None, None, None]
    for number, channel in enumerate(settings.channels):
        if channel.visible:
            _add_channel(planes, raw if raw.ndim == 2 else raw[..., number], channel)
    return _merged(planes, raw.shape[:2])


def _settings(ranges: list[tuple[float, float]]) -> DisplaySettings:
    count = len(ranges)
    colours = {1: (GREY,), 3: RGB_COLOURS}.get(count, MIXING_COLOURS)
    return DisplaySettings(
        tuple(
            ChannelDisplay(
                low, high, visible=count <= _MIXED_UP_TO or k == 0, colour=colours[k % len(colours)]
            )
            for k, (low, high) in enumerate(ranges)
        )
    )


def _is_plain(channel: ChannelDisplay) -> bool:
    """Whether 8-bit values are shown as they are."""
    return channel == ChannelDisplay(0.0, 255.0, colour=channel.colour)


def _add_channel(
    planes: list[NDArray[np.uint8] | None], values: NDArray[Any], channel: ChannelDisplay
) -> None:
    """Add one channel, values (h, w), to red, green and blue."""
    import cv2

    if values.dtype.kind == "f" or values.dtype.itemsize > 2 or values.dtype.kind == "i":
        values = _steps(values, channel.low, channel.high)
        channel = replace(channel, low=0.0, high=_STEPS - 1.0)
    looked_up: dict[int, NDArray[np.uint8]] = {}
    for number in range(3):
        most = int(channel.colour[1 + 2 * number : 3 + 2 * number], 16)
        if not most:
            continue
        if most not in looked_up:
            looked_up[most] = _looked_up(values, _table(values.dtype.itemsize, channel, most))
        old, new = planes[number], looked_up[most]
        planes[number] = new if old is None else np.asarray(cv2.add(old, new), np.uint8)


def _steps(values: NDArray[Any], low: float, high: float) -> NDArray[np.uint16]:
    """Values as steps between low and high; not-a-number is the lowest step."""
    most = float(np.finfo(np.float32).max)
    per_half = min(2 * (_STEPS - 1) / (high - low), most) if high > low else most
    with np.errstate(over="ignore", invalid="ignore"):
        # Halves, as the difference of two values may be more than a float holds. Worked on in
        # place, as new memory is what takes the time.
        share = np.multiply(values, np.float32(0.5), dtype=np.float32)
        share -= np.float32(low * 0.5)
        share *= np.float32(per_half)
        np.fmax(share, 0, out=share)  # fmax and fmin leave not-a-number out
        np.fmin(share, _STEPS - 1, out=share)
    return np.asarray(share.astype(np.uint16))


@lru_cache(maxsize=64)
def _table(itemsize: int, channel: ChannelDisplay, most: int) -> NDArray[np.uint8]:
    """What each value of 1 or 2 bytes is shown as, `most` being full brightness."""
    values = np.arange(1 << 8 * itemsize, dtype=np.float64) - channel.low
    span = channel.high - channel.low
    share = values / span if span > 0 else (values > 0).astype(np.float64)
    share = np.clip(share, 0, 1) ** (1 / channel.gamma)
    return np.asarray((share * most + 0.5).astype(np.uint8))


def _looked_up(values: NDArray[Any], table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    if values.dtype.itemsize == 1:
        return np.asarray(cv2.LUT(np.ascontiguousarray(values, np.uint8), table), np.uint8)
    return table.take(values)


def _merged(planes: list[NDArray[np.uint8] | None], size: tuple[int, ...]) -> NDArray[np.uint8]:
    import cv2

    black = np.zeros(size, np.uint8)
    filled: list[cv2.typing.MatLike] = [black if plane is None else plane for plane in planes]
    return np.asarray(cv2.merge(filled), np.uint8)
