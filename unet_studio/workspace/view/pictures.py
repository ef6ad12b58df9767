"""Pictures: the raw pixels of images and how they are shown, opened off the GUI thread."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QStandardPaths, Signal

from unet_studio.imaging.display_settings import DisplaySettings, automatic, render
from unet_studio.imaging.display_wish import thinned
from unet_studio.storage.pictures.picture_cache import PictureCache
from unet_studio.storage.pictures.picture_source import MemorySource, open_picture
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.view.picture_tiles import PictureTiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.imaging.image_pyramid import ArrayLevels
    from unet_studio.storage.pictures.large_picture import LargeSource
    from unet_studio.workspace.background import Background

KEPT_BYTES = 256 << 20
SAMPLED_PIXELS = 1 << 18  # enough for a histogram and for percentiles, and quick to look through


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
    sample
        Raw values of some pixels from all over it, (h, w) or (h, w, C).
    """

    image: ImageRef
    source: MemorySource | LargeSource
    levels: ArrayLevels | PictureTiles
    settings: DisplaySettings
    sample: NDArray[Any]

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self.source.size

    @property
    def tiles(self) -> PictureTiles | None:
        """What announces that a large picture has become sharper; None for a small one."""
        return self.levels if isinstance(self.levels, PictureTiles) else None

    def value_at(self, x: int, y: int) -> NDArray[Any] | None:
        """The raw value, or values, (C,), of a pixel; None if it is not there as yet."""
        height, width = self.size
        if not (0 <= x < width and 0 <= y < height) or not self.levels.has(0, x, y):
            return None
        return self.levels.region(0, x, y, x + 1, y + 1).reshape(-1)

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
        self._problem: Message | None = None
        self._cache: PictureCache | None = None

    def set_project_folder(self, root: Path) -> None:
        """Keep copies of large pictures with this project, or elsewhere if it is read-only."""
        self._cache = PictureCache(cache_folder(root))

    def request(self, image: ImageRef | None) -> None:
        """Ask for a picture; None = no longer for any."""
        self._wanted, self._problem = image, None
        if image is None:
            return
        key = _key(image)
        if key in self._kept:
            self._kept.move_to_end(key)
            self._announce(self._kept[key])
            return
        cache = self._cache
        self._background.submit(
            lambda: _opened(image, cache),
            lambda opened: self._on_opened(image, *opened),
            lambda error: self._on_failed(image, error),
        )

    def problem_of(self, image: ImageRef | None) -> Message | None:
        """Why the picture asked for last cannot be read, if it is this one and that is known."""
        return self._problem if image == self._wanted else None

    def clear(self) -> None:
        """Forget all pictures."""
        while self._kept:
            _close(self._kept.popitem()[1])
        self._wanted = self._problem = None

    def _on_opened(
        self,
        image: ImageRef,
        source: MemorySource | LargeSource,
        sample: NDArray[Any],
        settings: DisplaySettings,
    ) -> None:
        key = _key(image)
        if key in self._kept:  # asked for twice
            source.close()
        else:
            levels = self._levels_of(source)
            self._kept[key] = Picture(image, source, levels, settings, sample)
        picture = self._kept[key]
        while len(self._kept) > 1 and _taken(self._kept) > KEPT_BYTES:
            _close(self._kept.popitem(last=False)[1])
        if image == self._wanted:
            self._announce(picture)

    def _announce(self, picture: Picture) -> None:
        self.loaded.emit(picture)
        if picture.tiles:
            picture.tiles.start()

    def _levels_of(self, source: MemorySource | LargeSource) -> ArrayLevels | PictureTiles:
        if isinstance(source, MemorySource):
            return source.levels
        return PictureTiles(source, self._background)

    def _on_failed(self, image: ImageRef, error: BaseException) -> None:
        if image == self._wanted:
            self._problem = reason_of(error)
            self.failed.emit(image, self._problem)


def cache_folder(root: Path) -> Path:
    """Where copies of large pictures lie: with the project, or with the user if that cannot be."""
    if os.access(root, os.W_OK):
        return root / ".unet-studio" / "cache"
    users = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    return Path(users) / "pictures"


def _opened(
    image: ImageRef, cache: PictureCache | None
) -> tuple[MemorySource | LargeSource, NDArray[Any], DisplaySettings]:
    source = open_picture(image.path, image.plane, cache=cache)
    sample = source.sample()
    return source, thinned(sample, SAMPLED_PIXELS), automatic(sample)


def _key(image: ImageRef) -> object:
    """Images of a project and of a predicted folder may share their names."""
    return image.path, image.plane


def _taken(pictures: OrderedDict[object, Picture]) -> int:
    return sum(picture.source.kept_bytes for picture in pictures.values())


def _close(picture: Picture) -> None:
    if picture.tiles:
        picture.tiles.close()
