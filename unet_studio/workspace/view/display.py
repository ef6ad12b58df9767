"""The display: how pictures are shown, remembered for all pictures of a kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.imaging.channels import channel_count
from unet_studio.imaging.display_wish import AUTOMATIC, DisplayWish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.imaging.display_settings import DisplaySettings
    from unet_studio.workspace.view.pictures import Picture


class Display(QObject):
    """What a person wishes for each kind of picture; only what is seen depends on it.

    Pictures of a kind have the same depth and as many channels, as those of one series do, so that
    paging through a series keeps what was set for it.

    Signals
    -------
    changed()
        Pictures are shown in another way now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wishes: dict[object, DisplayWish] = {}

    def wish_for(self, picture: Picture) -> DisplayWish:
        """What is wished for pictures like this one."""
        return self._wishes.get(_kind(picture), AUTOMATIC)

    def settings_for(self, picture: Picture) -> DisplaySettings:
        """How this picture is shown."""
        wish = self.wish_for(picture)
        return wish.settings_for(picture.sample, picture.settings)

    def wish(self, picture: Picture, wish: DisplayWish) -> None:
        """Show pictures like this one in another way."""
        if wish != self.wish_for(picture):
            self._wishes[_kind(picture)] = wish
            self.changed.emit()

    def stretch(self, picture: Picture, percents: tuple[float, float] | None) -> None:
        """Stretch each picture between two percentiles of its own, or as suits it."""
        wish = DisplayWish(percents, self.wish_for(picture).looks)
        self.wish(picture, wish)

    def fix(self, picture: Picture, settings: DisplaySettings) -> None:
        """Show the same raw values black and bright in every picture like this one."""
        self.wish(picture, DisplayWish(None, settings, is_fixed=True))

    def look(self, picture: Picture, settings: DisplaySettings) -> None:
        """Use these colours, channels and gammas; what is black and bright stays as wished."""
        self.wish(picture, replace(self.wish_for(picture), looks=settings))

    def reset(self, picture: Picture) -> None:
        """Show pictures like this one as suits each of them."""
        self.wish(picture, AUTOMATIC)

    def forget(self) -> None:
        """Another project is open."""
        self._wishes.clear()


class ShownPixels:
    """The pixels of a picture as they are shown at the moment they are asked for."""

    def __init__(self, picture: Picture, display: Display) -> None:
        self._picture = picture
        self._display = display

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self._picture.size

    def crop(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.uint8]:
        """Part of the picture, (h, w, 3) uint8; safe to call on any thread."""
        settings = self._display.settings_for(self._picture)
        return replace(self._picture, settings=settings).crop(left, top, right, bottom)


def _kind(picture: Picture) -> object:
    return picture.sample.dtype, channel_count(picture.sample)
