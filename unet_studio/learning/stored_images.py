"""Stored images: labelled images read when they are needed; as many as fit stay in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.learning.dataset import LabelledImage

_SPOTS_BYTES = 131_072  # what an image notes of itself besides its pixels


class ImageMemory:
    """Holds images up to a number of bytes; the one not used for longest goes first.

    Several threads may ask at once.

    Attributes
    ----------
    room
        Bytes.
    """

    def __init__(self, room: float) -> None:
        self.room = room
        self._held: OrderedDict[str, LabelledImage] = OrderedDict()
        self._taken = 0
        self._lock = Lock()

    @property
    def taken(self) -> int:
        """Bytes in use."""
        return self._taken

    def put(self, image: LabelledImage) -> None:
        """Hold an image, unless it is larger than all the room there is."""
        needed = bytes_of(image)
        with self._lock:
            if needed > self.room or image.name in self._held:
                return
            while self._taken + needed > self.room:
                _, oldest = self._held.popitem(last=False)
                self._taken -= bytes_of(oldest)
            self._held[image.name] = image
            self._taken += needed

    def get(self, name: str) -> LabelledImage | None:
        """An image, if it is held."""
        with self._lock:
            image = self._held.get(name)
            if image is not None:
                self._held.move_to_end(name)
            return image


def bytes_of(image: LabelledImage) -> int:
    """What an image takes in memory."""
    return image.pixels.nbytes + image.target.nbytes + _SPOTS_BYTES


class StoredImages(Sequence["LabelledImage"]):
    """Images by position, from memory or from disk.

    Parameters
    ----------
    names
        Of the images.
    read
        Reads one of them, by name.
    memory
        May be shared with others whose names differ.
    """

    def __init__(
        self, names: Sequence[str], read: Callable[[str], LabelledImage], memory: ImageMemory
    ) -> None:
        self._names = tuple(names)
        self._read = read
        self._memory = memory

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, place: int) -> LabelledImage: ...

    @overload
    def __getitem__(self, place: slice) -> StoredImages: ...

    def __getitem__(self, place: int | slice) -> LabelledImage | StoredImages:
        if isinstance(place, slice):
            return StoredImages(self._names[place], self._read, self._memory)
        name = self._names[place]
        image = self._memory.get(name)
        if image is None:
            image = self._read(name)
            self._memory.put(image)
        return image

    def chosen(self, places: Sequence[int]) -> StoredImages:
        """Some of the images."""
        return StoredImages([self._names[k] for k in places], self._read, self._memory)
