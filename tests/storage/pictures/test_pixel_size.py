from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from unet_studio.storage.founding.project_new import NoLabels, new_project
from unet_studio.storage.pictures.pixel_size import common_pixel_size_um, read_pixel_size_um
from unet_studio.storage.project.project_file import read_project

if TYPE_CHECKING:
    from pathlib import Path

PIXELS = np.zeros((6, 8), np.uint8)


@pytest.mark.parametrize(
    ("options", "size_um"),
    [
        ({}, None),
        ({"imagej": True, "resolution": (4, 4), "metadata": {"unit": "um"}}, 0.25),
        ({"imagej": True, "resolution": (1, 1), "metadata": {"unit": "pixel"}}, None),
        ({"imagej": True, "resolution": (2, 2), "metadata": {"unit": "nm"}}, 0.0005),
        ({"resolution": (20_000, 20_000), "resolutionunit": "CENTIMETER"}, 0.5),
        ({"resolution": (300, 300), "resolutionunit": "INCH"}, None),  # dots of a printer
        ({"ome": True, "metadata": {"axes": "YX", "PhysicalSizeX": 0.1}}, 0.1),
        (
            {
                "ome": True,
                "metadata": {"axes": "YX", "PhysicalSizeX": 80, "PhysicalSizeXUnit": "nm"},
            },
            0.08,
        ),
    ],
)
def test_what_files_state(tmp_path: Path, options: dict[str, Any], size_um: float | None) -> None:
    tifffile.imwrite(tmp_path / "a.tif", PIXELS, **options)
    found = read_pixel_size_um(tmp_path / "a.tif")
    assert found == (None if size_um is None else pytest.approx(size_um, rel=1e-4))


def test_real_files_of_imagej(shared_data: Path) -> None:
    paths = sorted((shared_data / "sandstone").rglob("Sandstone_Versa0*.tif"))
    assert read_pixel_size_um(paths[0]) == pytest.approx(2.23145, rel=1e-4)


def test_other_files_state_nothing(tmp_path: Path) -> None:
    Image.fromarray(PIXELS).save(tmp_path / "a.png", dpi=(300, 300))
    (tmp_path / "b.tif").write_bytes(b"II*\0")
    assert read_pixel_size_um(tmp_path / "a.png") is None
    assert read_pixel_size_um(tmp_path / "b.tif") is None
    assert read_pixel_size_um(tmp_path / "missing.tif") is None


def test_files_that_disagree_say_nothing_together(tmp_path: Path) -> None:
    for name, per_um in (("a", 4), ("b", 4), ("c", 5)):
        tifffile.imwrite(
            tmp_path / f"{name}.tif",
            PIXELS,
            imagej=True,
            resolution=(per_um, per_um),
            metadata={"unit": "um"},
        )
    paths = sorted(tmp_path.iterdir())
    assert common_pixel_size_um(paths[:2]) == pytest.approx(0.25)
    assert common_pixel_size_um(paths) is None
    assert common_pixel_size_um([]) is None


def test_a_new_project_takes_it_over(tmp_path: Path) -> None:
    tifffile.imwrite(
        tmp_path / "a.tif", PIXELS, imagej=True, resolution=(4, 4), metadata={"unit": "um"}
    )
    for _ in new_project(tmp_path, images_dir=tmp_path, labels=NoLabels()):
        pass
    assert read_project(tmp_path).pixel_size_um == pytest.approx(0.25)
