"""Pictures: the raw pixels of images and how they are shown, opened off the GUI thread."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QStandardPaths, Signal

from unet_studio.imaging.display_settings import DisplaySettings, automatic, render
from unet_studio.storage.picture_cache import PictureCache
from unet_studio.storage.picture_source import MemorySource, open_picture
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.picture_tiles import PictureTiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.project import ImageRef
    from unet_studio.imaging.image_pyramid import ArrayLevels
    from unet_studio.storage.large_picture import LargeSource
    from unet_studio.workspace.background import Background

KEPT_BYTES = 256 << 20


@dataclass(frozen=True, eq=False)
class Picture:
    """An image, as raw pixels and how they are shown at first.

    Attributes
    ----------
    image
        Which.
    source
        The raw pixels.
    levels
        The same for painting: it never waits for a file.
    settings
        How it is shown as long as nobody wishes otherwise.
    """

    image: ImageRef
    source: MemorySource | LargeSource
    levels: ArrayLevels | PictureTiles
    settings: DisplaySettings

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self.source.size

    @property
    def tiles(self) -> PictureTiles | None:
        """What announces that a large picture has become sharper; None for a small one."""
        return self.levels if isinstance(self.levels, PictureTiles) else None

    def crop(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.uint8]:
        """Pixels at full resolution as shown at first, (h, w, 3) uint8; cut off at the border.

        Of a large picture they come from its file: ask off the GUI thread.
        """
        height, width = self.size
        left, top = max(left, 0), max(top, 0)
        right, bottom = max(min(right, width), left), max(min(bottom, height), top)
        if right == left or bottom == top:
            return np.zeros((bottom - top, right - left, 3), np.uint8)
        return render(self.source.read(left, top, right - left, bottom - top), self.settings)


class Pictures(QObject):
    """Opens the picture asked for last; answers to older wishes are kept but not announced.

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
        self._cache: PictureCache | None = None

    def set_project_folder(self, root: Path) -> None:
        """Keep copies of large pictures with this project, or elsewhere if it is read-only."""
        self._cache = PictureCache(cache_folder(root))

    def request(self, image: ImageRef | None) -> None:
        """Ask for a picture; None = no longer for any."""
        self._wanted = image
        if image is None:
            return
        if image.path in self._kept:
            self._kept.move_to_end(image.path)
            self._announce(self._kept[image.path])
            return
        cache = self._cache
        self._background.submit(
            lambda: _opened(image, cache),
            lambda opened: self._on_opened(image, *opened),
            lambda error: self._on_failed(image, error),
        )

    def clear(self) -> None:
        """Forget all pictures."""
        while self._kept:
            _close(self._kept.popitem()[1])
        self._wanted = None

    def _on_opened(
        self, image: ImageRef, source: MemorySource | LargeSource, settings: DisplaySettings
    ) -> None:
        if image.path in self._kept:  # asked for twice
            source.close()
        else:
            self._kept[image.path] = self._picture(image, source, settings)
        picture = self._kept[image.path]
        while len(self._kept) > 1 and _taken(self._kept) > KEPT_BYTES:
            _close(self._kept.popitem(last=False)[1])
        if image == self._wanted:
            self._announce(picture)

    def _announce(self, picture: Picture) -> None:
        self.loaded.emit(picture)
        if picture.tiles:
            picture.tiles.start()

    def _picture(
        self, image: ImageRef, source: MemorySource | LargeSource, settings: DisplaySettings
    ) -> Picture:
        if isinstance(source, MemorySource):
            return Picture(image, source, source.levels, settings)
        return Picture(image, source, PictureTiles(source, self._background), settings)

    def _on_failed(self, image: ImageRef, error: BaseException) -> None:
        if image == self._wanted:
            self.failed.emit(image, reason_of(error))


def cache_folder(root: Path) -> Path:
    """Where copies of large pictures lie: with the project, or with the user if that cannot be."""
    if os.access(root, os.W_OK):
        return root / ".unet-studio" / "cache"
    users = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    return Path(users) / "pictures"


def _opened(
    image: ImageRef, cache: PictureCache | None
) -> tuple[MemorySource | LargeSource, DisplaySettings]:
    source = open_picture(image.path, cache=cache)
    return source, automatic(source.sample())


def _taken(pictures: OrderedDict[object, Picture]) -> int:
    return sum(picture.source.kept_bytes for picture in pictures.values())


def _close(picture: Picture) -> None:
    if picture.tiles:
        picture.tiles.close()
