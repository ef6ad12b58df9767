"""Picture tiles: what one looks at of a large picture, read off the GUI thread and kept a while."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from unet_studio.imaging.image_pyramid import enlarged, level_size

if TYPE_CHECKING:
    from collections.abc import Generator

    from numpy.typing import NDArray

    from unet_studio.storage.pictures.large_picture import LargeSource, Preparation
    from unet_studio.workspace.background import Background

TILE_PX = 512
KEPT_BYTES = 192 << 20
AT_ONCE = 2


class _Tile(NamedTuple):
    level: int
    row: int
    column: int


class PictureTiles(QObject):
    """The levels of a large picture for whoever paints it: at once, sharp or as sharp as is known.

    Asking for a region is a wish for its tiles; `look_at` drops the wishes for what is no longer
    seen, and has the rest read, the middle first.

    Attributes
    ----------
    prepared_share
        How much of the coarse levels is there, 0 to 1.

    Signals
    -------
    arrived(int, int, int, int)
        Left, top, right, bottom of a part of the picture, in image pixels, that looks sharper now.
    """

    arrived = Signal(int, int, int, int)

    def __init__(
        self, source: LargeSource, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.source = source
        self._background = background
        self._kept: OrderedDict[_Tile, NDArray[Any]] = OrderedDict()
        self._wanted: set[_Tile] = set()
        self._middle = (0.0, 0.0)  # of what is looked at: row and column of tiles
        self._reading: set[_Tile] = set()
        self._running = 0
        self._unreadable: set[_Tile] = set()
        self._has_started = self._is_prepared = False
        self.prepared_share = 0.0
        self._is_closed = False

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of the picture."""
        return self.source.size

    @property
    def level_count(self) -> int:
        """How many sizes there are."""
        return self.source.level_count

    @property
    def is_preparing(self) -> bool:
        """Whether the coarse levels are not all there yet."""
        return not self._is_prepared

    @property
    def is_reading(self) -> bool:
        """Whether some of what is looked at will become sharper."""
        return bool(self._running or self._wanted)

    def start(self) -> None:
        """Have the coarse levels made, if that has not begun."""
        if not self._has_started:
            self._has_started = True
            self._prepare(self.source.preparing())

    def close(self) -> None:
        """Read no more."""
        self._is_closed = True
        self._wanted.clear()
        self._kept.clear()
        self.source.close()

    def region(self, level: int, left: int, top: int, right: int, bottom: int) -> NDArray[Any]:
        """Part of a level as far as it is known; what is missing will be announced."""
        if level >= self.source.overview_level:
            return self.source.overview(level)[top:bottom, left:right]
        rows = range(top // TILE_PX, -(-bottom // TILE_PX))
        columns = range(left // TILE_PX, -(-right // TILE_PX))
        shape = (bottom - top, right - left, *self.source.overview(self.level_count - 1).shape[2:])
        part = np.empty(shape, self.source.dtype)
        for row in rows:
            for column in columns:
                tile = _Tile(level, row, column)
                x, y = column * TILE_PX, row * TILE_PX
                box = max(x, left), max(y, top), min(x + TILE_PX, right), min(y + TILE_PX, bottom)
                target = part[box[1] - top : box[3] - top, box[0] - left : box[2] - left]
                pixels = self._kept.get(tile)
                if pixels is None:
                    self._wanted.add(tile)
                    target[:] = self._coarse(tile, *box)
                else:
                    self._kept.move_to_end(tile)
                    target[:] = pixels[box[1] - y : box[3] - y, box[0] - x : box[2] - x]
        return part

    def has(self, level: int, x: int, y: int) -> bool:
        """Whether a pixel of a level is known, rather than guessed from a coarser one."""
        if level >= self.source.overview_level:
            return True
        return _Tile(level, y // TILE_PX, x // TILE_PX) in self._kept

    def look_at(self, level: int, left: float, top: float, right: float, bottom: float) -> None:
        """Say what is looked at: a level, and a box of it in image pixels."""
        size = TILE_PX << level
        rows, columns = (top / size - 1, bottom / size), (left / size - 1, right / size)
        self._middle = sum(rows) / 2, sum(columns) / 2
        self._wanted = {
            tile
            for tile in self._wanted
            if tile.level == level
            and rows[0] < tile.row <= rows[1]
            and columns[0] < tile.column <= columns[1]
        }
        self._read_some()

    def _coarse(self, tile: _Tile, left: int, top: int, right: int, bottom: int) -> NDArray[Any]:
        """Part of a tile that is not there, from the next coarser one that is."""
        height, width = bottom - top, right - left
        for level in range(tile.level + 1, self.source.overview_level + 1):
            shift = level - tile.level
            if level == self.source.overview_level:
                known, x, y = self.source.overview(level), 0, 0
            else:
                parent = _Tile(level, tile.row >> shift, tile.column >> shift)
                kept = self._kept.get(parent)
                if kept is None:
                    continue
                known, x, y = kept, parent.column * TILE_PX, parent.row * TILE_PX
            first_x, first_y = left >> shift, top >> shift
            last_x, last_y = ((right - 1) >> shift) + 1, ((bottom - 1) >> shift) + 1
            part = enlarged(known[first_y - y : last_y - y, first_x - x : last_x - x], shift)
            left, top = left - (first_x << shift), top - (first_y << shift)
            return part[top : top + height, left : left + width]
        raise AssertionError("the overview is always there")

    # ---- Reading ----

    def _read_some(self) -> None:
        """Read what is wanted most; neighbours in a row are read together."""
        self._wanted -= self._reading | self._unreadable | self._kept.keys()
        while self._wanted and self._running < AT_ONCE and not self._is_closed:
            first = last = min(self._wanted, key=self._distance)
            while (before := first._replace(column=first.column - 1)) in self._wanted:
                first = before
            while (after := last._replace(column=last.column + 1)) in self._wanted:
                last = after
            columns = range(first.column, last.column + 1)
            self._read([first._replace(column=column) for column in columns])

    def _distance(self, tile: _Tile) -> float:
        return abs(tile.row - self._middle[0]) + abs(tile.column - self._middle[1])

    def _read(self, tiles: list[_Tile]) -> None:
        self._wanted.difference_update(tiles)
        self._reading.update(tiles)
        self._running += 1
        level, row, column = tiles[0]
        left, top = column * TILE_PX, row * TILE_PX
        height, width = level_size(self.size, level)
        right = min(left + len(tiles) * TILE_PX, width)
        bottom = min(top + TILE_PX, height)

        def done(pixels: NDArray[Any]) -> None:
            for number, tile in enumerate(tiles):
                self._keep(tile, pixels[:, number * TILE_PX : (number + 1) * TILE_PX].copy())
            finish()
            self.arrived.emit(*(edge << level for edge in (left, top, right, bottom)))

        def failed(_error: BaseException) -> None:
            # The coarser level stays in sight; that a file is broken is said when it is opened.
            self._unreadable.update(tiles)
            finish()

        def finish() -> None:
            self._running -= 1
            self._reading.difference_update(tiles)
            self._read_some()

        self._background.submit(
            lambda: self.source.read(left, top, right - left, bottom - top, level),
            lambda pixels: None if self._is_closed else done(pixels),
            failed,
        )

    def _keep(self, tile: _Tile, pixels: NDArray[Any]) -> None:
        self._kept[tile] = pixels
        taken = sum(kept.nbytes for kept in self._kept.values())
        while taken > KEPT_BYTES and len(self._kept) > 1:
            taken -= self._kept.popitem(last=False)[1].nbytes

    # ---- Coarse levels ----

    def _prepare(self, job: Generator[Preparation, None, None]) -> None:
        """Do one step of the job; the thread is free for other wishes between two of them."""

        def done(report: Preparation | None) -> None:
            if report is None and not self._is_closed:
                self._is_prepared = True
                self.arrived.emit(0, 0, 0, 0)  # nothing looks different, but it is ready
            if report is None or self._is_closed:
                return
            self.prepared_share = report.share
            self.arrived.emit(0, report.top, self.size[1], report.bottom)
            self._prepare(job)

        self._background.submit(lambda: next(job, None), done, lambda _error: None)
