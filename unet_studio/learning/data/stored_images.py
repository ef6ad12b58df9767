"""Stored images: labelled images read when they are needed; as many as fit stay in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.learning.data.dataset import LabelledImage

_SPOTS_BYTES = 131_072  # what an image notes of itself besides its pixels


class ImageMemory:
    """Holds images up to a number of bytes; the one not used for longest goes first.

    Several threads may ask at once.

    Attributes
    ----------
    room
        Bytes.
    is_short
        Whether some image had to be let go, or was never held.
    """

    def __init__(self, room: float) -> None:
        self.room = room
        self.is_short = False
        self._held: OrderedDict[tuple[str, int], LabelledImage] = OrderedDict()
        self._taken = 0
        self._lock = Lock()

    @property
    def taken(self) -> int:
        """Bytes in use."""
        return self._taken

    def put(self, image: LabelledImage, form: int = 0) -> None:
        """Hold an image, in one of its forms, unless it is larger than all the room there is."""
        key = (image.name, form)
        needed = bytes_of(image)
        with self._lock:
            if key in self._held:
                return
            if self._taken + needed > self.room:
                self.is_short = True
            if needed > self.room:
                return
            while self._taken + needed > self.room:
                _, oldest = self._held.popitem(last=False)
                self._taken -= bytes_of(oldest)
            self._held[key] = image
            self._taken += needed

    def get(self, name: str, form: int = 0) -> LabelledImage | None:
        """An image, if it is held in this form."""
        with self._lock:
            image = self._held.get((name, form))
            if image is not None:
                self._held.move_to_end((name, form))
            return image


def bytes_of(image: LabelledImage) -> int:
    """What an image takes in memory."""
    weights = 0 if image.weights is None else image.weights.nbytes
    return image.pixels.nbytes + image.target.nbytes + weights + _SPOTS_BYTES


class StoredImages(Sequence["LabelledImage"]):
    """Images by position, from memory or from disk.

    Attributes
    ----------
    names
        Of the images, in their order; known without reading any.

    Parameters
    ----------
    names
        Of the images.
    read
        Reads one of them, by name.
    memory
        May be shared with others whose names differ.
    form
        Tells images changed from those they were made of.
    """

    def __init__(
        self,
        names: Sequence[str],
        read: Callable[[str], LabelledImage],
        memory: ImageMemory,
        form: int = 0,
    ) -> None:
        self.names = tuple(names)
        self._read = read
        self._form = form
        self.memory = memory

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> LabelledImage: ...

    @overload
    def __getitem__(self, place: slice) -> StoredImages: ...

    def __getitem__(self, place: int | slice) -> LabelledImage | StoredImages:
        if isinstance(place, slice):
            return StoredImages(self.names[place], self._read, self.memory, self._form)
        name = self.names[place]
        image = self.memory.get(name, self._form)
        if image is None:
            image = self._read(name)
            self.memory.put(image, self._form)
        return image

    def chosen(self, places: Sequence[int]) -> StoredImages:
        """Some of the images."""
        names = [self.names[k] for k in places]
        return StoredImages(names, self._read, self.memory, self._form)

    def changed(self, change: Callable[[LabelledImage], LabelledImage]) -> StoredImages:
        """The same images in a new form: each is changed when it is asked for first."""

        def read(name: str) -> LabelledImage:
            return change(self.memory.get(name, self._form) or self._read(name))

        return StoredImages(self.names, read, self.memory, self._form + 1)


def names_of(images: Sequence[LabelledImage]) -> tuple[str, ...]:
    """Of images, in their order; none is read for it."""
    if isinstance(images, StoredImages):
        return images.names
    return tuple(image.name for image in images)


def chosen_of(images: Sequence[LabelledImage], places: Sequence[int]) -> Sequence[LabelledImage]:
    """Some of the images; none is read for it."""
    if isinstance(images, StoredImages):
        return images.chosen(places)
    return [images[place] for place in places]
