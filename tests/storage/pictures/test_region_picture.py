from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tifffile

from unet_studio.storage.pictures import region_picture
from unet_studio.storage.pictures.region_picture import RegionPicture, lent_picture

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = np.random.default_rng(0).integers(0, 60_000, (300, 210, 3), np.uint16)


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(region_picture, "SMALL_PIXELS", 1000)


@pytest.mark.parametrize("options", [{}, {"rowsperstrip": 7}, {"tile": (32, 48)}])
def test_parts_are_those_of_the_picture(tmp_path: Path, options: dict[str, Any]) -> None:
    tifffile.imwrite(tmp_path / "a.tif", PICTURE, photometric="rgb", **options)
    with lent_picture(tmp_path / "a.tif") as found:
        assert isinstance(found, RegionPicture)
        assert (found.shape, found.ndim, found.dtype) == (PICTURE.shape, 3, PICTURE.dtype)
        assert len(found) == 300
        for part in (np.s_[:], np.s_[10:20], np.s_[5:99, 30:80], np.s_[290:400, 200:400]):
            assert np.array_equal(found[part], PICTURE[part])


def test_threads_may_read_at_the_same_time(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", PICTURE, photometric="rgb", rowsperstrip=1)
    with lent_picture(tmp_path / "a.tif") as found, ThreadPoolExecutor(4) as pool:
        parts = [np.s_[k : k + 20, 5:9] for k in range(280)]
        for part, read in zip(parts, pool.map(found.__getitem__, parts), strict=True):
            assert np.array_equal(read, PICTURE[part])


def test_other_files_are_read_whole(tmp_path: Path) -> None:
    from PIL import Image

    Image.fromarray(PICTURE.astype(np.uint8)).save(tmp_path / "a.png")
    with lent_picture(tmp_path / "a.png") as found:
        assert isinstance(found, np.ndarray)
