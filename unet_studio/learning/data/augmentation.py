"""Augmentation: patches cut from images, or whole images, varied each time they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from unet_studio.learning.data.dataset import IGNORED
from unet_studio.learning.data.resampling import BentPlaces, WholePlaces

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from unet_studio.domain.augmentation_config import AugmentationConfig
    from unet_studio.learning.data.dataset import LabelledImage


class Shown(NamedTuple):
    """What a network is shown of an image, and what a person says of it.

    Attributes
    ----------
    pixels
        (H, W, C) float32, scaled.
    target
        (h, w) uint8: 0 = background, k = the k-th class, 255 = ignored; less the margins.
    weights
        (h, w) float32: what each pixel of the target counts in cross-entropy; None = 1.
    """

    pixels: NDArray[np.float32]
    target: NDArray[np.uint8]
    weights: NDArray[np.float32] | None = None


def whole_image(
    image: LabelledImage,
    config: AugmentationConfig,
    rng: Generator,
    *,
    size_px: tuple[int, int] | None = None,
    margin_px: int = 0,
) -> Shown:
    """A whole image, flipped, turned, bent.

    Parameters
    ----------
    size_px
        Height and width of the target, with the image in its middle; None = the image's own.
    margin_px
        By how much the pixels reach farther than the target, on every side.
    """
    height, width = image.size
    return _varied(image, (height / 2, width / 2), size_px or image.size, margin_px, config, rng)


def patch(
    image: LabelledImage,
    patch_px: int,
    config: AugmentationConfig,
    rng: Generator,
    *,
    foreground_share: float = 0.5,
    margin_px: int = 0,
) -> Shown:
    """A square patch around a labelled pixel, flipped, turned, bent.

    Parameters
    ----------
    patch_px
        Edge of the target.
    foreground_share
        How often it is cut around a pixel of a class, every class that the image has as often as
        any other; else around any labelled pixel.
    margin_px
        By how much the pixels reach farther than the target, on every side.
    """
    centre = _centre(image, patch_px, foreground_share, rng)
    return _varied(image, centre, (patch_px, patch_px), margin_px, config, rng)


def has_labels(target: NDArray[np.uint8]) -> bool:
    """Whether there is anything to learn from a target."""
    return bool((target != IGNORED).any())


def _centre(
    image: LabelledImage, patch_px: int, foreground_share: float, rng: Generator
) -> tuple[float, float]:
    """Row and column of a patch's centre.

    Rare classes are seen often that way, and partly labelled images are not cut where nothing
    is said. The centre is then moved at random, for a class is not always in the middle.
    """
    spots = image.labelled_spots
    if rng.random() < foreground_share and image.foreground_spots:
        spots = image.foreground_spots[rng.integers(len(image.foreground_spots))]
    if not len(spots):
        return image.size[0] / 2, image.size[1] / 2
    spot = spots[rng.integers(len(spots))] + rng.uniform(-0.4, 0.4, size=2) * patch_px
    # Not so near an edge that most of the patch would be a mirror image.
    low = [min(patch_px, n) / 2 for n in image.size]
    row, column = (
        float(np.clip(s, m, n - m)) for s, m, n in zip(spot, low, image.size, strict=True)
    )
    return row, column


def _varied(
    image: LabelledImage,
    centre: tuple[float, float],
    size_px: tuple[int, int],
    margin_px: int,
    config: AugmentationConfig,
    rng: Generator,
) -> Shown:
    """The part of an image around a centre (row, column), every array of it likewise."""
    bends = config.bends and (config.bend_share == 1 or rng.random() < config.bend_share)
    edges = [n + 2 * margin_px for n in size_px]
    flips = rng.choice([-1, 1], size=2) if config.flips else (1, 1)
    steps = [(np.arange(n) - (n - 1) / 2) * flip for n, flip in zip(edges, flips, strict=True)]
    places = _bent(steps, centre, config, rng) if bends else _whole(steps, centre)
    inner, beyond = places.within(margin_px), config.beyond
    pixels = image.scaling(places.pixels(image.pixels, beyond))
    weights = image.weights
    shown = Shown(
        _with_grey_changes(pixels, image, config, rng),
        inner.labels(image.target, beyond, 0),
        None
        if weights is None
        else inner.labels(weights, beyond, image.weight_beyond).astype(np.float32, copy=False),
    )
    may_turn = not bends and config.bends and config.quarters and edges[0] == edges[1]
    return _on_its_side(shown) if may_turn and rng.random() < 0.5 else shown


def _on_its_side(shown: Shown) -> Shown:
    """Rows and columns exchanged: with flips, all quarter turns."""
    weights = None if shown.weights is None else shown.weights.swapaxes(0, 1)
    return Shown(shown.pixels.swapaxes(0, 1), shown.target.swapaxes(0, 1), weights)


def _whole(steps: list[NDArray[np.float64]], centre: tuple[float, float]) -> WholePlaces:
    """Whole pixels, so that nothing is interpolated: the steps of even edges end in a half."""
    rows, columns = (
        (s + np.floor(c) - (0.5 if len(s) % 2 == 0 else 0.0)).astype(np.int64)
        for s, c in zip(steps, centre, strict=True)
    )
    return WholePlaces(rows, columns)


def _bent(
    steps: list[NDArray[np.float64]],
    centre: tuple[float, float],
    config: AugmentationConfig,
    rng: Generator,
) -> BentPlaces:
    """Where in the image each pixel is taken from: so many steps of rows and columns off."""
    angle = np.deg2rad(rng.uniform(-config.rotation_deg, config.rotation_deg))
    zoom = np.exp(rng.uniform(-1, 1) * np.log(config.scale))
    shift = rng.uniform(-config.shift_px, config.shift_px, size=2)
    cos, sin = np.float32(np.cos(angle) / zoom), np.float32(np.sin(angle) / zoom)
    y, x = (s.astype(np.float32) for s in (steps[0][:, None], steps[1][None]))
    # The middle of pixel c, which covers [c, c + 1), is place c.
    rows = sin * x + cos * y + np.float32(centre[0] + shift[0] - 0.5)
    columns = cos * x - sin * y + np.float32(centre[1] + shift[1] - 0.5)
    if config.elastic_px > 0:
        grid = rng.normal(0, config.elastic_px, (2, config.elastic_grid, config.elastic_grid))
        rows += _bicubic(grid[0], rows.shape)
        columns += _bicubic(grid[1], columns.shape)
    return BentPlaces(rows, columns)


def _bicubic(grid: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Values on a coarse grid, interpolated to every pixel."""
    fine = cv2.resize(grid.astype(np.float32), shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(fine, np.float32)


def _with_grey_changes(
    pixels: NDArray[np.float32], image: LabelledImage, config: AugmentationConfig, rng: Generator
) -> NDArray[np.float32]:
    if config.contrast > 0:
        pixels = pixels * np.float32(np.exp(rng.uniform(-1, 1) * np.log1p(config.contrast)))
    if config.brightness > 0:
        pixels = pixels + np.float32(rng.uniform(-1, 1) * config.brightness * image.deviation)
    return pixels
