"""Parts of a probability file are parts of what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import tifffile

from unet_studio.domain.message import StudioError
from unet_studio.storage.predictions.probability_file import ProbabilityBands, write_probabilities
from unet_studio.storage.predictions.probability_parts import ProbabilityParts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, np.ndarray]:
    probabilities = np.random.default_rng(0).random((3, 300, 520)).astype(np.float16)
    write_probabilities(tmp_path / "a.tif", probabilities)
    return tmp_path / "a.tif", probabilities


def test_any_part_of_any_class(written: tuple[Path, np.ndarray]) -> None:
    path, whole = written
    with ProbabilityParts(path) as parts:
        assert (parts.size, parts.count) == ((300, 520), 3)
        for box in ((0, 0, 520, 300), (250, 200, 260, 300), (519, 299, 520, 300)):
            left, top, right, bottom = box
            expected = whole[:, top:bottom, left:right]
            assert np.array_equal(parts.read_all(*box), expected)
            assert np.array_equal(parts.read(2, *box), expected[2])


def test_one_image_of_one_tile(tmp_path: Path) -> None:
    whole = np.full((2, 5, 7), 0.5, np.float16)
    write_probabilities(tmp_path / "b.tif", whole)
    with ProbabilityParts(tmp_path / "b.tif") as parts:
        assert np.array_equal(parts.read_all(0, 0, 7, 5), whole)


def test_what_is_none_is_refused(tmp_path: Path, written: tuple[Path, np.ndarray]) -> None:
    with pytest.raises(StudioError, match=r"none\.tif"):
        ProbabilityParts(tmp_path / "none.tif")
    (tmp_path / "text.tif").write_text("no picture")
    with pytest.raises(StudioError, match=r"text\.tif"):
        ProbabilityParts(tmp_path / "text.tif")
    tifffile.imwrite(tmp_path / "bytes.tif", np.zeros((2, 8, 8), np.uint8))
    with pytest.raises(StudioError, match=r"bytes\.tif"):
        ProbabilityParts(tmp_path / "bytes.tif")
    path, _ = written
    torn = bytearray(path.read_bytes())
    torn[2000:-3000] = bytes(len(torn) - 5000)
    (tmp_path / "torn.tif").write_bytes(torn)
    with (
        pytest.raises(StudioError, match=r"torn\.tif"),
        ProbabilityParts(tmp_path / "torn.tif") as p,
    ):
        p.read_all(0, 0, 520, 300)


def test_files_written_band_by_band_are_read_as_well(tmp_path: Path) -> None:
    whole = np.random.default_rng(2).random((3, 90, 70)).astype(np.float16)
    with ProbabilityBands(tmp_path / "c.tif", whole.shape) as bands:
        for top in (0, 40, 80):
            bands.add(whole[:, top : top + 40])
    with ProbabilityParts(tmp_path / "c.tif") as parts:
        assert (parts.size, parts.count) == ((90, 70), 3)
        assert np.array_equal(parts.read_all(3, 30, 60, 85), whole[:, 30:85, 3:60])
