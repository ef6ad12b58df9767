"""Thumbnails: small pictures of the images one looks at, made off the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from unet_studio.storage.pictures.image_file import read_thumbnail
from unet_studio.workspace.job import reason_of

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.background import Background

EDGE_PX = 128
KEPT = 1000
AT_ONCE = 4


_Place = tuple["Path", "int | None"]


class Thumbnails(QObject):
    """Makes thumbnails on demand, the latest wish first, and keeps a thousand of them.

    Signals
    -------
    arrived(str)
        The thumbnail of the image with this name is there, or is known to be impossible.
    """

    arrived = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._made: dict[_Place, QImage] = {}
        self._problems: dict[_Place, Message] = {}
        self._waiting: dict[_Place, ImageRef] = {}
        self._running: set[_Place] = set()

    def get(self, image: ImageRef) -> QImage | None:
        """The thumbnail, if it is there; otherwise it is ordered and announced by `arrived`."""
        place = _place(image)
        if place in self._made:
            return self._made[place]
        if place not in self._problems and place not in self._running:
            self._waiting.pop(place, None)
            self._waiting[place] = image
            self._start_some()
        return None

    def problem(self, image: ImageRef) -> Message | None:
        """Why an image has no thumbnail, if that is known."""
        return self._problems.get(_place(image))

    def forget(self, image: ImageRef) -> None:
        """The file is gone or is another one: make its thumbnail anew when it is asked for."""
        self._made.pop(_place(image), None)
        self._problems.pop(_place(image), None)

    def clear(self) -> None:
        """Forget everything; what is being made for the old project is not announced."""
        self._made.clear()
        self._problems.clear()
        self._waiting.clear()
        self._running = set()

    def _start_some(self) -> None:
        while self._waiting and len(self._running) < AT_ONCE:
            place, image = self._waiting.popitem()
            self._running.add(place)
            self._start(image, self._running)

    def _start(self, image: ImageRef, generation: set[_Place]) -> None:
        def done(pixels: NDArray[np.uint8]) -> None:
            if generation is self._running:
                while len(self._made) >= KEPT:
                    self._made.pop(next(iter(self._made)))
                self._made[_place(image)] = to_qimage(pixels)
                self._finish(image)

        def failed(error: BaseException) -> None:
            if generation is self._running:
                self._problems[_place(image)] = reason_of(error)
                self._finish(image)

        self._background.submit(
            lambda: read_thumbnail(image.path, EDGE_PX, plane=image.plane), done, failed
        )

    def _finish(self, image: ImageRef) -> None:
        self._running.discard(_place(image))
        self.arrived.emit(image.name)
        self._start_some()


def _place(image: ImageRef) -> _Place:
    """Images of a project and of a predicted folder may share their names."""
    return image.path, image.plane


def to_qimage(pixels: NDArray[np.uint8]) -> QImage:
    """An (H, W, 3) uint8 array as an image that owns its pixels."""
    height, width = pixels.shape[:2]
    data = pixels.tobytes()
    return QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
