from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from textures import texture

from unet_studio.imaging.adjoining import adjoining, borders
from unet_studio.storage.pictures.image_file import read_image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def tiles_of(picture: NDArray[np.uint8], rows: int, columns: int) -> list[NDArray[np.uint8]]:
    height, width = picture.shape[0] // rows, picture.shape[1] // columns
    return [
        picture[r * height : (r + 1) * height, c * width : (c + 1) * width]
        for r in range(rows)
        for c in range(columns)
    ]


def found_in(pictures: list[NDArray[np.uint8]]) -> list[tuple[int, int]]:
    sizes = np.array([p.shape[:2] for p in pictures])
    return adjoining(np.array([borders(p) for p in pictures]), sizes)


def test_tiles_of_one_picture_are_found() -> None:
    tiles = tiles_of(texture(1, (200, 240)), 2, 2)
    others = [texture(seed, (100, 120)) for seed in range(2, 9)]
    assert found_in([*tiles, *others]) == [(0, 1), (0, 2), (1, 3), (2, 3)]


def test_what_all_pictures_have_at_the_rim_proves_nothing() -> None:
    frame = texture(1, (100, 100))
    pictures = []
    for seed in range(6):
        picture = frame.copy()
        picture[20:80, 20:80] = texture(seed + 2, (60, 60))
        picture[:, -2:] = picture[:, :2]  # every right border continues every left one
        pictures.append(picture)
    assert found_in(pictures) == []


def test_sides_of_different_length_do_not_adjoin() -> None:
    first, second = tiles_of(texture(1, (100, 240)), 1, 2)
    assert found_in([first, second]) == [(0, 1)]
    assert found_in([first, second[:-3]]) == []


def test_even_borders_prove_nothing() -> None:
    black = np.zeros((50, 60), np.uint8)
    assert found_in([black, black, texture(1, (50, 60))]) == []
    assert found_in([np.zeros((1, 1), np.uint8)] * 2) == []


def test_real_pictures_that_are_no_tiles(shared_data: Path) -> None:
    pictures = [read_image(path) for path in (shared_data / "isbi2012/train/image").glob("*.png")]
    assert found_in(pictures) == []


def test_real_tiles_are_mostly_found(shared_data: Path) -> None:
    folder = shared_data / "lm_fruit/images"
    pictures = [read_image(path) for path in sorted(folder.glob("*.jpg"))[:6]]
    tiles = [tile for picture in pictures for tile in tiles_of(picture, 2, 2)]
    found = found_in(tiles)
    assert all(i // 4 == j // 4 for i, j in found)
    assert len(found) > 0.5 * 4 * len(pictures)
