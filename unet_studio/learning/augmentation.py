"""Augmentation: patches cut from images, varied each time they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from unet_studio.learning.dataset import IGNORED

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from unet_studio.domain.recipe import AugmentationConfig
    from unet_studio.learning.dataset import LabelledImage

_COARSE = 5  # elastic displacements are drawn on a grid of this many points each way


def whole_image(
    image: LabelledImage, config: AugmentationConfig, rng: Generator
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """A whole image, perhaps flipped.

    Returns
    -------
    pixels, target
        (H, W, C) float32 scaled, and (H, W) uint8.
    """
    pixels, target = image.scaling(image.pixels), image.target
    if config.flips:
        rows, columns = (slice(None, None, step) for step in rng.choice([1, -1], size=2))
        pixels, target = pixels[rows, columns], target[rows, columns]
    return _with_grey_changes(pixels, config, rng), target


def patch(
    image: LabelledImage, patch_px: int, config: AugmentationConfig, rng: Generator
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """A square patch around a labelled pixel, turned, bent and flipped; mirrored past the edges.

    Returns
    -------
    pixels, target
        (patch_px, patch_px, C) float32 scaled, and (patch_px, patch_px) uint8.
    """
    columns, rows = _places(_centre(image, patch_px, rng), patch_px, config, rng)
    pixels = cv2.remap(
        image.pixels, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    ).reshape(patch_px, patch_px, -1)
    target = cv2.remap(
        image.target, columns, rows, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT_101
    )
    return _with_grey_changes(image.scaling(pixels), config, rng), target.astype(np.uint8)


def _centre(image: LabelledImage, patch_px: int, rng: Generator) -> tuple[float, float]:
    """Row and column of a patch's centre: half the time on a class, else anywhere labelled.

    Rare classes are seen often that way, and partly labelled images are not cut where nothing
    is said. The centre is then moved at random, for a class is not always in the middle.
    """
    spots = image.foreground_spots if rng.random() < 0.5 else image.labelled_spots
    if not len(spots):
        spots = image.labelled_spots
    if not len(spots):
        return image.size[0] / 2, image.size[1] / 2
    spot = spots[rng.integers(len(spots))] + rng.uniform(-0.4, 0.4, size=2) * patch_px
    # Not so near an edge that most of the patch would be a mirror image.
    low = [min(patch_px, n) / 2 for n in image.size]
    row, column = (
        float(np.clip(s, m, n - m)) for s, m, n in zip(spot, low, image.size, strict=True)
    )
    return row, column


def _places(
    centre: tuple[float, float], patch_px: int, config: AugmentationConfig, rng: Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Where in the image each pixel of the patch is taken from: columns and rows."""
    steps = np.arange(patch_px) - (patch_px - 1) / 2
    flip_x, flip_y = rng.choice([-1, 1], size=2) if config.flips else (1, 1)
    x, y = np.meshgrid(steps * flip_x, steps * flip_y)
    if not config.bends:
        # Whole pixels, so that nothing is interpolated: the steps of even patches end in a half.
        row, column = (np.floor(c) - (0.5 if patch_px % 2 == 0 else 0.0) for c in centre)
        return (x + column).astype(np.float32), (y + row).astype(np.float32)
    angle = np.deg2rad(rng.uniform(-config.rotation_deg, config.rotation_deg))
    zoom = np.exp(rng.uniform(-1, 1) * np.log(config.scale))
    cos, sin = np.cos(angle) / zoom, np.sin(angle) / zoom
    columns = cos * x - sin * y + centre[1] - 0.5  # pixel c covers [c, c + 1)
    rows = sin * x + cos * y + centre[0] - 0.5
    if config.elastic_px > 0:
        columns += _bend(patch_px, config.elastic_px, rng)
        rows += _bend(patch_px, config.elastic_px, rng)
    return columns.astype(np.float32), rows.astype(np.float32)


def _bend(patch_px: int, spread_px: float, rng: Generator) -> NDArray[np.float32]:
    coarse = rng.normal(0, spread_px, (_COARSE, _COARSE)).astype(np.float32)
    return cv2.resize(coarse, (patch_px, patch_px), interpolation=cv2.INTER_CUBIC)  # type: ignore[return-value]


def _with_grey_changes(
    pixels: NDArray[np.float32], config: AugmentationConfig, rng: Generator
) -> NDArray[np.float32]:
    if config.contrast > 0:
        pixels = pixels * np.float32(np.exp(rng.uniform(-1, 1) * np.log1p(config.contrast)))
    if config.brightness > 0:
        pixels = pixels + np.float32(rng.uniform(-1, 1) * config.brightness)
    return pixels


def has_labels(target: NDArray[np.uint8]) -> bool:
    """Whether there is anything to learn from a target."""
    return bool((target != IGNORED).any())
