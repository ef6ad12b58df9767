from __future__ import annotations

import numpy as np
import pytest

from unet_studio.learning.data.dataset import LabelledImage
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.data.stored_images import ImageMemory, StoredImages, bytes_of
from unet_studio.learning.scores.validation import evenly

NAMES = tuple(f"{n}.png" for n in range(6))


def image(name: str) -> LabelledImage:
    pixels = np.full((20, 30, 1), int(name[0]), np.uint8)
    return LabelledImage(name, pixels, np.zeros((20, 30), np.uint8), Scaling(0.0, 1.0))


class Reader:
    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, name: str) -> LabelledImage:
        self.read.append(name)
        return image(name)


def test_what_fits_is_read_once() -> None:
    reader = Reader()
    images = StoredImages(NAMES, reader, ImageMemory(10 * bytes_of(image("0.png"))))
    for _ in range(3):
        assert [found.name for found in images] == list(NAMES)
    assert reader.read == list(NAMES)


def test_memory_never_grows_beyond_its_room() -> None:
    memory = ImageMemory(2.5 * bytes_of(image("0.png")))
    reader = Reader()
    images = StoredImages(NAMES, reader, memory)
    for place in np.random.default_rng(0).integers(0, 6, 50):
        assert images[int(place)].pixels[0, 0, 0] == place
        assert memory.taken <= memory.room
    assert 6 < len(reader.read) < 50


def test_the_image_not_used_for_longest_goes_first() -> None:
    reader = Reader()
    images = StoredImages(NAMES, reader, ImageMemory(2 * bytes_of(image("0.png"))))
    for place in (0, 1, 0, 2, 0, 1):
        assert images[place].name == NAMES[place]
    assert reader.read == ["0.png", "1.png", "2.png", "1.png"]


@pytest.mark.parametrize("room", [0, 100])
def test_an_image_larger_than_the_room_is_read_each_time(room: int) -> None:
    reader = Reader()
    images = StoredImages(NAMES[:1], reader, ImageMemory(room))
    assert images[0].name == images[-1].name == "0.png"
    assert len(reader.read) == 2


def test_choosing_some_reads_none() -> None:
    reader = Reader()
    images = StoredImages(NAMES, reader, ImageMemory(0))
    some = evenly(images, 3)
    assert len(some) == len(images[::2]) == 3
    assert not reader.read
    assert [found.name for found in some] == ["0.png", "2.png", "4.png"]
