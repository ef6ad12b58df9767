from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import tifffile

from unet_studio.domain.message import StudioError
from unet_studio.storage.predictions.probability_file import read_probabilities, write_probabilities

if TYPE_CHECKING:
    from pathlib import Path


def test_probabilities_come_back_to_half_a_thousandth(tmp_path: Path) -> None:
    made = np.random.default_rng(0).random((3, 300, 41)).astype(np.float32)

    write_probabilities(tmp_path / "p.tif", made)
    found = read_probabilities(tmp_path / "p.tif")

    assert found.dtype == np.float16
    np.testing.assert_allclose(found, made, atol=5e-4)


@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_another_file_is_refused_with_its_name(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "p.tif"
    if damage == "cut":
        write_probabilities(path, np.zeros((2, 90, 90)))
        path.write_bytes(path.read_bytes()[:60])
    elif damage == "other":
        tifffile.imwrite(path, np.zeros((2, 9, 9), np.uint8))

    with pytest.raises(StudioError, match=r"p\.tif"):
        read_probabilities(path)
