"""The camera: moves the viewport over the image within limits, and remembers whether it fits."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from unet_studio.ui.canvas.viewport import Viewport

LARGEST_SCALE = 64.0
SMALLEST_OF_FIT = 0.25

SMALLEST_OBJECT_PX = 16.0
"""View pixels below which an object that is pointed out is looked at from nearer."""

_OBJECT_SHARE = 0.25  # of the view that it takes then

_LARGEST_SCALE_OF_BOX = 8.0
"""A box of few pixels is not looked at from nearer: one would not see where one is."""


class Camera(QObject):
    """Decides what is seen of an image in a view; without an image it does not move."""

    viewport_changed = Signal()  # another part is seen, or at another size
    zoom_changed = Signal(float)  # view pixels per image pixel

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewport = Viewport()
        self._image_size: tuple[int, int] | None = None
        self._last_size: tuple[int, int] | None = None
        self._fits = True

    @property
    def place(self) -> tuple[float, float, float] | None:
        """Scale, and x and y of the image point in the middle; None while the image fits."""
        if self._fits:
            return None
        view = self._viewport
        return (view.scale, *view.to_image(view.width / 2, view.height / 2))

    def look_at(self, scale: float, x: float, y: float) -> None:
        """Look at a `place` once more; as far as the image allows."""
        if self._image_size is not None:
            view = self._viewport
            self.zoom_to(scale, view.width / 2, view.height / 2)
            at_x, at_y = self._viewport.to_view(x, y)
            self.pan(view.width / 2 - at_x, view.height / 2 - at_y)

    @property
    def viewport(self) -> Viewport:
        """Which part of the image is seen, and how large."""
        return self._viewport

    def set_image_size(self, size: tuple[int, int] | None) -> None:
        """Look at an image of this (height, width); one of another size than before is fitted.

        Without an image, between two, nothing moves: of equal images one sees the same part.
        """
        self._image_size = size
        if size is not None and size != self._last_size:
            self._last_size = size
            self.fit()

    def set_view_size(self, width: int, height: int, ratio: float) -> None:
        """Look through a view of another size: what was fitted stays so."""
        self._set(self._viewport.resized(width, height, ratio))
        if self._fits:
            self.fit()

    def fit(self) -> None:
        """Show the whole image, and go on doing so when the view changes its size."""
        self._fits = True
        if self._image_size is not None:
            self._set(self._viewport.fitted(self._image_size))

    def zoom_to(self, scale: float, x: float, y: float) -> None:
        """Show image pixels at this size, as far as sensible.

        Parameters
        ----------
        scale
            View pixels per image pixel; kept between a quarter of the fitting size and 64.
        x, y
            The point of the view where the image stays in place.
        """
        if self._image_size is None:
            return
        least = min(self._viewport.fit_scale(self._image_size) * SMALLEST_OF_FIT, 1.0)
        scale = min(max(scale, least), LARGEST_SCALE)
        self._fits = False
        self._set(self._viewport.zoomed(scale, x, y).kept_in_sight(self._image_size))

    def pan(self, dx: float, dy: float) -> None:
        """Move the image by view pixels; some of it stays in sight."""
        if self._image_size is not None:
            self._fits = False
            self._set(self._viewport.panned(dx, dy).kept_in_sight(self._image_size))

    def look_at_box(
        self, left: float, top: float, right: float, bottom: float, room: float
    ) -> None:
        """Look at a box of the image from as near as it fits.

        Parameters
        ----------
        left, top, right, bottom
            In image pixels.
        room
            How many times the edges of the box the view shows, at least.
        """
        view = self._viewport
        across, down = room * max(right - left, 1.0), room * max(bottom - top, 1.0)
        scale = min(view.width / across, view.height / down, _LARGEST_SCALE_OF_BOX)
        self.look_at(scale, (left + right) / 2, (top + bottom) / 2)

    def bring_into_view(self, left: float, top: float, right: float, bottom: float) -> None:
        """See a box of the image: nothing moves if all of it is in sight and large enough."""
        view = self._viewport
        x0, y0, x1, y1 = view.visible_box()
        edge = max(right - left, bottom - top, 1.0)
        is_in_sight = x0 <= left and right <= x1 and y0 <= top and bottom <= y1
        if is_in_sight and edge * view.scale >= SMALLEST_OBJECT_PX:
            return
        room = min(view.width, view.height)
        wanted = view.scale
        if not SMALLEST_OBJECT_PX <= edge * view.scale <= room:
            wanted = room * _OBJECT_SHARE / edge
        self.look_at(wanted, (left + right) / 2, (top + bottom) / 2)

    def look_as(self, viewport: Viewport) -> None:
        """Look where one looked before; the size of the view stays what it is."""
        now = self._viewport
        self._fits = False
        self._set(viewport.resized(now.width, now.height, now.ratio))

    def follow(self, other: Camera) -> None:
        """See what another camera sees of a picture of the same size."""
        if self._image_size is None or self._image_size != other._image_size:
            return
        if other._fits:
            self.fit()
        else:
            self.look_as(other.viewport)

    def _set(self, viewport: Viewport) -> None:
        before, self._viewport = self._viewport, viewport
        if viewport != before:
            self.viewport_changed.emit()
        if viewport.scale != before.scale:
            self.zoom_changed.emit(viewport.scale)
