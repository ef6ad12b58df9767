"""Pictures: the pixels of images as shown, decoded off the GUI thread, a few kept at hand."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.imaging.display_range import to_display
from unet_studio.storage.image_file import read_image
from unet_studio.workspace.job import reason_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.background import Background

KEPT_PIXELS = 64_000_000


@dataclass(frozen=True, eq=False)
class Picture:
    """An image as shown.

    Attributes
    ----------
    image
        Which.
    pixels
        (H, W, 3) uint8.
    """

    image: ImageRef
    pixels: NDArray[np.uint8]

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self.pixels.shape[0], self.pixels.shape[1]


class Pictures(QObject):
    """Decodes the picture asked for last; answers to older wishes are kept but not announced.

    Signals
    -------
    loaded(Picture)
        The picture asked for last is there.
    failed(ImageRef, Message)
        It cannot be read.
    """

    loaded = Signal(object)
    failed = Signal(object, object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._kept: OrderedDict[object, Picture] = OrderedDict()
        self._wanted: ImageRef | None = None

    def request(self, image: ImageRef | None) -> None:
        """Ask for a picture; None = no longer for any."""
        self._wanted = image
        if image is None:
            return
        if image.path in self._kept:
            self._kept.move_to_end(image.path)
            self.loaded.emit(self._kept[image.path])
            return
        self._background.submit(
            lambda: Picture(image, to_display(read_image(image.path))),
            self._on_decoded,
            lambda error: self._on_failed(image, error),
        )

    def clear(self) -> None:
        """Forget all pictures."""
        self._kept.clear()
        self._wanted = None

    def _on_decoded(self, picture: Picture) -> None:
        self._kept[picture.image.path] = picture
        while len(self._kept) > 1 and sum(_pixels(p) for p in self._kept.values()) > KEPT_PIXELS:
            self._kept.popitem(last=False)
        if picture.image == self._wanted:
            self.loaded.emit(picture)

    def _on_failed(self, image: ImageRef, error: BaseException) -> None:
        if image == self._wanted:
            self.failed.emit(image, reason_of(error))


def _pixels(picture: Picture) -> int:
    return picture.size[0] * picture.size[1]
