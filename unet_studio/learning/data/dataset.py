"""Dataset: the labelled images of a project, as a network is trained on them."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.label_class import IGNORE_ID
from unet_studio.domain.message import StudioError, say
from unet_studio.learning.data.normalisation import Scaling, scaling_of, with_channels
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.project.project_labels import read_mask

if TYPE_CHECKING:
    from collections.abc import Sequence

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


@dataclass(frozen=True)
class ImageFacts:
    """What is known of a labelled image without reading it again.

    Attributes
    ----------
    name
        In the project.
    size
        Height and width.
    picture, label
        Short hashes of what it shows and of what a person says of it; see `short_hash`.
    classes
        Positions in the class list that its target shows, and 255 if a part is ignored.
    features
        See `imaging.picture_features`; empty if nobody looked at them.
    """

    name: str
    size: tuple[int, int]
    picture: str
    label: str
    classes: frozenset[int]
    features: tuple[float, ...] = ()


@dataclass
class Dataset:
    """Images and what they have in common.

    Attributes
    ----------
    channels
        Of every image: 1 = grey, 3 = colour, or as many as the files have.
    images
        At least one; to go through all of them may mean to read all of them.
    noted
        Facts of the images, in their order, if whoever read them noted them.
    """

    channels: int
    images: Sequence[LabelledImage] = field(default_factory=list)
    noted: Sequence[ImageFacts] = ()

    @property
    def facts(self) -> Sequence[ImageFacts]:
        """Of every image."""
        return self.noted or [facts_of(i.name, i.pixels, i.target) for i in self.images]

    @property
    def names(self) -> tuple[str, ...]:
        """Of the images."""
        return tuple(facts.name for facts in self.facts)

    @property
    def pictures(self) -> tuple[str, ...]:
        """Short hashes of what the images show."""
        return tuple(facts.picture for facts in self.facts)

    @property
    def pixel_count(self) -> int:
        """Of all images together."""
        return sum(facts.size[0] * facts.size[1] for facts in self.facts)

    @property
    def fingerprint(self) -> str:
        """Changes with any pixel and any label."""
        digest = hashlib.sha256()
        for facts in self.facts:
            digest.update(f"{facts.name} {facts.size} {facts.picture} {facts.label}\n".encode())
        return digest.hexdigest()[:32]


def facts_of(name: str, pixels: NDArray[Any], target: NDArray[np.uint8]) -> ImageFacts:
    """Facts of one image; see `ImageFacts`."""
    size = (target.shape[0], target.shape[1])
    classes = np.flatnonzero(np.bincount(target.ravel(), minlength=256))
    return ImageFacts(
        name, size, short_hash(pixels), short_hash(target), frozenset(classes.tolist())
    )


def short_hash(pixels: NDArray[Any]) -> str:
    """Twelve characters by which an image is known again, whatever it is called.

    Parameters
    ----------
    pixels
        (H, W) or (H, W, C) as `read_image` gives it; one channel more or less as an axis of its
        own makes no difference.
    """
    plain = pixels[..., 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels
    digest = hashlib.blake2b(f"{plain.shape} {plain.dtype.str}".encode(), digest_size=9)
    digest.update(np.ascontiguousarray(plain).data)
    return urlsafe_b64encode(digest.digest()).decode()


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
