"""Agreement of a predicted mask with a person's: the one way in which masks are compared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.label_class import BACKGROUND_ID
from unet_studio.domain.metrics import BoundaryCounts, ClassScores, Counts, confusion
from unet_studio.imaging.boundary import boundary_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from unet_studio.domain.label_class import LabelClass


@dataclass(frozen=True)
class Agreement:
    """On one class, in one image or, added up, in several."""

    pixels: Counts = field(default_factory=Counts)
    boundary: BoundaryCounts = field(default_factory=BoundaryCounts)

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.pixels + other.pixels, self.boundary + other.boundary)

    @property
    def scores(self) -> ClassScores:
        """As shares."""
        return replace(self.pixels.scores, boundary_f1=self.boundary.f1)


ClassMatch = dict[str, tuple[int, int]]
"""Class name -> its id in the project and in the model."""


def classes_in_both(of_project: Iterable[LabelClass], of_model: Iterable[LabelClass]) -> ClassMatch:
    """The classes that project and model share, matched by name, in the order of the model."""
    known = {c.name: c.id for c in of_project}
    return {c.name: (known[c.name], c.id) for c in of_model if c.name in known}


def in_project_ids(mask: NDArray[np.uint8], match: ClassMatch) -> NDArray[np.uint8]:
    """A mask of a model with the ids of the project.

    Classes that only the model knows are background in the project.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids of the model.
    match
        See `classes_in_both`.
    """
    table = np.full(256, BACKGROUND_ID, np.uint8)
    for project_id, model_id in match.values():
        table[model_id] = project_id
    return table[mask]


def agreement(
    truth: NDArray[np.uint8], found: NDArray[np.uint8], ids: Mapping[str, int]
) -> dict[str, Agreement]:
    """Compare two masks, class by class.

    Parameters
    ----------
    truth
        (H, W) uint8 class ids; 255 = not counted.
    found
        (H, W) uint8 of the same ids.
    ids
        Class name -> id, of the classes asked for.
    """
    pixels = confusion(truth, found, list(ids.values()))
    boundaries = boundary_counts(truth, found, list(ids.values()))
    return {name: Agreement(pixels[k], boundaries[k]) for name, k in ids.items()}
