"""The viewport: which part of the image is seen, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor


@dataclass(frozen=True)
class Viewport:
    """Where the image lies in the widget.

    Three frames meet here: image pixels; view, the widget's device-independent pixels; and device,
    the pixels of the screen.

    Attributes
    ----------
    scale
        View pixels per image pixel.
    left, top
        The image's corner in the view; on a whole device pixel, so that panning moves cached
        pictures without loss.
    width, height
        Of the view.
    ratio
        Device pixels per view pixel.
    """

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0
    width: int = 1
    height: int = 1
    ratio: float = 1.0

    @property
    def device_scale(self) -> float:
        """Device pixels per image pixel."""
        return self.scale * self.ratio

    @property
    def device_left(self) -> float:
        """The image's left edge, in device pixels."""
        return self.left * self.ratio

    @property
    def device_top(self) -> float:
        """The image's top edge, in device pixels."""
        return self.top * self.ratio

    @property
    def device_size(self) -> tuple[int, int]:
        """(width, height) of the view in device pixels."""
        return max(ceil(self.width * self.ratio), 1), max(ceil(self.height * self.ratio), 1)

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """A point of the view, in image pixels."""
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """A point of the image, in the view."""
        return x * self.scale + self.left, y * self.scale + self.top

    def visible_box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what is seen, in image pixels; may reach past the image."""
        return (*self.to_image(0, 0), *self.to_image(self.width, self.height))

    def zoomed(self, scale: float, x: float, y: float) -> Viewport:
        """At another scale, the image point under view point (x, y) staying there."""
        image_x, image_y = self.to_image(x, y)
        return self._at(scale, x - image_x * scale, y - image_y * scale)

    def panned(self, dx: float, dy: float) -> Viewport:
        """Moved by view pixels."""
        return self._at(self.scale, self.left + dx, self.top + dy)

    def resized(self, width: int, height: int, ratio: float) -> Viewport:
        """In a widget of another size, the image point in the middle staying there."""
        dx, dy = (width - self.width) / 2, (height - self.height) / 2
        grown = replace(self, width=width, height=height, ratio=ratio)
        return grown.panned(dx, dy)

    def fitted(self, image_size: tuple[int, int], margin_px: float = 12) -> Viewport:
        """With the whole image, of this (height, width), in the middle."""
        height, width = image_size
        scale = self.fit_scale(image_size, margin_px)
        return self._at(scale, (self.width - width * scale) / 2, (self.height - height * scale) / 2)

    def fit_scale(self, image_size: tuple[int, int], margin_px: float = 12) -> float:
        """The scale at which the whole image, of this (height, width), is seen."""
        height, width = image_size
        room_x = max(self.width - 2 * margin_px, 1)
        room_y = max(self.height - 2 * margin_px, 1)
        return min(room_x / max(width, 1), room_y / max(height, 1))

    def kept_in_sight(self, image_size: tuple[int, int], least_px: float = 48) -> Viewport:
        """Moved back so far that some of the image, of this (height, width), is seen."""
        height, width = (edge * self.scale for edge in image_size)
        left = min(max(self.left, least_px - width), self.width - least_px)
        top = min(max(self.top, least_px - height), self.height - least_px)
        return self._at(self.scale, left, top)

    def _at(self, scale: float, left: float, top: float) -> Viewport:
        left = floor(left * self.ratio + 0.5) / self.ratio
        top = floor(top * self.ratio + 0.5) / self.ratio
        return replace(self, scale=scale, left=left, top=top)
