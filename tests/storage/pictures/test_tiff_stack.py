from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from unet_studio.domain.project import resolve_names
from unet_studio.storage.pictures.image_file import (
    UnreadableImageError,
    read_image,
    read_size,
    read_thumbnail,
)
from unet_studio.storage.pictures.image_folder import find_images, images_in_file
from unet_studio.storage.pictures.mask_file import read_mask_values
from unet_studio.storage.pictures.plane_counts import PlaneCounts
from unet_studio.storage.pictures.tiff_stack import TiffStack, read_stack

if TYPE_CHECKING:
    from pathlib import Path

H, W = 12, 20


def pixels(*shape: int, dtype: type = np.uint16) -> Any:
    return np.arange(np.prod(shape) * H * W).reshape(*shape, H, W).astype(dtype)


def channels_last(array: Any) -> Any:
    return array[0] if len(array) == 1 else np.moveaxis(array, 0, -1)


@given(st.integers(1, 5), st.integers(1, 4), st.integers(1, 4))
def test_every_page_is_in_one_plane_once(channels: int, stride: int, blocks: int) -> None:
    count = channels * stride * blocks
    stack = TiffStack(range(count), channels, stride)
    pages = [page for plane in range(stack.planes) for page in stack.pages_of(plane)]
    assert sorted(pages) == list(range(count))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("axes", ["TZCYX", "ZCYX", "CYX", "ZYX", "TYX", "YX"])
def test_imagej_says_what_channels_are(tmp_path: Path, axes: str, dtype: type) -> None:
    sizes = {"T": 2, "Z": 3, "C": 4}
    array = pixels(*(sizes[axis] for axis in axes[:-2]), dtype=dtype)
    tifffile.imwrite(tmp_path / "a.tif", array, imagej=True, metadata={"axes": axes})
    expect(tmp_path / "a.tif", array.reshape(-1, 4 if "C" in axes else 1, H, W))


@pytest.mark.parametrize("axes", ["TCZYX", "CTZYX", "TZCYX", "ZCTYX", "CZYX", "TYX"])
def test_ome_says_in_which_order_pages_are(tmp_path: Path, axes: str) -> None:
    sizes = {"T": 2, "Z": 3, "C": 4}
    array = pixels(*(sizes[axis] for axis in axes[:-2]))
    tifffile.imwrite(tmp_path / "a.ome.tif", array, ome=True, metadata={"axes": axes})
    last = np.moveaxis(array, axes.index("C"), -3) if "C" in axes else array
    expect(tmp_path / "a.ome.tif", last.reshape(-1, 4 if "C" in axes else 1, H, W))


def test_tifffile_notes_the_axes(tmp_path: Path) -> None:
    array = pixels(2, 3)
    tifffile.imwrite(tmp_path / "a.tif", array, photometric="minisblack", metadata={"axes": "CZYX"})
    expect(tmp_path / "a.tif", np.moveaxis(array, 0, 1))


@pytest.mark.parametrize("planar", [False, True])
@pytest.mark.parametrize("count", [2, 4, 7])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_samples_that_are_no_colours_are_channels(
    tmp_path: Path, count: int, planar: bool, dtype: type
) -> None:
    array = np.ascontiguousarray(np.moveaxis(pixels(count, dtype=dtype), 0, -1))
    stored = np.moveaxis(array, -1, 0) if planar else array
    tifffile.imwrite(
        tmp_path / "a.tif",
        stored,
        photometric="minisblack",
        planarconfig="separate" if planar else "contig",
    )
    np.testing.assert_array_equal(read_image(tmp_path / "a.tif"), array)
    assert read_thumbnail(tmp_path / "a.tif", 10).shape == (6, 10, 3)


@pytest.mark.parametrize("suffix", [".tif", ".TIFF"])
def test_pages_written_by_pillow_are_planes(tmp_path: Path, suffix: str) -> None:
    scenes = np.random.default_rng(0).integers(0, 256, (3, H, W, 3), np.uint8)
    first, *others = [Image.fromarray(scene) for scene in scenes]
    first.save(tmp_path / f"a{suffix}", format="TIFF", save_all=True, append_images=others)
    images = find_images(tmp_path)
    assert [image.name for image in images] == [f"a{suffix}#000{k}" for k in (1, 2, 3)]
    assert {image.stack for image in images} == {f"a{suffix}"}
    assert [image.stem for image in images] == [f"a#000{k}" for k in (1, 2, 3)]
    for image, scene in zip(images, scenes, strict=True):
        np.testing.assert_array_equal(read_image(image.path, plane=image.plane), scene)
        assert read_size(image.path, plane=image.plane) == (H, W)
    assert resolve_names(["a"], images)[0] == {image.name for image in images}
    assert resolve_names(["a#0002"], images)[0] == {images[1].name}


def test_pages_of_different_sizes_and_depths_are_read(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        file.write(np.full((4, 5), 7, np.uint8))
        file.write(np.full((9, 8), 70_0, np.uint16))
    images = images_in_file(tmp_path / "a.tif")
    assert [read_size(i.path, plane=i.plane) for i in images] == [(4, 5), (9, 8)]
    assert [read_image(i.path, plane=i.plane).max() for i in images] == [7, 700]


def test_smaller_copies_are_no_planes(tmp_path: Path) -> None:
    full = np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8)
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        file.write(full, tile=(32, 32))
        file.write(full[::2, ::2], tile=(32, 32), subfiletype=1)
        file.write(full[::4, ::4])  # a slide scanner's: it says nothing
        file.write(full, tile=(32, 32))
    assert read_stack(tmp_path / "a.tif").pages == [0, 3]


@pytest.mark.parametrize("orientation", [3, 6])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_every_plane_is_turned_upright_once(tmp_path: Path, orientation: int, dtype: type) -> None:
    upright = pixels(3, dtype=dtype)
    stored = np.rot90(upright, 2 if orientation == 3 else 1, axes=(1, 2))
    tifffile.imwrite(
        tmp_path / "a.tif",
        stored,
        photometric="minisblack",
        extratags=[(274, 3, 1, orientation, False)],
    )
    expect(tmp_path / "a.tif", upright[:, None])


def test_stacks_of_one_block_are_read(tmp_path: Path) -> None:
    """As ImageJ writes more than 4 GiB: a single header, and pixels for all planes after it."""
    array = pixels(6)
    tifffile.imwrite(tmp_path / "a.tif", array, imagej=True, metadata={"axes": "ZYX"})
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        start = file.pages[0].offset
        entries = len(file.pages[0].tags)
    content = bytearray((tmp_path / "a.tif").read_bytes())
    order = ">" if content[:2] == b"MM" else "<"
    struct.pack_into(f"{order}I", content, start + 2 + 12 * entries, 0)  # no further header
    (tmp_path / "a.tif").write_bytes(content)
    assert read_stack(tmp_path / "a.tif").is_one_block
    expect(tmp_path / "a.tif", array[:, None])


def test_a_plane_that_is_not_there_is_reported(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", pixels(2), photometric="minisblack")
    Image.new("L", (4, 4)).save(tmp_path / "b.png")
    for name in ("a.tif", "b.png"):
        with pytest.raises(UnreadableImageError, match=f"{name}: it has no plane 3"):
            read_image(tmp_path / name, plane=2)


def test_mask_stacks_are_read_plane_by_plane(tmp_path: Path) -> None:
    masks = [Image.fromarray(np.full((4, 5), k, np.uint8)) for k in (3, 1, 2)]
    for mask in masks:
        mask.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255])
    masks[0].save(tmp_path / "a.tif", save_all=True, append_images=masks[1:])
    values = [read_mask_values(tmp_path / "a.tif", plane=k).max() for k in range(3)]
    assert values == [3, 1, 2]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120))
def test_any_bytes_are_some_stack(tmp_path_factory: Any, tail: bytes) -> None:
    path = tmp_path_factory.mktemp("stack") / "a.tif"
    for start in (b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0"):
        path.write_bytes(start + tail)
        assert read_stack(path).planes >= 1


def test_headers_in_a_circle_end(tmp_path: Path) -> None:
    header = struct.pack("<HHHIIHHII", 2, 256, 4, 1, 5, 257, 4, 1, 5)
    (tmp_path / "a.tif").write_bytes(b"II*\0\x08\0\0\0" + header + struct.pack("<I", 8))
    assert read_stack(tmp_path / "a.tif").planes == 1


def test_counts_are_remembered_until_a_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = tmp_path / "images", tmp_path / "cache" / "planes.json"
    folder.mkdir()
    tifffile.imwrite(folder / "a.tif", pixels(3), photometric="minisblack")
    assert len(find_images(folder, counts=PlaneCounts(cache))) == 3
    opened: list[Path] = []

    def counting(path: Path) -> TiffStack:
        opened.append(path)
        return read_stack(path)

    monkeypatch.setattr("unet_studio.storage.pictures.plane_counts.read_stack", counting)
    assert len(find_images(folder, counts=PlaneCounts(cache))) == 3
    assert not opened
    tifffile.imwrite(folder / "a.tif", pixels(5), photometric="minisblack")
    assert len(find_images(folder, counts=PlaneCounts(cache))) == 5
    assert len(opened) == 1
    cache.write_text("{broken", encoding="utf-8")
    assert len(find_images(folder, counts=PlaneCounts(cache))) == 5


def expect(path: Path, array: Any) -> None:
    """That a file holds these planes, (planes, channels, H, W)."""
    images = images_in_file(path)
    assert len(images) == len(array)
    for image, plane in zip(images, array, strict=True):
        expected = channels_last(plane)
        if expected.ndim == 3 and expected.shape[2] == 1:
            expected = expected[..., 0]
        got = read_image(path, plane=image.plane)
        np.testing.assert_array_equal(got, expected)
        assert read_size(path, plane=image.plane) == got.shape[:2]
