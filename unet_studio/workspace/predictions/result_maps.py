"""Result maps: probability and uncertainty of the image in view, read off the GUI thread."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.storage.predictions.probability_parts import ProbabilityParts
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.predictions.map_making import MapGrowth, MapWish, make_map

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.imaging.growing_levels import GrowingLevels
    from unet_studio.workspace.background import Background

KEPT_BYTES = 384 << 20
"""Maps of 100 megapixels take 133 MB each: so many bytes of them stay at hand."""

_TILE_PX = 256
_TILES_KEPT = 64


class ResultMaps(QObject):
    """Makes the map asked for last; those made before stay at hand as long as there is room.

    Signals
    -------
    grown(MapWish, MapGrowth)
        More of the map asked for last is there: the first time, and all of it, too.
    failed(MapWish, Message)
        It cannot be read.
    values_arrived()
        `values_at` knows more than before.
    """

    grown = Signal(object, object)
    failed = Signal(object, object)
    values_arrived = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._kept: OrderedDict[MapWish, GrowingLevels] = OrderedDict()
        self._wanted: MapWish | None = None
        self._latest: MapGrowth | None = None
        self._tiles: OrderedDict[tuple[Path, int, int], NDArray[np.float16] | None] = OrderedDict()
        self._generation = 0

    def forget(self) -> None:
        """Other predictions are open: their files may have the same names."""
        self._generation += 1
        self._wanted = self._latest = None
        self._kept.clear()
        self._tiles.clear()

    def request(self, wish: MapWish | None) -> None:
        """Ask for a map; None = no longer for any."""
        if wish is not None and wish == self._wanted:
            if self._latest is not None:
                self.grown.emit(wish, self._latest)
            return
        self._wanted, self._latest = wish, None
        self._generation += 1
        if wish is None:
            return
        known = self._kept.get(wish)
        if known is not None:
            self._kept.move_to_end(wish)
            self._tell(wish, MapGrowth(known, 0, known.filled_px))
        else:
            self._go_on(wish, make_map(wish), self._generation)

    def values_at(self, path: Path, x: int, y: int) -> NDArray[np.float16] | None:
        """Probabilities of all classes at a pixel, (K,), background first; None while unknown."""
        tile = path, y // _TILE_PX, x // _TILE_PX
        if tile not in self._tiles:
            self._tiles[tile] = None  # under way
            while len(self._tiles) > _TILES_KEPT:
                self._tiles.popitem(last=False)
            work = partial(_read_tile, *tile)
            # A file that cannot be read is told of by whoever wants to see its map.
            self._background.submit(work, partial(self._keep, tile), lambda _error: None)
        pixels = self._tiles[tile]
        row, column = y % _TILE_PX, x % _TILE_PX
        if pixels is None or row >= pixels.shape[1] or column >= pixels.shape[2]:
            return None
        return pixels[:, row, column]

    def _keep(self, tile: tuple[Path, int, int], pixels: NDArray[np.float16]) -> None:
        if tile in self._tiles:
            self._tiles[tile] = pixels
            self.values_arrived.emit()

    def _go_on(self, wish: MapWish, job: Generator[MapGrowth, None, None], generation: int) -> None:
        """Do one step; the thread is free for pictures between two of them."""

        def done(growth: MapGrowth | None) -> None:
            if generation != self._generation:
                job.close()  # someone looks at something else
            elif growth is not None:
                if growth.levels.is_whole:
                    self._put(wish, growth.levels)
                self._tell(wish, growth)
                self._go_on(wish, job, generation)

        def failed(error: BaseException) -> None:
            if generation == self._generation:
                self._wanted = None
                self.failed.emit(wish, reason_of(error))

        self._background.submit(lambda: next(job, None), done, failed)

    def _tell(self, wish: MapWish, growth: MapGrowth) -> None:
        self._latest = growth
        self.grown.emit(wish, growth)

    def _put(self, wish: MapWish, levels: GrowingLevels) -> None:
        self._kept[wish] = levels
        while len(self._kept) > 1 and sum(k.kept_bytes for k in self._kept.values()) > KEPT_BYTES:
            self._kept.popitem(last=False)


def _read_tile(path: Path, row: int, column: int) -> NDArray[np.float16]:
    with ProbabilityParts(path) as parts:
        height, width = parts.size
        left, top = column * _TILE_PX, row * _TILE_PX
        return parts.read_all(left, top, min(left + _TILE_PX, width), min(top + _TILE_PX, height))
