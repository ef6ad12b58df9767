"""Parts of TIFF pages of every layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tifffile

from unet_studio.storage.pictures.image_file import read_image, read_thumbnail
from unet_studio.storage.pictures.tiff_regions import TiffLevels, read_sampled

if TYPE_CHECKING:
    from pathlib import Path

BOXES = [
    (0, 0, 300, 200),
    (0, 0, 1, 1),
    (299, 199, 300, 200),
    (37, 15, 170, 140),
    (64, 64, 128, 128),
]
LAYOUTS: dict[str, dict[str, Any]] = {
    "tiled": {"tile": (64, 64)},
    "tiled, deflate": {"tile": (64, 48), "compression": "deflate", "predictor": True},
    "strips": {"rowsperstrip": 7},
    "strips, LZW": {"rowsperstrip": 16, "compression": "lzw"},
    "one strip": {},
    "big-endian": {"byteorder": ">", "tile": (32, 32)},
}


def noise(dtype: str, channels: int = 0) -> np.ndarray:
    shape = (200, 300, channels) if channels else (200, 300)
    values = np.random.default_rng(0).integers(0, 250, shape)
    return values.astype(dtype)


def written(path: Path, image: np.ndarray, **layout: Any) -> Path:
    photometric = "rgb" if image.ndim == 3 else "minisblack"
    tifffile.imwrite(path, image, **{"photometric": photometric, **layout})
    return path


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize(("dtype", "channels"), [("u1", 0), ("u1", 3), ("u2", 0), ("f4", 0)])
def test_parts_equal_those_of_the_whole(
    tmp_path: Path, layout: dict[str, Any], dtype: str, channels: int
) -> None:
    path = written(tmp_path / "a.tif", noise(dtype, channels), **layout)
    whole = read_image(path)
    levels = TiffLevels(path)
    assert levels.pages[0].can_be_read
    for left, top, right, bottom in BOXES:
        part = levels.pages[0].read(left, top, right, bottom)
        assert part.dtype == whole.dtype
        assert np.array_equal(part, whole[top:bottom, left:right])
    levels.close()


def test_separate_planes_of_colour_are_put_together(tmp_path: Path) -> None:
    image = noise("u1", 3)
    path = tmp_path / "a.tif"
    planes = np.moveaxis(image, 2, 0)
    tifffile.imwrite(path, planes, photometric="rgb", planarconfig="separate", tile=(64, 64))
    levels = TiffLevels(path)
    assert np.array_equal(levels.pages[0].read(30, 20, 150, 180), image[20:180, 30:150])
    levels.close()


@pytest.mark.parametrize("photometric", ["miniswhite", "palette"])
def test_colours_are_those_of_the_whole(tmp_path: Path, photometric: str) -> None:
    path = tmp_path / "a.tif"
    colours = np.random.default_rng(1).integers(0, 1 << 16, (3, 256)).astype(np.uint16)
    colormap = colours if photometric == "palette" else None
    tifffile.imwrite(path, noise("u1"), photometric=photometric, colormap=colormap, tile=(64, 64))
    whole = read_image(path)
    levels = TiffLevels(path)
    assert np.array_equal(levels.pages[0].read(3, 5, 90, 70), whole[5:70, 3:90])
    levels.close()


@pytest.mark.parametrize("as_sub_pages", [True, False])
def test_smaller_copies_in_the_file_are_found(tmp_path: Path, as_sub_pages: bool) -> None:
    path, image = tmp_path / "a.tif", noise("u1")
    with tifffile.TiffWriter(path) as file:
        file.write(image, tile=(64, 64), subifds=2 if as_sub_pages else 0)
        for step in (2, 4):
            file.write(image[::step, ::step], tile=(64, 64), subfiletype=1)
        file.write(image, tile=(64, 64))  # the next page of a stack
    levels = TiffLevels(path)
    assert sorted(levels.pages) == [0, 1, 2]
    assert np.array_equal(levels.pages[2].read(0, 0, 75, 50), image[::4, ::4])
    levels.close()


def test_what_has_to_be_turned_is_not_read_by_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, noise("u1"), extratags=[(274, "H", 1, 6, True)])
    levels = TiffLevels(path)
    assert not levels.pages[0].can_be_read
    levels.close()
    assert read_sampled(path, 64) is None


def test_a_file_that_ends_too_early_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tif", noise("u1"), rowsperstrip=10)
    path.write_bytes(path.read_bytes()[:-5000])
    levels = TiffLevels(path)
    with pytest.raises(EOFError):
        levels.pages[0].read(0, 190, 300, 200)
    levels.close()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_thumbnail_shows_what_is_where(
    tmp_path: Path, layout: dict[str, Any], monkeypatch
) -> None:
    monkeypatch.setattr("unet_studio.storage.pictures.image_file._READ_WHOLE_PIXELS", 1000)
    image = np.zeros((200, 300), np.uint8)
    image[100:, :] = 120
    image[:, 150:] += 100
    thumbnail = read_thumbnail(written(tmp_path / "a.tif", image, **layout), 60)
    assert thumbnail.shape == (40, 60, 3)
    for y, x, value in [(5, 5, 0), (5, 55, 100), (35, 5, 120), (35, 55, 220)]:
        assert abs(int(thumbnail[y, x, 0]) - value) < 25
