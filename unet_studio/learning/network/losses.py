"""Losses: how far logits are from a target; ignored pixels give no gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor

from unet_studio.learning.data.dataset import IGNORED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.recipe import LossConfig

SMOOTH = 1.0
"""Added above and below the line of Dice: keeps it defined, and even, where a class is absent."""

_LEAST = 1e-6  # probabilities below count as this, as float32 cannot tell their counterpart from 1


def segmentation_loss(
    logits: Tensor, target: Tensor, config: LossConfig, weights: Tensor | None = None
) -> Tensor:
    """Weighted sum of cross-entropy, focal loss and Dice loss.

    Parameters
    ----------
    logits
        (B, K, H, W) float32; K = 1: one class against background, else background and classes.
    target
        (B, H, W) uint8: 0 = background, k = the k-th class, 255 = ignored.
    config
        How much each part counts.
    weights
        (B, H, W) float32: what each pixel counts in cross-entropy; None = 1. See `pixel_weights`.

    Returns
    -------
    A scalar; 0 without gradient trouble if all pixels are ignored.
    """
    counts = target != IGNORED
    wanted = target.long().masked_fill(~counts, 0)
    loss = logits.new_zeros(())
    if config.cross_entropy > 0 or config.focal > 0:
        surprise = _surprise(logits, wanted)
        if config.cross_entropy > 0:
            weighted = surprise if weights is None else surprise * weights
            loss = loss + config.cross_entropy * _mean(weighted, counts)
        if config.focal > 0:
            loss = loss + config.focal * _mean(_focal(surprise, config), counts)
    if config.dice > 0:
        dice = _dice(logits, wanted, counts)
        loss = loss + config.dice * (1 - dice if config.dice_form == "one-minus" else -dice)
    return loss


def loss_of_probabilities(
    probabilities: NDArray[np.float32],
    target: NDArray[np.uint8],
    config: LossConfig,
    weights: NDArray[np.floating] | None = None,
) -> float | None:
    """The same loss of one predicted image.

    Parameters
    ----------
    probabilities
        (K, H, W) float32, background first, so that one class makes K = 2.
    target, weights
        (H, W), as in `segmentation_loss`.

    Returns
    -------
    None if no pixel is labelled.
    """
    if (target == IGNORED).all():
        return None
    # Softmax takes the logarithms of probabilities back to the probabilities.
    logits = torch.from_numpy(probabilities).clamp(min=_LEAST).log()[None]
    weighing = None if weights is None else torch.as_tensor(weights, dtype=torch.float32)[None]
    with torch.no_grad():
        return segmentation_loss(logits, torch.from_numpy(target)[None], config, weighing).item()


def _mean(per_pixel: Tensor, counts: Tensor) -> Tensor:
    """Mean over the pixels that count; what the others are, be it no number, plays no part."""
    return per_pixel.masked_fill(~counts, 0).sum() / counts.sum().clamp(min=1)


def _surprise(logits: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy of every pixel: -log(p), p = probability of what is wanted. (B, H, W)."""
    if logits.shape[1] == 1:
        return F.binary_cross_entropy_with_logits(
            logits[:, 0], wanted.to(logits.dtype), reduction="none"
        )
    return F.cross_entropy(logits, wanted, reduction="none")


def _focal(surprise: Tensor, config: LossConfig) -> Tensor:
    """Focal loss of every pixel: alpha * (1 - p)^gamma * -log(p).

    Lin et al.: Focal Loss for Dense Object Detection (https://arxiv.org/abs/1708.02002), with one
    alpha for all classes.
    """
    doubt = -torch.expm1(-surprise)  # 1 - p, exact where p is nearly 1
    # The slope of doubt^gamma has no bound at 0 where gamma < 1.
    doubt = doubt.clamp(min=torch.finfo(doubt.dtype).tiny ** 0.5)
    return config.focal_alpha * doubt**config.focal_gamma * surprise


def _dice(logits: Tensor, wanted: Tensor, counts: Tensor) -> Tensor:
    """Mean Dice of the classes, each over the whole batch; background is no class."""
    # (B, classes, H, W)
    found = torch.sigmoid(logits) if logits.shape[1] == 1 else torch.softmax(logits, dim=1)[:, 1:]
    found = found.masked_fill(~counts[:, None], 0)
    ids = torch.arange(1, found.shape[1] + 1, device=logits.device)
    truth = (wanted[:, None] == ids[:, None, None]) & counts[:, None]
    over = (0, 2, 3)
    overlap = found.masked_fill(~truth, 0).sum(over)
    total = found.sum(over) + truth.sum(over)
    return ((2 * overlap + SMOOTH) / (total + SMOOTH)).mean()
