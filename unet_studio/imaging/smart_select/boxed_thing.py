"""The boxed thing: a window of a picture, the box a person drew in it, and what they said since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Hint:
    """A disc of which a person said what it is, in pixels of the window."""

    x: float
    y: float
    radius_px: float
    is_inside: bool


@dataclass(frozen=True, eq=False)
class BoxedThing:
    """A window of a picture with a thing boxed in.

    Attributes
    ----------
    rgb
        (h, w, 3) uint8, as shown: the box and what surrounds it, which shows what is not the
        thing.
    box
        (left, top, right, bottom) in pixels of the window, right and bottom exclusive: the thing
        does not go beyond.
    hints
        What a person said since; later ones count where they meet.
    blocked
        (h, w) bool: where something else is known to be.
    """

    rgb: NDArray[np.uint8]
    box: tuple[int, int, int, int]
    hints: tuple[Hint, ...] = ()
    blocked: NDArray[np.bool_] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the window."""
        return self.rgb.shape[0], self.rgb.shape[1]

    @property
    def longer_px(self) -> int:
        """The longer side of the window."""
        return max(self.size)

    def middle(self, share: float) -> NDArray[np.bool_]:
        """(h, w) bool: the ellipse in the box, made smaller by a factor."""
        left, top, right, bottom = self.box
        rows, columns = np.ogrid[: self.size[0], : self.size[1]]
        across = (columns + 0.5 - (left + right) / 2) / max((right - left) / 2, 0.5)
        down = (rows + 0.5 - (top + bottom) / 2) / max((bottom - top) / 2, 0.5)
        inside: NDArray[np.bool_] = across**2 + down**2 <= share**2
        return inside

    def beyond(self) -> NDArray[np.bool_]:
        """(h, w) bool: what cannot be the thing: outside the box, or blocked."""
        left, top, right, bottom = self.box
        outside = np.ones(self.size, bool)
        outside[top:bottom, left:right] = False
        return outside if self.blocked is None else outside | self.blocked

    def mark_hints(self, states: NDArray[np.generic], inside: int, outside: int) -> None:
        """Write into an array, (h, w), what the hints say."""
        rows, columns = np.ogrid[: self.size[0], : self.size[1]]
        for hint in self.hints:
            far = np.hypot(columns + 0.5 - hint.x, rows + 0.5 - hint.y)
            states[far <= max(hint.radius_px, 1.0)] = inside if hint.is_inside else outside
