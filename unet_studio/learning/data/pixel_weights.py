"""Pixel weights: what each pixel counts in cross-entropy, by its class and by the objects near it.

Ronneberger, Fischer, Brox: U-Net (https://arxiv.org/abs/1505.04597), equation 2:
w(x) = w_c(x) + w0 * exp(-(d1(x) + d2(x))^2 / (2 sigma^2)).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.learning.data.dataset import IGNORED
from unet_studio.learning.data.stored_images import StoredImages

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from numpy.typing import NDArray

    from unet_studio.domain.recipe import LossConfig
    from unet_studio.learning.data.dataset import LabelledImage
    from unet_studio.learning.data.split import Split

_REACH = 5.0  # sigmas; farther from its second object a pixel gains less than w0 / 250,000
_LARGE_PX = 2048 * 2048  # from here on weights are kept in half the memory


def weighted(split: Split, loss: LossConfig) -> Generator[None, None, Split]:
    """The images of a split with the weights that a loss gives to their pixels.

    Classes are balanced by the training images, held-out images likewise, so that the two losses
    can be compared.

    Yields
    ------
    Once per image.
    """
    if not is_weighing(loss):
        return split
    by_class = np.ones(256, np.float32)
    if loss.class_balance:
        by_class = class_weights(class_shares(split.training.images))
    parts = []
    for data in (split.training, split.held_out):
        images = _changed(
            data.images, lambda i: replace(i, weights=_weights(i.target, by_class, loss))
        )
        for place in range(len(images)):
            if isinstance(images, StoredImages) and images.memory.is_short:
                break  # what would be made now would soon be let go again
            _ = images[place]  # made now, so that no step has to wait for it
            yield
        parts.append(replace(data, images=images))
    return replace(split, training=parts[0], held_out=parts[1])


def _changed(
    images: Sequence[LabelledImage], change: Callable[[LabelledImage], LabelledImage]
) -> Sequence[LabelledImage]:
    return images.changed(change) if isinstance(images, StoredImages) else [*map(change, images)]


def is_weighing(loss: LossConfig) -> bool:
    """Whether a loss has weights at all."""
    return loss.cross_entropy > 0 and (loss.border_weight > 0 or loss.class_balance)


def class_shares(images: Iterable[LabelledImage]) -> NDArray[np.float64]:
    """Which share of the labelled pixels belongs to each position of the class list. (256,)."""
    counts = np.zeros(256)
    for image in images:
        counts += np.bincount(image.target.ravel(), minlength=256)
    counts[IGNORED] = 0
    return np.asarray(counts / max(counts.sum(), 1))


def class_weights(shares: NDArray[np.float64]) -> NDArray[np.float32]:
    """w_c: the rarer the class, the more; such that all pixels together count as without it.

    Every class that occurs counts as much as any other in sum. One that does not gets 1.
    """
    occurs = shares > 0
    weights = np.ones(256, np.float32)
    weights[occurs] = 1 / (shares[occurs] * occurs.sum())
    return weights


def border_weights(target: NDArray[np.uint8], sigma_px: float) -> NDArray[np.float32]:
    """exp(-(d1 + d2)^2 / (2 sigma^2)): near 1 where two objects nearly touch, 0 far from any two.

    Parameters
    ----------
    target
        (H, W) uint8: 0 = background, k = the k-th class, 255 = ignored. Connected pixels of one
        class are an object.
    sigma_px
        How far it reaches.

    Returns
    -------
    (H, W) float32, 0 to 1. d1 and d2 are the distances in pixels to the nearest object, 0 inside
    it, and to the second nearest.
    """
    import cv2

    reach_px = int(np.ceil(_REACH * sigma_px))
    nearest = np.full(target.shape, np.inf, np.float32)
    second = np.full(target.shape, np.inf, np.float32)
    for class_id in np.setdiff1d(np.unique(target), (0, IGNORED)):
        covered = np.asarray(target == class_id, np.uint8)
        count, labels, boxes, _ = cv2.connectedComponentsWithStats(covered, connectivity=8)
        for number in range(1, count):
            left, top, width, height = boxes[number, :4]
            rows = slice(max(0, top - reach_px), top + height + reach_px)
            columns = slice(max(0, left - reach_px), left + width + reach_px)
            outside = np.asarray(labels[rows, columns] != number, np.uint8)
            here = cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
            first, other = nearest[rows, columns], second[rows, columns]
            np.minimum(other, np.maximum(first, here), out=other)
            np.minimum(first, here, out=first)
    return np.asarray(np.exp(-((nearest + second) ** 2) / np.float32(2 * sigma_px**2)))


def _weights(
    target: NDArray[np.uint8], by_class: NDArray[np.float32], loss: LossConfig
) -> NDArray[np.float32] | NDArray[np.float16]:
    weights: NDArray[np.float32] = by_class[target]
    if loss.border_weight > 0:
        weights += loss.border_weight * border_weights(target, loss.border_sigma_px)
    if weights.size <= _LARGE_PX:
        return weights
    return np.minimum(weights, np.finfo(np.float16).max).astype(np.float16)
