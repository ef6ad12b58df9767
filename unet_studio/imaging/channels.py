"""The channels of pictures: grey has one, colour three, and microscopes write any number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


def channel_count(image: NDArray[Any]) -> int:
    """How many channels a picture, (H, W) or (H, W, C), has."""
    return 1 if image.ndim == 2 else image.shape[2]
