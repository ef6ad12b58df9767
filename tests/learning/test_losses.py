from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from unet_studio.domain.recipe import LossConfig
from unet_studio.learning.losses import segmentation_loss
from unet_studio.learning.validation import _loss as loss_of_probabilities

BOTH = LossConfig(cross_entropy=1.0, dice=1.0)


@pytest.mark.parametrize("channels", [1, 3])
def test_ignored_pixels_give_no_gradient(channels: int) -> None:
    logits = torch.randn(2, channels, 6, 6, requires_grad=True)
    target = torch.randint(0, max(2, channels), (2, 6, 6), dtype=torch.uint8)
    target[:, :3] = 255
    segmentation_loss(logits, target, BOTH).backward()
    assert logits.grad is not None
    assert not logits.grad[:, :, :3].any()
    assert logits.grad[:, :, 3:].all()


@pytest.mark.parametrize("channels", [1, 3])
def test_ignored_pixels_do_not_change_the_loss(channels: int) -> None:
    logits, target = torch.randn(1, channels, 4, 4), torch.ones(1, 4, 4, dtype=torch.uint8)
    target[:, 2:] = 255
    moved = logits.clone()
    moved[:, :, 2:] += 5
    assert segmentation_loss(logits, target, BOTH) == segmentation_loss(moved, target, BOTH)


def test_nothing_labelled_is_no_reason_to_fail() -> None:
    logits = torch.randn(1, 2, 4, 4, requires_grad=True)
    loss = segmentation_loss(logits, torch.full((1, 4, 4), 255, dtype=torch.uint8), BOTH)
    loss.backward()
    assert torch.isfinite(loss)


def test_cross_entropy_is_torchs() -> None:
    logits, target = torch.randn(2, 3, 5, 5), torch.randint(0, 3, (2, 5, 5))
    ours = segmentation_loss(logits, target.byte(), LossConfig(cross_entropy=1.0))
    assert torch.allclose(ours, F.cross_entropy(logits, target))
    logits = torch.randn(2, 1, 5, 5)
    target = target.clamp(max=1)
    ours = segmentation_loss(logits, target.byte(), LossConfig(cross_entropy=1.0))
    theirs = F.binary_cross_entropy_with_logits(logits[:, 0], target.float())
    assert torch.allclose(ours, theirs)


def test_dice_loss_is_0_for_a_perfect_answer_and_near_1_for_the_opposite() -> None:
    target = torch.zeros(1, 20, 20, dtype=torch.uint8)
    target[:, :10] = 1
    sure = torch.where(target == 1, 50.0, -50.0)[:, None]
    dice = LossConfig(cross_entropy=0.0, dice=1.0)
    assert segmentation_loss(sure, target, dice) == pytest.approx(0, abs=1e-6)
    assert segmentation_loss(-sure, target, dice) > 0.99


@pytest.mark.parametrize("channels", [1, 4])
def test_validation_computes_the_same_loss_from_probabilities(channels: int) -> None:
    torch.manual_seed(0)
    logits = torch.randn(1, channels, 9, 9)
    target = torch.randint(0, max(2, channels), (1, 9, 9), dtype=torch.uint8)
    target[:, 0] = 255
    if channels == 1:
        found = torch.cat([1 - logits.sigmoid(), logits.sigmoid()], 1)
    else:
        found = logits.softmax(1)
    ours = loss_of_probabilities(found[0].numpy(), target[0].numpy().astype(np.uint8), BOTH)
    assert ours == pytest.approx(float(segmentation_loss(logits, target, BOTH)), rel=1e-4)
