"""The regions of interest of the image in view, while a person tries thresholds and areas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.imaging.roi import all_rois, grey_of
from unet_studio.storage.pictures.image_file import read_image

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.workspace import Workspace

SHOWN_PX = 1400
"""Pictures are shown no larger than this; regions are found in all their pixels."""


class RoiPreview(QObject):
    """Finds the bright regions of one image off the GUI thread; stale answers are dropped.

    Attributes
    ----------
    size
        Height and width of the image; (0, 0) until it is there.

    Signals
    -------
    shown(NDArray, int)
        The picture to draw on, (h, w) uint8 grey, and how many image pixels one of its is wide.
    found(list)
        All bright regions at the threshold asked for last, of whatever area.
    failed(Message)
        The image cannot be read.
    """

    shown = Signal(object, int)
    found = Signal(list)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._grey: NDArray[np.uint8] | None = None
        self._wanted: int | None = None
        self._is_looking = False
        self.size = (0, 0)

    def load(self, image: ImageRef) -> None:
        """Read an image; `shown` follows."""
        self._workspace.look_into(
            lambda: grey_of(read_image(image.path, plane=image.plane)), self._on_read, self._fail
        )

    def look(self, threshold: int) -> None:
        """Find the regions above a threshold; of several wishes, the last one is granted."""
        self._wanted = threshold
        self._look()

    def _look(self) -> None:
        if self._grey is None or self._wanted is None or self._is_looking:
            return
        self._is_looking = True
        threshold, self._wanted = self._wanted, None
        self._workspace.look_into(
            partial(all_rois, self._grey, threshold), self._answer, self._fail
        )

    def _on_read(self, grey: NDArray[np.uint8]) -> None:
        self._grey = grey
        self.size = (int(grey.shape[0]), int(grey.shape[1]))
        step = max(1, -(-max(self.size) // SHOWN_PX))
        self.shown.emit(grey[::step, ::step].copy(), step)
        self._look()

    def _answer(self, rois: list[object]) -> None:
        self._is_looking = False
        if self._wanted is None:
            self.found.emit(rois)
        self._look()

    def _fail(self, message: Message) -> None:
        self._is_looking = False
        self.failed.emit(message)
