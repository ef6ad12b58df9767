"""What one looks at of a large picture."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
import tifffile

from unet_studio.domain.project import ImageRef
from unet_studio.storage.pictures import large_picture, picture_source
from unet_studio.workspace.view import picture_tiles as module
from unet_studio.workspace.view.pictures import Picture, Pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.background import Background
    from unet_studio.workspace.view.picture_tiles import PictureTiles

HEIGHT, WIDTH = 1300, 1701


@pytest.fixture
def image(monkeypatch: pytest.MonkeyPatch) -> np.ndarray:
    monkeypatch.setattr(picture_source, "SMALL_PIXELS", 10_000)
    monkeypatch.setattr(large_picture, "OVERVIEW_BYTES", 100_000)
    return np.random.default_rng(0).integers(1, 255, (HEIGHT, WIDTH)).astype(np.uint8)


@pytest.fixture
def picture(
    qtbot: QtBot, background: Background, image: np.ndarray, tmp_path: Path
) -> Iterator[Picture]:
    tifffile.imwrite(tmp_path / "a.tif", image, tile=(64, 64))
    pictures = Pictures(background)
    with qtbot.waitSignal(pictures.loaded) as loaded:
        pictures.request(ImageRef("a.tif", tmp_path / "a.tif"))
    yield loaded.args[0]
    pictures.clear()


@pytest.fixture
def tiles(qtbot: QtBot, picture: Picture) -> PictureTiles:
    assert picture.tiles is not None
    qtbot.waitUntil(lambda: not picture.tiles.is_preparing)
    return picture.tiles


def look(qtbot: QtBot, tiles: PictureTiles, level: int, box: tuple[int, int, int, int]) -> None:
    tiles.region(level, *(edge >> level for edge in box))
    tiles.look_at(level, *box)
    qtbot.waitUntil(lambda: not tiles.is_reading)


def test_a_region_is_coarse_at_once_and_sharp_soon(
    qtbot: QtBot, tiles: PictureTiles, image: np.ndarray
) -> None:
    expected = image[300:1100, 400:1600]
    coarse = tiles.region(0, 400, 300, 1600, 1100)
    assert coarse.shape == expected.shape
    assert not np.array_equal(coarse, expected)
    assert abs(coarse.mean() - expected.mean()) < 3
    arrived: list[tuple[int, ...]] = []
    tiles.arrived.connect(lambda *box: arrived.append(box))
    look(qtbot, tiles, 0, (400, 300, 1600, 1100))
    assert np.array_equal(tiles.region(0, 400, 300, 1600, 1100), expected)
    assert min(box[0] for box in arrived) <= 400
    assert max(box[3] for box in arrived) >= 1100


def test_what_is_known_of_the_next_level_is_sharper_than_the_overview(
    qtbot: QtBot, tiles: PictureTiles, image: np.ndarray
) -> None:
    truth = image[512:1024, 512:1024].astype(float)
    from_overview = tiles.region(0, 512, 512, 1024, 1024).astype(float)
    look(qtbot, tiles, 1, (0, 0, 1024, 1024))
    from_next = tiles.region(0, 512, 512, 1024, 1024).astype(float)
    assert np.abs(from_next - truth).mean() < np.abs(from_overview - truth).mean()


def test_what_is_no_longer_looked_at_is_not_read(
    qtbot: QtBot, background: Background, tiles: PictureTiles
) -> None:
    may_go = threading.Event()
    for _ in range(2):  # all threads are busy
        background.submit(lambda: may_go.wait(5), print, print)
    arrived: list[tuple[int, ...]] = []
    tiles.arrived.connect(lambda *box: arrived.append(box))
    for left in (0, 512, 1024, 1536):
        tiles.region(0, left, 0, left + 100, 100)
        tiles.look_at(0, left, 0, left + 100, 100)
    may_go.set()
    qtbot.waitUntil(lambda: not tiles.is_reading)
    assert sorted(box[0] for box in arrived) == [0, 512, 1536]  # two had begun


def test_memory_is_bounded(
    qtbot: QtBot, tiles: PictureTiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", 3 * 512 * 512)
    look(qtbot, tiles, 0, (0, 0, WIDTH, HEIGHT))
    assert 0 < sum(tile.nbytes for tile in tiles._kept.values()) <= module.KEPT_BYTES


def test_a_file_that_went_away_leaves_the_coarse_picture(
    qtbot: QtBot, picture: Picture, tiles: PictureTiles
) -> None:
    picture.source.close()
    coarse = tiles.region(0, 0, 0, 600, 600)
    look(qtbot, tiles, 0, (0, 0, 600, 600))
    assert np.array_equal(tiles.region(0, 0, 0, 600, 600), coarse)


def test_a_crop_is_at_full_resolution(picture: Picture, image: np.ndarray) -> None:
    crop = picture.crop(700, 600, 5000, 700)
    assert np.array_equal(crop[..., 1], image[600:700, 700:])
