from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.storage.pictures.mask_file import (
    palette_of,
    read_mask,
    read_mask_values,
    write_mask,
)

if TYPE_CHECKING:
    from pathlib import Path

MASK = np.array([[0, 1, 2], [255, 2, 0]], np.uint8)
CLASSES = ClassTable().added("a", "#ff0000").added("b", "#00ff00")


def test_a_mask_is_an_index_png_in_the_class_colours(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "a.png"
    write_mask(path, MASK, CLASSES)
    np.testing.assert_array_equal(read_mask(path), MASK)
    with Image.open(path) as image:
        assert image.mode == "P"
        shown = np.array(image.convert("RGB"))
    assert shown[0].tolist() == [[0, 0, 0], [255, 0, 0], [0, 255, 0]]
    assert shown[1, 0].tolist() == [224, 224, 192]


@pytest.mark.parametrize(
    ("name", "array", "expected"),
    [
        ("grey.png", MASK, MASK),
        ("bilevel.png", MASK > 0, (MASK > 0) * 255),
        ("deep.png", MASK.astype(np.uint16) * 257, MASK.astype(int) * 257),
        ("whole.tif", MASK.astype(np.float32), MASK),
        ("whole.bmp", MASK, MASK),
        ("signed.tif", MASK.astype(np.int32), MASK),
        ("double.tif", MASK.astype(np.float64), MASK),
        ("alpha.png", np.stack([MASK, MASK * 0 + 9], -1), MASK),
    ],
)
def test_values_of_grey_masks(tmp_path: Path, name: str, array: Any, expected: Any) -> None:
    path = tmp_path / name
    if path.suffix == ".tif":
        tifffile.imwrite(path, array)
    else:
        Image.fromarray(array).save(path)
    values = read_mask_values(path)
    assert values.dtype == np.int32
    np.testing.assert_array_equal(values, expected)


@pytest.mark.parametrize("channels", [3, 4])
def test_colours_are_packed(tmp_path: Path, channels: int) -> None:
    array = np.zeros((1, 2, channels), np.uint8)
    array[0, 1, :3] = 0x12, 0x34, 0x56
    Image.fromarray(array).save(tmp_path / "a.png")
    assert read_mask_values(tmp_path / "a.png").tolist() == [[0, 0x123456]]


def test_what_is_no_mask_is_refused(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.full((2, 2), 0.5, np.float32))
    with pytest.raises(StudioError, match="whole numbers"):
        read_mask_values(tmp_path / "a.tif")
    Image.fromarray(np.full((2, 2), 300, np.uint16)).save(tmp_path / "a.png")
    with pytest.raises(StudioError, match="above 255"):
        read_mask(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"")
    with pytest.raises(StudioError, match="empty"):
        read_mask_values(tmp_path / "b.png")


def test_masks_that_labelme_wrote(shared_data: Path) -> None:
    folder = shared_data / "labelme_examples/examples/semantic_segmentation/data_dataset_voc"
    mask = read_mask(folder / "SegmentationClass" / "2011_000003.png")
    assert np.unique(mask).tolist() == [0, 5, 15, 255]


@pytest.mark.parametrize("mode", ["P", "L", "1", "I;16", "LA"])
def test_a_large_mask_is_read_part_by_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    drawn = np.arange(7 * 10, dtype=np.uint8).reshape(7, 10)
    image = Image.fromarray(drawn.astype(np.uint16)) if mode == "I;16" else Image.fromarray(drawn)
    if mode == "P":
        image.putpalette(palette_of(ClassTable()))
    elif mode != "I;16":
        image = image.convert(mode)
    image.save(tmp_path / "m.png")
    at_once = read_mask_values(tmp_path / "m.png")
    monkeypatch.setattr("unet_studio.storage.pictures.mask_file._PIXELS_AT_ONCE", 20)
    assert np.array_equal(read_mask_values(tmp_path / "m.png"), at_once)
    assert np.array_equal(read_mask(tmp_path / "m.png"), at_once)
    assert at_once.shape == (7, 10)
