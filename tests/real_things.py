"""Things on real images, with what a person said of their pixels; for tests and benchmarks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw

from unet_studio.imaging.display_range import to_display
from unet_studio.storage.pictures.image_file import read_image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray


class Thing(NamedTuple):
    """One thing: the picture it is in, (H, W, 3) uint8, and its pixels, (H, W) bool."""

    path: Path
    rgb: NDArray[np.uint8]
    mask: NDArray[np.bool_]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom; right and bottom exclusive."""
        rows, columns = np.flatnonzero(self.mask.any(1)), np.flatnonzero(self.mask.any(0))
        return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1

    @property
    def middle(self) -> tuple[int, int]:
        """Column and row of the pixel farthest from its border."""
        padded = np.pad(self.mask, 1).astype(np.uint8)
        inward = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]
        row, column = np.unravel_index(inward.argmax(), inward.shape)
        return int(column), int(row)


def overlap(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """Intersection over union."""
    return float((one & other).sum() / max((one | other).sum(), 1))


def nuclei(data: Path, name: str) -> Iterator[Thing]:
    """The nuclei of a picture of `dsb2018_dev`, none of them tiny."""
    path = data / "dsb2018_dev" / "images" / f"{name}.png"
    numbers = np.array(Image.open(data / "dsb2018_dev" / "instances16" / path.name))
    rgb = shown(path)
    for number in np.unique(numbers[numbers > 0]):
        if np.count_nonzero(numbers == number) >= 40:
            yield Thing(path, rgb, numbers == number)


def fruit(data: Path, name: str) -> Iterator[Thing]:
    """The fruit of a photograph of `lm_fruit`."""
    yield from outlined(data / "lm_fruit" / "images" / f"{name}.jpg")


def outlined(path: Path) -> Iterator[Thing]:
    """What the labelme file beside a photograph outlines."""
    rgb = shown(path)
    for shape in json.loads(path.with_suffix(".json").read_text("utf-8"))["shapes"]:
        canvas = Image.new("L", (rgb.shape[1], rgb.shape[0]))
        ImageDraw.Draw(canvas).polygon([tuple(p) for p in shape["points"]], fill=1)
        yield Thing(path, rgb, np.array(canvas).astype(bool))


def nerve_cells(data: Path, name: str) -> Iterator[Thing]:
    """The cells between the membranes of a picture of `isbi2012`."""
    path = data / "isbi2012" / "train" / "image" / f"{name}.png"
    inside = np.array(Image.open(data / "isbi2012" / "train" / "label" / path.name)) > 127
    yield from _parts(path, inside, 300, 40_000)


def grains(data: Path, name: str) -> Iterator[Thing]:
    """Grains and pores of a slice of `sandstone`, of middling size."""
    stem = f"Sandstone_Versa{name}.tif"
    path = data / "sandstone" / "Train_images" / stem
    colours = np.array(Image.open(data / "sandstone" / "Train_masks" / stem).convert("RGB"))
    codes = colours.astype(np.int64) @ np.array([65536, 256, 1])
    for code in np.unique(codes):
        yield from _parts(path, codes == code, 600, 20_000)


def shown(path: Path) -> NDArray[np.uint8]:
    """A picture as the window shows it."""
    return np.ascontiguousarray(to_display(read_image(path)))


def _parts(path: Path, mask: NDArray[np.bool_], least: int, most: int) -> Iterator[Thing]:
    rgb = shown(path)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=4
    )
    for number in range(1, count):
        if least <= stats[number, cv2.CC_STAT_AREA] <= most:
            yield Thing(path, rgb, labels == number)
