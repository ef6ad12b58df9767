"""The smart tool: what all tools have in common that read from the picture where a border runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.message import say
from unet_studio.domain.polygon import is_closed
from unet_studio.domain.region import Region
from unet_studio.imaging.region_shapes import as_polygon_shapes, region_of
from unet_studio.workspace.tools.option import SwitchOption
from unet_studio.workspace.tools.region import Combine, RegionTool, combination
from unet_studio.workspace.tools.tool import CursorRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from unet_studio.domain.annotation import Shape
    from unet_studio.workspace.tools.pixels import Pixels
    from unet_studio.workspace.tools.tool import PointerEvent

KEEP_OFF = SwitchOption(
    "keep_off",
    say("options", "Keep off labelled pixels"),
    default=True,
    tip=say("options", "Stop at the shapes that are there already, so that none overlap."),
)
"""For tools whose region can stop at what is labelled already."""

TOLERANCE_PX = 0.7
"""How far a polygon may stray from the path or the pixels it was made of."""


@dataclass(frozen=True)
class Window:
    """A part of the image, in whole pixels; right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @staticmethod
    def around(x: float, y: float, side_px: int, size: tuple[int, int]) -> Window:
        """A square around a point, as far as it lies in an image of this (height, width)."""
        left, top = int(np.floor(x)) - side_px // 2, int(np.floor(y)) - side_px // 2
        return Window(left, top, left + side_px, top + side_px).within(size)

    @staticmethod
    def of_box(box: tuple[float, float, float, float], size: tuple[int, int]) -> Window:
        """The pixels that a box of two opposite corners touches, inside an image."""
        x0, y0, x1, y1 = box
        left, right = sorted((x0, x1))
        top, bottom = sorted((y0, y1))
        found = Window(
            int(np.floor(left)), int(np.floor(top)), int(np.ceil(right)), int(np.ceil(bottom))
        )
        return found.within(size)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return max(self.bottom - self.top, 0), max(self.right - self.left, 0)

    def within(self, size: tuple[int, int]) -> Window:
        """What of it lies in an image of this (height, width)."""
        height, width = size
        return Window(
            min(max(self.left, 0), width),
            min(max(self.top, 0), height),
            min(max(self.right, 0), width),
            min(max(self.bottom, 0), height),
        )

    def grown(self, margin_px: int, size: tuple[int, int]) -> Window:
        """With a margin, as far as it lies in an image."""
        return Window(
            self.left - margin_px,
            self.top - margin_px,
            self.right + margin_px,
            self.bottom + margin_px,
        ).within(size)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def crop(self, pixels: Pixels) -> NDArray[np.uint8]:
        """Its pixels, (h, w, 3) uint8, in an array of their own."""
        return np.ascontiguousarray(pixels.crop(self.left, self.top, self.right, self.bottom))


class SmartTool(RegionTool):
    """A region tool that looks at the picture, off the GUI thread and one question at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cursor = CursorRole.CROSS
        self._next: tuple[Callable[[], Any], Callable[[Any], object]] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether there is a picture and a document to work on."""
        return self._document is not None and self._pixels is not None

    def ask_latest(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Work something out; while an answer is awaited only the last question is kept.

        A mouse that moves asks faster than answers come, and only the last one is wanted.
        """
        if self._is_computing:
            self._next = (work, done)
            return
        self.compute(work, lambda answer: self._on_latest(done, answer))

    def drop_question(self) -> None:
        """Await no answer any more."""
        self._next = None
        super().drop_question()

    def how(self, event: PointerEvent) -> Combine | None:
        """What a press would do; None, and the reason is told, if it could do nothing."""
        how = combination(event)
        if self._class_name or how is Combine.TAKE:
            return how
        self.class_needed.emit()
        return None

    def blocked_by_labels(self, how: Combine) -> Callable[[Window], NDArray[np.bool_] | None]:
        """Gives, on any thread, the pixels of a window that are labelled now: (h, w) bool.

        The selected shapes do not count where a region is added to or taken from them. None
        where labels do not matter.
        """
        document = self._document
        if document is None or how is Combine.TAKE or not self._keeps_off():
            return lambda _window: None
        ours = document.selection if how is Combine.ADD else ()
        index, size = document.index, document.image_size

        def blocked(window: Window) -> NDArray[np.bool_]:
            near = index.touching(window.left, window.top, window.right, window.bottom)
            shapes = [index.shapes[i] for i in near if index.shapes[i].shape_id not in ours]
            return _covered(shapes, window, size)

        return blocked

    def blocked_region(self, region: Region, how: Combine) -> Region | None:
        """What of a region is labelled and not to be touched; None if nothing is."""
        window = Window(region.left, region.top, region.right, region.bottom)
        covered = self.blocked_by_labels(how)(window)
        if covered is None or not (covered & region.mask).any():
            return None
        return Region(region.left, region.top, covered)

    def _new_shapes(self, region: Region, class_name: str) -> tuple[Shape, ...]:
        """As for any region; exactly as it is where a simpler polygon would touch other labels."""
        shapes = super()._new_shapes(region, class_name)
        document = self._document
        if document is None:
            return shapes
        drawn = [region_of(shape, document.image_size) for shape in shapes]
        if all(self.blocked_region(part, Combine.NEW) is None for part in drawn):
            return shapes
        if all(shape.shape_type is ShapeType.MASK for shape in shapes):
            return shapes
        return as_polygon_shapes(region, shapes[0])

    def _keeps_off(self) -> bool:
        return "keep_off" in self._options and bool(self._options["keep_off"])

    def _on_latest(self, done: Callable[[Any], object], answer: object) -> None:
        waiting, self._next = self._next, None
        if waiting is not None:
            self.ask_latest(*waiting)
        else:
            done(answer)


def _covered(shapes: list[Shape], window: Window, size: tuple[int, int]) -> NDArray[np.bool_]:
    covered = np.zeros(window.size, bool)
    for shape in shapes:
        if is_closed(shape) and shape.is_drawable:
            _mark(covered, window, region_of(shape, size))
    return covered


def _mark(covered: NDArray[np.bool_], window: Window, region: Region) -> None:
    left, top = max(region.left, window.left), max(region.top, window.top)
    right, bottom = min(region.right, window.right), min(region.bottom, window.bottom)
    if right <= left or bottom <= top:
        return
    part = region.mask[top - region.top : bottom - region.top]
    part = part[:, left - region.left : right - region.left]
    rows = slice(top - window.top, bottom - window.top)
    covered[rows, left - window.left : right - window.left] |= part
