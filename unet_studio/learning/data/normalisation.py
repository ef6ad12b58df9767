"""Normalisation: from a picture as read to what a network is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.message import StudioError, say
from unet_studio.imaging.channels import channel_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from unet_studio.domain.recipe import Normalisation

_GREY_WEIGHTS = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601, as Pillow converts
_PIXELS = 1 << 20  # measured at a time


def with_channels(image: NDArray[Any], channels: int) -> NDArray[Any]:
    """The picture with as many channels as a network takes.

    Colour becomes grey by BT.601, grey becomes colour by repetition; any other number has to be
    the picture's own.

    Parameters
    ----------
    image
        (H, W) or (H, W, C), any real type.
    channels
        At least 1.

    Returns
    -------
    (H, W, channels), of the same type.

    Raises
    ------
    StudioError
        If the picture cannot be made to have as many.
    """
    has = channel_count(image)
    if has == channels:
        return image[..., None] if image.ndim == 2 else image
    if (has, channels) == (1, 3):
        return np.repeat(image.reshape(*image.shape[:2], 1), 3, axis=2)
    if (has, channels) != (3, 1):
        raise StudioError(
            say(
                "prediction",
                "The picture has {has} {has:channel|channels}, the model takes {count}.",
            )(has=has, count=channels)
        )
    grey = image.astype(np.float32) @ _GREY_WEIGHTS
    if image.dtype.kind == "u":
        grey = np.rint(grey)
    return grey.astype(image.dtype)[..., None]


class ChannelView:
    """A picture that is read by parts, each of them with the channels a network takes."""

    def __init__(self, picture: Any, channels: int) -> None:
        self._picture, self._channels = picture, channels
        self.shape = (*picture.shape[:2], channels)
        self.ndim, self.dtype = 3, picture.dtype

    def __len__(self) -> int:
        return int(self.shape[0])

    def __getitem__(self, part: Any) -> NDArray[Any]:
        return with_channels(self._picture[part], self._channels)


def in_channels(image: Any, channels: int) -> Any:
    """As `with_channels`; of what is no array but read by parts, every part when it is read."""
    if isinstance(image, np.ndarray):
        return with_channels(image, channels)
    with_channels(image[:1, :1], channels)  # says at once if it cannot be done
    return ChannelView(image, channels)


@dataclass(frozen=True)
class Scaling:
    """Subtract, then divide.

    Attributes
    ----------
    offset, divisor
        One number for all channels, or one for each.
    """

    offset: float | tuple[float, ...]
    divisor: float | tuple[float, ...]

    def __call__(self, pixels: NDArray[Any]) -> NDArray[np.float32]:
        """Scaled pixels of the same shape as float32; what is no finite number becomes 0."""
        scaled = pixels.astype(np.float32)
        scaled -= self.offset
        scaled /= self.divisor
        if pixels.dtype.kind == "f":
            np.nan_to_num(scaled, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        return scaled


def scaling_of(image: NDArray[Any], normalisation: Normalisation) -> Scaling:
    """How the pixels of one image are scaled.

    The channels of a colour picture are scaled alike, as what they differ in is the colour. Any
    others were taken one by one, some far weaker than others, and are scaled each for itself.

    To the unit range, whole numbers without sign are divided by the greatest their type has
    (255, 65535), so that pictures of one camera stay comparable. Numbers with a sign or a fraction
    have no such range: those that lie within 0 to 1 stay as they are, others are brought there by
    the least and the greatest of the image.
    """
    if normalisation == "none":
        return Scaling(0.0, 1.0)
    measured = _least_and_range if normalisation == "unit" else _mean_and_deviation
    if channel_count(image) in (1, 3):
        return Scaling(*measured(image))
    each = [measured(image[..., k]) for k in range(image.shape[2])]
    return Scaling(tuple(offset for offset, _ in each), tuple(divisor for _, divisor in each))


def _least_and_range(image: NDArray[Any]) -> tuple[float, float]:
    """Of the type if it is of whole numbers without sign, else of all finite values."""
    if image.dtype.kind == "u":
        return 0.0, float(np.iinfo(image.dtype).max)
    least, greatest = np.inf, -np.inf
    for top, bottom in _steps(image):
        rows = image[top:bottom]
        rows = rows[np.isfinite(rows)]
        if rows.size:
            least, greatest = min(least, float(rows.min())), max(greatest, float(rows.max()))
    is_unit_already = image.dtype.kind in "bf" and least >= 0 and greatest <= 1
    if is_unit_already or greatest <= least:
        return 0.0 if is_unit_already or greatest < least else least, 1.0
    return least, greatest - least


def _mean_and_deviation(image: NDArray[Any]) -> tuple[float, float]:
    """Of all finite values; by rows, so that huge images need no copy."""
    count, total, squares = 0, 0.0, 0.0
    for top, bottom in _steps(image):
        rows = image[top:bottom].astype(np.float64)
        rows = rows[np.isfinite(rows)]
        count, total, squares = count + rows.size, total + rows.sum(), squares + (rows**2).sum()
    mean = total / max(count, 1)
    deviation = float(np.sqrt(max(squares / max(count, 1) - mean**2, 0.0)))
    # An even picture has no contrast to scale; rounding must not make one up.
    return float(mean), deviation if deviation > 1e-6 * abs(mean) else 1.0


def _steps(image: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """First and last rows of parts of a picture."""
    rows = max(1, _PIXELS // max(1, image.shape[1]))
    return ((top, top + rows) for top in range(0, len(image), rows))
