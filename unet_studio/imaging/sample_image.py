"""Drawn pictures that look like electron micrographs of cells, with the mask that is true of them.

Everything follows from the seed, so the sample is the same on every computer and needs no download.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MEMBRANE_ID, MITOCHONDRION_ID = 1, 2
SAMPLE_CLASSES = ("membrane", "mitochondrion")

_CELL_PX = 54  # mean distance of cell centres
_WARP_PX = 9.0
_MEMBRANE_PX = 2.9  # half the width
_MITOCHONDRIA = 12
_TRIES = 200
_VESICLES = 60


@dataclass(frozen=True)
class SampleImage:
    """A drawn picture.

    Attributes
    ----------
    image
        (H, W) uint8.
    mask
        (H, W) uint8, 0 = background, `MEMBRANE_ID`, `MITOCHONDRION_ID`.
    """

    image: NDArray[np.uint8]
    mask: NDArray[np.uint8]


def draw_cells(seed: int, size: int = 256) -> SampleImage:
    """Draw a section through cells: dark membranes, mitochondria, and vesicles as a distraction.

    Parameters
    ----------
    seed
        The same seed gives the same picture.
    size
        Height and width in pixels.
    """
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:size, 0:size].astype(np.float64)
    x = x + _WARP_PX * _clouds(random, size, 40)
    y = y + _WARP_PX * _clouds(random, size, 40)
    cell, to_membrane = _cells(random, x, y, size)
    # Membranes cut obliquely are wide and faint: that is what makes real micrographs hard.
    width = _MEMBRANE_PX * (1 + 0.35 * _clouds(random, size, 30))
    is_membrane = to_membrane < width
    mask = np.where(is_membrane, MEMBRANE_ID, 0).astype(np.uint8)

    cell_grey = 170 + 10 * random.standard_normal(int(cell.max()) + 1)
    picture = cell_grey[cell] + 8 * _clouds(random, size, 26) + 7 * _clouds(random, size, 5)
    faint = 0.75 + 0.25 * np.clip(1.2 * _clouds(random, size, 45) + 0.7, 0, 1)
    darkness = np.clip(1.35 - to_membrane / np.maximum(width, 1.0), 0, 1) * faint
    picture -= 105 * darkness
    for _ in range(_VESICLES):
        _draw_vesicle(random, picture, to_membrane)
    drawn = 0
    for _ in range(_TRIES):
        if drawn < _MITOCHONDRIA:
            drawn += _draw_mitochondrion(random, picture, mask, to_membrane)
    picture += 10 * _clouds(random, size, 90)
    picture = _blurred(picture) + 10 * random.standard_normal((size, size))
    return SampleImage(np.clip(np.rint(picture), 0, 255).astype(np.uint8), mask)


def _clouds(random: np.random.Generator, size: int, scale_px: int) -> NDArray[np.float64]:
    """Smooth noise: random values on a grid, joined by cubic splines; about unit variance."""
    cells = size // scale_px + 4
    grid = random.standard_normal((cells, cells))
    weights = _spline_weights(size, scale_px, cells)
    return weights @ grid @ weights.T * 1.9


def _spline_weights(size: int, scale_px: int, cells: int) -> NDArray[np.float64]:
    position = np.arange(size)[:, None] / scale_px + 1.0 - np.arange(cells)[None, :]
    t = np.abs(position)
    near = 2 / 3 - t**2 + t**3 / 2
    far = np.clip(2 - t, 0, None) ** 3 / 6
    return np.asarray(np.where(t < 1, near, far))


def _cells(
    random: np.random.Generator, x: NDArray[np.float64], y: NDArray[np.float64], size: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The cell of each pixel, and its distance from the border to the next cell."""
    from scipy.spatial import cKDTree

    steps = np.arange(-_CELL_PX, size + 2 * _CELL_PX, _CELL_PX, dtype=np.float64)
    centres = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    centres += random.uniform(-0.42 * _CELL_PX, 0.42 * _CELL_PX, centres.shape)
    found = cKDTree(centres).query(np.stack([x, y], axis=-1), k=2)
    nearest, two = np.asarray(found[0]), np.asarray(found[1])
    first, second = centres[two[..., 0]], centres[two[..., 1]]
    apart = np.maximum(np.linalg.norm(first - second, axis=-1), 1.0)
    # The line half-way between two centres lies (d2^2 - d1^2) / (2 * distance of the centres) away.
    to_border = (nearest[..., 1] ** 2 - nearest[..., 0] ** 2) / (2 * apart)
    return two[..., 0], to_border


def _draw_vesicle(
    random: np.random.Generator, picture: NDArray[np.float64], to_membrane: NDArray[np.float64]
) -> None:
    """A small dark dot or ring inside a cell: as dark as a membrane, but none."""
    row, column = random.integers(0, picture.shape[0], 2)
    radius = random.uniform(1.5, 4.0)
    depth, is_ring = random.uniform(35, 80), random.random() < 0.5
    if to_membrane[row, column] < radius + 4:
        return
    window, dy, dx = _around(picture, row, column, radius + 1)
    distance = np.hypot(dy, dx)
    inside = np.clip(radius + 0.5 - distance, 0, 1)
    if is_ring:
        inside = inside * np.clip(distance - radius + 2.0, 0, 1)
    picture[window] -= depth * inside


def _draw_mitochondrion(
    random: np.random.Generator,
    picture: NDArray[np.float64],
    mask: NDArray[np.uint8],
    to_membrane: NDArray[np.float64],
) -> bool:
    """A grey ellipse with a dark rim and bright folds; False if the cell has no room for it."""
    candidates = np.argwhere((to_membrane > 10) & (mask == 0))
    row, column = candidates[random.integers(len(candidates))]
    long, short = random.uniform(12, 17), random.uniform(7, 10)
    angle, phase = random.uniform(0, np.pi), random.uniform(0, 2 * np.pi)
    window, dy, dx = _around(picture, row, column, long + 1)
    along = dx * np.cos(angle) + dy * np.sin(angle)
    across = dy * np.cos(angle) - dx * np.sin(angle)
    reach = np.hypot(along / long, across / short)  # 1 on the rim
    covered = reach < 1
    if (to_membrane[window][covered] < 4).any() or mask[window][covered].any():
        return False
    folds = 20 * np.sin(along * 1.3 + phase)
    rim = np.clip((reach - 0.72) / 0.2, 0, 1)
    picture[window][covered] = (112 + folds - 30 * rim)[covered]
    mask[window][covered] = MITOCHONDRION_ID
    return True


def _around(
    picture: NDArray[np.float64], row: int, column: int, reach: float
) -> tuple[tuple[slice, slice], NDArray[np.float64], NDArray[np.float64]]:
    """A window of the picture, and each of its pixels' way from the middle, down and right."""
    edge = int(np.ceil(reach))
    rows = np.arange(max(0, row - edge), min(picture.shape[0], row + edge + 1))
    columns = np.arange(max(0, column - edge), min(picture.shape[1], column + edge + 1))
    window = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    dy, dx = np.meshgrid(rows - float(row), columns - float(column), indexing="ij")
    return window, dy, dx


def _blurred(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """The microscope's own blur: a binomial kernel of 3 x 3 pixels."""
    padded = np.pad(picture, 1, mode="edge")
    rows = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    return np.asarray((rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 4)
