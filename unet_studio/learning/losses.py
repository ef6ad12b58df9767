"""Losses: how far logits are from a target; ignored pixels give no gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor

from unet_studio.learning.dataset import IGNORED

if TYPE_CHECKING:
    from unet_studio.domain.recipe import LossConfig

_SMOOTH = 1.0  # keeps Dice defined, and even, where a class is absent


def segmentation_loss(logits: Tensor, target: Tensor, config: LossConfig) -> Tensor:
    """Weighted sum of cross-entropy and Dice loss.

    Parameters
    ----------
    logits
        (B, K, H, W) float32; K = 1: one class against background, else background and classes.
    target
        (B, H, W) uint8: 0 = background, k = the k-th class, 255 = ignored.
    config
        Weights of the two.

    Returns
    -------
    A scalar; 0 without gradient trouble if all pixels are ignored.
    """
    counts = target != IGNORED
    wanted = target.long().masked_fill(~counts, 0)
    loss = logits.new_zeros(())
    if config.cross_entropy > 0:
        loss = loss + config.cross_entropy * _cross_entropy(logits, wanted, counts)
    if config.dice > 0:
        loss = loss + config.dice * _dice_loss(logits, wanted, counts)
    return loss


def _cross_entropy(logits: Tensor, wanted: Tensor, counts: Tensor) -> Tensor:
    if logits.shape[1] == 1:
        per_pixel = F.binary_cross_entropy_with_logits(
            logits[:, 0], wanted.to(logits.dtype), reduction="none"
        )
    else:
        per_pixel = F.cross_entropy(logits, wanted, reduction="none")
    return (per_pixel * counts).sum() / counts.sum().clamp(min=1)


def _dice_loss(logits: Tensor, wanted: Tensor, counts: Tensor) -> Tensor:
    """1 - mean Dice of the classes, each over the whole batch; background is no class."""
    # (B, classes, H, W)
    found = torch.sigmoid(logits) if logits.shape[1] == 1 else torch.softmax(logits, dim=1)[:, 1:]
    ids = torch.arange(1, found.shape[1] + 1, device=logits.device)
    truth = wanted[:, None] == ids[:, None, None]
    found = found * counts[:, None]
    over = (0, 2, 3)
    overlap = (found * truth).sum(over)
    total = found.sum(over) + (truth & counts[:, None]).sum(over)
    return 1 - ((2 * overlap + _SMOOTH) / (total + _SMOOTH)).mean()
