"""Views: an image flipped and turned by quarters, and what was found in it turned back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.augmentation_config import AugmentationConfig

_ROWS, _COLUMNS, _DIAGONAL = 1, 2, 4  # bits of a view's number


def views_of(config: AugmentationConfig) -> int:
    """How many views of an image a network has learnt to know: 1, 4 with flips, 8 if turned too.

    A network that never saw a picture upside down says nothing sensible of one.
    """
    if not config.flips:
        return 1
    return 8 if config.rotation_deg >= 90 else 4


def turned(pixels: NDArray[Any], view: int) -> NDArray[Any]:
    """One view of an image.

    Parameters
    ----------
    pixels
        (H, W, C).
    view
        0 to 7; 0 is the image itself, 1 to 3 are flipped, 4 to 7 lie on their side.

    Returns
    -------
    (H, W, C), or (W, H, C) of those on their side; no copy.
    """
    if view & _DIAGONAL:
        pixels = pixels.swapaxes(0, 1)
    return pixels[:: _step(view & _ROWS), :: _step(view & _COLUMNS)]


def turned_back(found: NDArray[Any], view: int) -> NDArray[Any]:
    """What was found in a view, (K, h, w), as it lies in the image; no copy."""
    found = found[:, :: _step(view & _ROWS), :: _step(view & _COLUMNS)]
    return found.swapaxes(1, 2) if view & _DIAGONAL else found


def _step(is_flipped: int) -> int:
    return -1 if is_flipped else 1
