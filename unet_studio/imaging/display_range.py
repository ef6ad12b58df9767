"""Grey values a screen can show; training data never goes through here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unet_studio.imaging.display_settings import automatic, render

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def to_display(image: NDArray[Any]) -> NDArray[np.uint8]:
    """The image as a screen shows it when nobody wishes otherwise, see `automatic`.

    Parameters
    ----------
    image
        (H, W) or (H, W, C), any real type.

    Returns
    -------
    NDArray
        (H, W, 3) uint8. The array itself where nothing had to change.
    """
    return render(image, automatic(image))
