"""Dataset: the labelled images of a project, as a network is trained on them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.label_class import IGNORE_ID
from unet_studio.domain.message import StudioError, say
from unet_studio.learning.normalisation import Scaling, scaling_of, with_channels
from unet_studio.storage.image_file import read_image
from unet_studio.storage.project_labels import read_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.recipe import DataConfig

IGNORED = IGNORE_ID
"""In targets: a pixel nobody labelled; it gives no gradient and no score."""

_SPOTS = 4096


@dataclass(frozen=True, eq=False)
class LabelledImage:
    """One image and what a person says of it.

    Attributes
    ----------
    name
        In the project.
    pixels
        (H, W, C), as read.
    target
        (H, W) uint8: 0 = background, k = the k-th class of the project, 255 = ignored.
    scaling
        How `pixels` become what the network sees.
    weights
        (H, W) float16 or float32: what each pixel counts in cross-entropy; None = all alike. See
        `pixel_weights`.
    """

    name: str
    pixels: NDArray[Any]
    target: NDArray[np.uint8]
    scaling: Scaling
    weights: NDArray[np.floating] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self.target.shape[0], self.target.shape[1]

    @cached_property
    def labelled_spots(self) -> NDArray[np.int64]:
        """(N, 2) rows and columns of pixels that somebody labelled; a random choice if many."""
        return _spots(self.target != IGNORED)

    @cached_property
    def foreground_spots(self) -> tuple[NDArray[np.int64], ...]:
        """As `labelled_spots`, for each class that occurs; empty if there is only background."""
        classes = np.setdiff1d(np.unique(self.target), (0, IGNORED))
        return tuple(_spots(self.target == class_id) for class_id in classes)

    @cached_property
    def weight_beyond(self) -> float:
        """What a pixel of black background beyond the image counts: as little as any within."""
        background = None if self.weights is None else self.weights[self.target == 0]
        return 1.0 if background is None or not background.size else float(background.min())

    @cached_property
    def deviation(self) -> float:
        """Standard deviation of the pixels as the network sees them; of a part of them if many."""
        thinned = max(1, round((self.target.size / _SPOTS) ** 0.5))
        return float(self.scaling(self.pixels[::thinned, ::thinned]).std())


@dataclass
class Dataset:
    """Images in memory, and what they have in common.

    Attributes
    ----------
    channels
        Of every image: 1 = grey, 3 = colour, or as many as the files have.
    images
        At least one.
    """

    channels: int
    images: list[LabelledImage] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """Of the images."""
        return tuple(image.name for image in self.images)

    @property
    def pixel_count(self) -> int:
        """Of all images together."""
        return sum(image.target.size for image in self.images)

    @property
    def fingerprint(self) -> str:
        """Changes with any pixel and any label."""
        digest = hashlib.sha256()
        for image in self.images:
            digest.update(f"{image.name} {image.pixels.shape} {image.pixels.dtype}".encode())
            digest.update(np.ascontiguousarray(image.pixels).data)
            digest.update(np.ascontiguousarray(image.target).data)
        return digest.hexdigest()[:32]


def target_of(mask: NDArray[np.uint8], classes: ClassTable) -> NDArray[np.uint8]:
    """Class ids to positions in the class table, as the network counts them.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids.
    classes
        Of the project.

    Returns
    -------
    (H, W) uint8: 0 = background, k = the k-th class, 255 = ignored; so are ids without a class.
    """
    table = np.full(256, IGNORED, np.uint8)
    table[0] = 0
    for position, label_class in enumerate(classes, start=1):
        table[label_class.id] = position
    return table[mask]


def read_labelled(project: Project, image: ImageRef) -> tuple[NDArray[Any], NDArray[np.uint8]]:
    """Read one labelled image: its pixels as they are, and its target.

    Raises
    ------
    StudioError
        If it cannot be read or the label does not fit it.
    """
    pixels = read_image(image.path, plane=image.plane)
    mask = read_mask(project, image)
    if mask is None:
        raise StudioError(say("training", "{name} is not labelled.")(name=image.name))
    if mask.shape != pixels.shape[:2]:
        raise StudioError(
            say("training", "The label of {name} is {label} pixels large, the image {image}.")(
                name=image.name,
                label=f"{mask.shape[1]} x {mask.shape[0]}",
                image=f"{pixels.shape[1]} x {pixels.shape[0]}",
            )
        )
    return pixels, target_of(mask, project.classes)


def prepared(
    name: str, pixels: NDArray[Any], target: NDArray[np.uint8], channels: int, config: DataConfig
) -> LabelledImage:
    """A labelled image with the channels and the scaling that the network is to see."""
    pixels = with_channels(pixels, channels)
    return LabelledImage(name, pixels, target, scaling_of(pixels, config.normalisation))


def _spots(chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    flat = np.flatnonzero(chosen)
    if len(flat) > _SPOTS:
        flat = np.random.default_rng(0).choice(flat, _SPOTS, replace=False)
    return np.stack(np.unravel_index(flat, chosen.shape), axis=1)
