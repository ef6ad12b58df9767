"""The reach of a live-wire: all its paths from one anchor, in the window around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.imaging.smart_select.live_wire import Follows, LiveWire, path_cost, snapped
from unet_studio.workspace.tools.smart import Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.workspace.tools.pixels import Pixels

WINDOW_PX = 512  # all paths in it are found in about 50 ms
RIM_PX = 24  # so near the rim of the window paths could not go around things
STEP = 0.7  # how much of a path is fixed when the cursor goes beyond the window


@dataclass(frozen=True, eq=False)
class WireReach:
    """All best paths from an anchor; image pixels throughout.

    Attributes
    ----------
    anchor
        Column and row.
    window
        How far it reaches.
    cost
        (h, w) float32 of the window.
    wire
        The paths, in pixels of the window.
    """

    anchor: tuple[int, int]
    window: Window
    image_size: tuple[int, int]
    cost: NDArray[np.float32]
    wire: LiveWire

    def holds(self, x: int, y: int) -> bool:
        """Whether a pixel is near enough for a good path."""
        inner = Window(
            self.window.left + RIM_PX * (self.window.left > 0),
            self.window.top + RIM_PX * (self.window.top > 0),
            self.window.right - RIM_PX * (self.window.right < self.image_size[1]),
            self.window.bottom - RIM_PX * (self.window.bottom < self.image_size[0]),
        )
        return inner.holds(x, y)

    def path_to(self, x: int, y: int, snap_px: int = 0) -> NDArray[np.float64]:
        """The best path to a pixel, or to the border near it: (N, 2) float64 whole pixels."""
        corner = np.array([self.window.left, self.window.top], np.float64)
        inside = self.window.holds(x, y)
        local = x - self.window.left, y - self.window.top
        if inside and snap_px:
            local = snapped(self.cost, *local, snap_px)
        return self.wire.path_to(*local) + corner

    def way_towards(self, x: int, y: int) -> NDArray[np.float64]:
        """The first part of the path to a pixel beyond: what would stay if one went on."""
        path = self.path_to(x, y)
        part = path[: max(int(len(path) * STEP), 2)]
        far = np.hypot(*(path[-1] - (x, y)))
        # A path that leads away is of no use; neither is one that never gets anywhere.
        if np.hypot(*(part[-1] - (x, y))) >= np.hypot(*(part[0] - (x, y))) or far < 1:
            return np.array([self.anchor, (x, y)], np.float64)
        return part


def reach_from(
    pixels: Pixels, anchor: tuple[int, int], follows: Follows, width_px: float, snap_px: int
) -> WireReach:
    """Find all paths from an anchor, which may first move onto the border near it."""
    window = Window.around(*anchor, WINDOW_PX, pixels.size)
    cost = path_cost(window.crop(pixels), follows, width_px)
    local = anchor[0] - window.left, anchor[1] - window.top
    if snap_px:
        local = snapped(cost, *local, snap_px)
    moved = local[0] + window.left, local[1] + window.top
    return WireReach(moved, window, pixels.size, cost, LiveWire(cost, *local))
