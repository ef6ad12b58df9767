"""Raw pixels, whole or region by region."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from unet_studio.imaging.image_pyramid import ArrayLevels
from unet_studio.storage.pictures import large_picture
from unet_studio.storage.pictures import picture_source as module
from unet_studio.storage.pictures.image_file import UnreadableImageError, read_image
from unet_studio.storage.pictures.large_picture import LargeSource
from unet_studio.storage.pictures.picture_cache import PictureCache
from unet_studio.storage.pictures.picture_source import MemorySource, open_picture

if TYPE_CHECKING:
    from pathlib import Path

LAYOUTS: dict[str, dict[str, Any]] = {
    "tiled": {"tile": (64, 64)},
    "tiled, deflate": {"tile": (64, 64), "compression": "deflate"},
    "strips": {"rowsperstrip": 7},
    "strips, LZW": {"rowsperstrip": 16, "compression": "lzw"},
}
HEIGHT, WIDTH = 1300, 1701


@pytest.fixture(autouse=True)
def small_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALL_PIXELS", 10_000)
    monkeypatch.setattr(large_picture, "OVERVIEW_BYTES", 100_000)


@pytest.fixture
def cache(tmp_path: Path) -> PictureCache:
    return PictureCache(tmp_path / "cache")


@pytest.fixture
def image() -> np.ndarray:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    return (x * 120 // WIDTH + y * 120 // HEIGHT + (x * y) % 7).astype(np.uint8)


def opened(path: Path, cache: PictureCache | None = None) -> LargeSource:
    source = open_picture(path, cache=cache)
    assert isinstance(source, LargeSource)
    return source


def test_a_small_picture_is_read_as_it_is(tmp_path: Path) -> None:
    deep = np.arange(6000, dtype=np.uint16).reshape(60, 100)
    Image.fromarray(deep).save(tmp_path / "a.png")
    source = open_picture(tmp_path / "a.png")
    assert isinstance(source, MemorySource)
    assert (source.size, source.channels, source.dtype) == ((60, 100), 1, np.uint16)
    assert np.array_equal(source.read(10, 20, 30, 40), deep[20:60, 10:40])


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_level_of_a_large_picture_is_its_mean(
    tmp_path: Path, image: np.ndarray, layout: dict[str, Any]
) -> None:
    tifffile.imwrite(tmp_path / "a.tif", image, photometric="minisblack", **layout)
    source = opened(tmp_path / "a.tif")
    reports = list(source.preparing())
    assert reports[-1].share == 1
    whole = ArrayLevels(image)
    assert source.level_count == whole.level_count
    assert source.overview_level >= 2  # so that both kinds of level are looked at
    for level in range(source.level_count):
        height, width = whole.region(level, 0, 0, WIDTH, HEIGHT).shape
        expected = whole.region(level, width // 3, height // 4, width, height)
        left, top = width // 3, height // 4
        part = source.read(left, top, width - left, height - top, level)
        assert np.array_equal(part, expected)
    assert np.ptp(source.sample()) > 150
    source.close()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_first_report_shows_all_of_it_coarsely(
    tmp_path: Path, image: np.ndarray, layout: dict[str, Any]
) -> None:
    tifffile.imwrite(tmp_path / "a.tif", image + 10, photometric="minisblack", **layout)
    source = opened(tmp_path / "a.tif")
    next(source.preparing())
    for level in range(source.overview_level, source.level_count):
        assert source.overview(level).min() > 5  # nothing is black any more
    source.close()


def test_the_coarse_levels_are_made_once(
    tmp_path: Path, image: np.ndarray, cache: PictureCache
) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, image, tile=(64, 64))
    first = opened(path, cache)
    assert len(list(first.preparing())) > 1
    second = opened(path, cache)
    (report,) = second.preparing()
    assert report.share == 1
    for level in range(first.overview_level, first.level_count):
        assert np.array_equal(first.overview(level), second.overview(level))
    first.close()
    second.close()
    tifffile.imwrite(path, 255 - image, tile=(64, 64))  # another picture now
    third = opened(path, cache)
    assert len(list(third.preparing())) > 1
    third.close()


def test_copies_in_the_file_save_reading_all_of_it(tmp_path: Path, image: np.ndarray) -> None:
    path = tmp_path / "a.tif"
    with tifffile.TiffWriter(path) as file:
        file.write(image, tile=(64, 64), subifds=1)
        file.write(np.full((325, 425), 77, np.uint8), tile=(64, 64), subfiletype=1)  # rounded down
    source = opened(path)
    list(source.preparing())
    assert (source.overview(source.level_count - 1) == 77).all()
    assert (source.read(400, 300, 26, 25, 2) == 77).all()
    source.close()


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_what_cannot_be_read_by_parts_is_unpacked_once(
    tmp_path: Path, image: np.ndarray, cache: PictureCache, suffix: str, monkeypatch
) -> None:
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(np.dstack([image, image[::-1], image])).save(path)
    expected = read_image(path)
    source = opened(path, cache)
    assert (source.size, source.channels) == ((HEIGHT, WIDTH), 3)
    assert np.array_equal(source.read(100, 200, 900, 800), expected[200:1000, 100:1000])
    source.close()
    monkeypatch.setattr(module, "read_image", None)  # is not called again
    again = opened(path, cache)
    assert np.array_equal(again.read(0, 0, 50, 60), expected[:60, :50])
    again.close()


def test_without_room_on_the_disk_it_is_held_in_memory(
    tmp_path: Path, image: np.ndarray, cache: PictureCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    Image.fromarray(image).save(tmp_path / "a.png")
    source = open_picture(tmp_path / "a.png", cache=cache)
    assert isinstance(source, MemorySource)
    assert np.array_equal(source.read(0, 0, WIDTH, HEIGHT), image)
    assert not list((tmp_path / "cache").iterdir())


def test_a_broken_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(b"II*\0 and nothing else")
    with pytest.raises(UnreadableImageError):
        open_picture(tmp_path / "a.tif")


def test_the_cache_keeps_what_was_used_last(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.png" for n in range(3)]
    for file in files:
        file.write_bytes(b"picture")
    array = np.zeros(1000, np.uint8)
    cache = PictureCache(tmp_path / "cache", limit_bytes=2500)
    cache.save(files[0], "overview.npy", array)
    cache.save(files[1], "overview.npy", array)
    place = cache.find(files[1], "overview.npy")
    assert place is not None
    os.utime(place, (1, 1))  # not used for longest
    cache.save(files[2], "overview.npy", array)
    kept = [cache.load(file, "overview.npy") is not None for file in files]
    assert kept == [True, False, True]
