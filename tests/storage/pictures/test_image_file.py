from __future__ import annotations

import contextlib
import csv
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from unet_studio.storage.pictures import image_file
from unet_studio.storage.pictures.image_file import (
    UnreadableImageError,
    read_image,
    read_orientation,
    read_size,
    read_thumbnail,
)

if TYPE_CHECKING:
    from pathlib import Path

U8, U16, F32 = np.uint8, np.uint16, np.float32

EXPECTED: dict[str, tuple[tuple[int, ...], type]] = {
    "animated.gif": ((100, 100, 3), U8),
    "apng.png": ((64, 128, 3), U8),
    "bmp_rle.bmp": ((64, 127, 3), U8),
    "cmyk_adobe.jpg": ((100, 100, 3), U8),
    "cmyk_no_profile.jpg": ((333, 500, 3), U8),
    **{f"exif_{k}.jpg": ((1800, 1200, 3), U8) for k in (0, 1, 3, 6, 8)},
    "float32.tif": ((128, 128), F32),
    "float64.tif": ((46, 64), F32),
    "gray16.png": ((1040, 1392), U16),
    "gray16_BE.tif": ((340, 340), U16),
    "gray16_LE.tif": ((520, 696), U16),
    "gray_alpha.png": ((300, 400), U8),
    "huge_8k.jpg": ((4096, 8192, 3), U8),
    "multichannel_zseries.ome.tif": ((167, 439, 3), F32),  # signed bytes
    "multipage_bilevel.tif": ((4677, 3307), U8),
    "multipage_pages.tif": ((10, 10, 3), U8),
    "palette_fly.tif": ((1006, 1000), U8),  # a palette of greys
    "palette_trns.png": ((64, 64, 3), U8),
    "progressive.jpg": ((4320, 7680, 3), U8),
    "rgb16.tif": ((442, 290, 3), U16),
    "rgba.png": ((256, 256, 3), U8),
    "tiff_lzw_predictor.tif": ((128, 128, 3), U8),
    "webp.webp": ((128, 128, 3), U8),
    "ycbcr_jpeg.tif": ((1200, 1600, 3), U8),
}
UNREADABLE = {
    "broken_stream.png",
    "corrupt_header.jpg",
    "not_an_image.png",
    "truncated.jpg",
    "truncated.png",
}


def test_every_odd_file_is_expected_here(shared_data: Path) -> None:
    with (shared_data / "odd_dev" / "MANIFEST.csv").open(encoding="utf-8") as file:
        assert {row["file"] for row in csv.DictReader(file)} == set(EXPECTED) | UNREADABLE


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_odd_files_are_read(shared_data: Path, name: str) -> None:
    path = shared_data / "odd_dev" / name
    shape, dtype = EXPECTED[name]
    image = read_image(path)
    assert (image.shape, image.dtype) == (shape, dtype)
    assert image.dtype.isnative
    assert image.flags.c_contiguous
    assert np.isfinite(image).all()
    assert image.min() < image.max()
    assert read_size(path) == image.shape[:2]
    thumbnail = read_thumbnail(path, 64)
    assert max(thumbnail.shape[:2]) == min(64, max(shape[:2]))
    assert thumbnail.shape[2] == 3
    assert thumbnail.dtype == U8


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_broken_files_say_why(shared_data: Path, name: str) -> None:
    path = shared_data / "odd_dev" / name
    for read in (read_image, lambda p: read_thumbnail(p, 64)):
        with pytest.raises(UnreadableImageError, match=name):
            read(path)


def test_turned_photographs_all_show_the_same_upright_scene(shared_data: Path) -> None:
    upright = read_image(shared_data / "odd_dev" / "exif_0.jpg").astype(float)
    thumbnail = read_thumbnail(shared_data / "odd_dev" / "exif_0.jpg", 100).astype(float)
    for k in (1, 3, 6, 8):
        path = shared_data / "odd_dev" / f"exif_{k}.jpg"
        assert np.abs(read_image(path) - upright).mean() < 4  # compressed anew
        assert np.abs(read_thumbnail(path, 100) - thumbnail).mean() < 4
        assert read_orientation(path) == k


def test_depth_is_not_lost(shared_data: Path) -> None:
    image = read_image(shared_data / "odd_dev" / "rgb16.tif")
    np.testing.assert_array_equal(image, tifffile.imread(shared_data / "odd_dev" / "rgb16.tif"))
    assert len(np.unique(image)) > 256


scene = np.random.default_rng(0).integers(0, 256, (12, 20, 3), U8)
deep = np.random.default_rng(1).integers(0, 65536, (12, 20, 3), U16)


def turned(array: Any, orientation: int) -> Any:
    """The pixels as a camera stores them that held the scene this way."""
    image = Image.fromarray(array)
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    return image.transpose(back[orientation]) if orientation in back else image


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_applied_once(tmp_path: Path, suffix: str, orientation: int) -> None:
    path = tmp_path / f"a{suffix}"
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"lossless": True} if suffix == ".webp" else {}
    turned(scene, orientation).save(path, exif=exif, **options)
    np.testing.assert_array_equal(read_image(path), scene)
    assert read_size(path) == (12, 20)
    assert read_orientation(path) == orientation


@pytest.mark.parametrize("orientation", [3, 6])
def test_orientation_of_deep_tiff(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "a.tif"
    stored = np.rot90(deep, 2 if orientation == 3 else 1)
    tifffile.imwrite(path, stored, photometric="rgb", extratags=[(274, 3, 1, orientation, True)])
    np.testing.assert_array_equal(read_image(path), deep)
    assert read_size(path) == (12, 20)


@pytest.mark.parametrize(
    ("array", "options", "expected"),
    [
        (deep, {"photometric": "rgb"}, deep),
        (np.moveaxis(deep, -1, 0), {"photometric": "rgb", "planarconfig": "separate"}, deep),
        (deep[..., 0], {"photometric": "miniswhite"}, ~deep[..., 0]),
        (deep[..., 0].astype(np.uint32), {}, deep[..., 0].astype(F32)),
        (deep[..., 0].view(np.int16), {}, deep[..., 0].view(np.int16).astype(F32)),
        (deep[..., 0] / 7.0, {}, (deep[..., 0] / 7.0).astype(F32)),
        (np.stack([deep[..., 0]] * 5), {"photometric": "minisblack"}, deep[..., 0]),  # a stack
        (np.stack([scene[..., 0]] * 5), {"imagej": True}, np.stack([scene[..., 0]] * 5, -1)),
        (scene, {"bigtiff": True}, scene),
        (scene, {"compression": "zlib", "tile": (16, 16)}, scene),
        (scene[..., 0] > 99, {"photometric": "minisblack"}, U8(255) * (scene[..., 0] > 99)),
        (scene[..., 0] > 99, {"photometric": "miniswhite"}, U8(255) * (scene[..., 0] <= 99)),
        (np.concatenate([deep, deep[..., :1]], -1), {"extrasamples": ["unassalpha"]}, deep),
    ],
)
def test_layouts_of_tiff(
    tmp_path: Path, array: Any, options: dict[str, Any], expected: Any
) -> None:
    path = tmp_path / "a.TIFF"
    if array.ndim == 3 and array.shape[-1] in (3, 4):
        options = {"photometric": "rgb"} | options
    tifffile.imwrite(path, array, **options)
    image = read_image(path)
    np.testing.assert_array_equal(image, expected)
    assert image.dtype == expected.dtype
    assert read_size(path) == expected.shape[:2]


def test_values_that_are_no_number_become_the_least(tmp_path: Path) -> None:
    array = np.array([[1, np.nan, 3], [np.inf, -np.inf, 2]], F32)
    tifffile.imwrite(tmp_path / "a.tif", array)
    assert read_image(tmp_path / "a.tif").tolist() == [[1, 1, 3], [3, 1, 2]]


def write_png(path: Path, array: Any, colour_type: int) -> None:
    """A 16-bit PNG, which Pillow cannot write in colour."""
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in array)
    height, width = array.shape[:2]

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_deep_png_keeps_its_depth(tmp_path: Path, channels: int) -> None:
    array = np.concatenate([deep, deep[..., :1]], axis=-1)[..., :channels]
    write_png(tmp_path / "a.png", array, {1: 0, 2: 4, 3: 2, 4: 6}[channels])
    expected = deep if channels >= 3 else deep[..., 0]
    np.testing.assert_array_equal(read_image(tmp_path / "a.png"), expected)
    assert read_size(tmp_path / "a.png") == (12, 20)


@pytest.mark.parametrize("name", ["图像 样本.png", "bild mit leer zeichen.jpg", "ü" * 60 + ".tif"])
def test_names_in_any_script(tmp_path: Path, name: str) -> None:
    Image.fromarray(scene).save(tmp_path / name)
    assert read_image(tmp_path / name).shape == scene.shape
    assert read_thumbnail(tmp_path / name, 8).shape == (5, 8, 3)


def test_the_content_counts_not_the_suffix(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", deep, photometric="rgb")
    (tmp_path / "a.tif").rename(tmp_path / "a.png")
    np.testing.assert_array_equal(read_image(tmp_path / "a.png"), deep)
    Image.fromarray(scene).save(tmp_path / "b.png")
    (tmp_path / "b.png").rename(tmp_path / "b.tif")
    np.testing.assert_array_equal(read_image(tmp_path / "b.tif"), scene)


def test_rgb_of_equal_channels_stays_rgb(tmp_path: Path) -> None:
    Image.fromarray(np.full((4, 4, 3), 9, U8)).save(tmp_path / "a.png")
    assert read_image(tmp_path / "a.png").shape == (4, 4, 3)


def test_one_pixel(tmp_path: Path) -> None:
    Image.new("L", (1, 1), 5).save(tmp_path / "a.png")
    assert read_image(tmp_path / "a.png").tolist() == [[5]]
    assert read_thumbnail(tmp_path / "a.png", 64).shape == (1, 1, 3)


def test_very_long_pictures_keep_a_pixel_of_their_short_edge(tmp_path: Path) -> None:
    Image.new("L", (3000, 2), 5).save(tmp_path / "a.png")
    assert read_thumbnail(tmp_path / "a.png", 64).shape == (1, 64, 3)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.png", b"", "empty"),
        ("a.tif", b"", "empty"),
        ("a.png", b"hello, I am a text", "no picture"),
        ("a.tif", b"II*\0\xff\xff\xff\xff", "Cannot read"),
        ("a.tif", b"II*\0", "Cannot read"),
        ("a.jpg", b"\xff\xd8\xff", "Cannot read"),
    ],
)
def test_files_that_are_no_pictures(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for read in (read_image, read_size, lambda p: read_thumbnail(p, 9)):
        with pytest.raises(UnreadableImageError, match=reason):
            read(path)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(UnreadableImageError, match="no such file"):
        read_image(tmp_path / "a.png")
    with pytest.raises(UnreadableImageError, match="folder"):
        read_size(tmp_path)


def test_decompression_bombs_are_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (1, 1)).save(path)
    claims = bytearray(path.read_bytes())
    claims[16:24] = struct.pack(">II", 60_000, 60_000)
    claims[29:33] = struct.pack(">I", zlib.crc32(claims[12:29]))
    path.write_bytes(claims)
    for read in (read_image, read_size, lambda p: read_thumbnail(p, 9)):
        with pytest.raises(UnreadableImageError, match="60000 x 60000"):
            read(path)


def test_large_pictures_below_the_limit_do_not_warn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image_file, "MAX_PIXELS", 239)
    Image.fromarray(scene).save(tmp_path / "a.png")
    with pytest.raises(UnreadableImageError):
        read_image(tmp_path / "a.png")
    tifffile.imwrite(tmp_path / "a.tif", deep, photometric="rgb")
    with pytest.raises(UnreadableImageError):
        read_image(tmp_path / "a.tif")
    monkeypatch.setattr(image_file, "MAX_PIXELS", 240)
    assert read_image(tmp_path / "a.png").size == 720


def test_broken_exif_is_ignored_without_a_warning(tmp_path: Path) -> None:
    Image.fromarray(scene).save(tmp_path / "a.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert read_image(tmp_path / "a.jpg").shape == scene.shape
    assert read_size(tmp_path / "a.jpg") == (12, 20)


@pytest.mark.parametrize("cut", range(2, 2600, 97))
def test_any_truncation_is_an_error_or_a_picture(tmp_path: Path, cut: int) -> None:
    for name in ("a.png", "a.tif", "a.jpg", "a.bmp"):
        path = tmp_path / name
        Image.fromarray(scene).save(path)
        path.write_bytes(path.read_bytes()[:cut])
        with contextlib.suppress(UnreadableImageError):
            assert read_image(path).shape == scene.shape


@pytest.mark.parametrize("seed", range(30))
def test_any_damage_is_an_error_or_a_picture(tmp_path: Path, seed: int) -> None:
    random = np.random.default_rng(seed)
    for name in ("a.png", "a.tif", "a.jpg", "a.gif", "a.webp"):
        path = tmp_path / name
        Image.fromarray(scene).save(path)
        damaged = bytearray(path.read_bytes())
        for position in random.integers(0, min(len(damaged), 400), 6):
            damaged[position] = random.integers(256)
        path.write_bytes(damaged)
        with contextlib.suppress(UnreadableImageError):
            assert read_image(path).ndim in (2, 3)
