from __future__ import annotations

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.recipe import LossConfig
from unet_studio.learning.network.losses import loss_of_probabilities, segmentation_loss

CROSS_ENTROPY = LossConfig(cross_entropy=1.0)
FOCAL = LossConfig(cross_entropy=0.0, focal=1.0)
DICE = LossConfig(cross_entropy=0.0, dice=1.0)
LOSSES = {
    "cross-entropy": CROSS_ENTROPY,
    "focal": FOCAL,
    "dice": DICE,
    "minus-dice": LossConfig(cross_entropy=0.0, dice=1.0, dice_form="minus"),
    "all": LossConfig(cross_entropy=0.5, focal=2.0, dice=1.5, focal_gamma=1.5, focal_alpha=0.25),
}
every_loss = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
outputs = pytest.mark.parametrize("channels", [1, 2, 4])


def example(
    channels: int, seed: int = 0, size: int = 6
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Logits that want a gradient, a target with ignored pixels, and weights."""
    chance = torch.Generator().manual_seed(seed)
    logits = 3 * torch.randn(2, channels, size, size, generator=chance)
    target = torch.randint(0, max(2, channels), (2, size, size), generator=chance).byte()
    target[:, : size // 2][torch.rand(2, size // 2, size, generator=chance) < 0.5] = 255
    weights = 0.1 + 10 * torch.rand(2, size, size, generator=chance)
    return logits.requires_grad_(), target, weights


@every_loss
@outputs
@given(seed=st.integers(0, 2**31))
def test_ignored_pixels_give_no_gradient_and_the_others_do(
    loss: LossConfig, channels: int, seed: int
) -> None:
    logits, target, weights = example(channels, seed)
    segmentation_loss(logits, target, loss, weights).backward()
    assert logits.grad is not None
    ignored = (target == 255)[:, None].expand_as(logits)
    assert not logits.grad[ignored].any()
    assert torch.isfinite(logits.grad).all()
    assert logits.grad[~ignored].count_nonzero() > 0.9 * (~ignored).sum()


@every_loss
@outputs
def test_what_ignored_pixels_say_plays_no_part(loss: LossConfig, channels: int) -> None:
    logits, target, weights = example(channels)
    moved = torch.where((target == 255)[:, None], torch.nan, logits)
    assert segmentation_loss(moved, target, loss, weights) == segmentation_loss(
        logits, target, loss, weights
    )


@every_loss
def test_nothing_labelled_is_no_reason_to_fail(loss: LossConfig) -> None:
    logits, target, _ = example(2)
    value = segmentation_loss(logits, torch.full_like(target, 255), loss)
    value.backward()
    assert torch.isfinite(value)
    assert logits.grad is not None
    assert not logits.grad.any()


@every_loss
@outputs
def test_gradients_are_those_of_the_value(loss: LossConfig, channels: int) -> None:
    logits, target, weights = example(channels, size=3)
    exact = logits.detach().double().requires_grad_()
    assert torch.autograd.gradcheck(
        lambda x: segmentation_loss(x, target, loss, weights.double()), exact
    )


@every_loss
@outputs
def test_very_sure_logits_keep_loss_and_gradient_finite(loss: LossConfig, channels: int) -> None:
    logits, target, _ = example(channels)
    extreme = (1000 * logits.detach()).requires_grad_()
    value = segmentation_loss(extreme, target, loss)
    value.backward()
    assert extreme.grad is not None
    assert torch.isfinite(value)
    assert torch.isfinite(extreme.grad).all()


def test_cross_entropy_is_torchs() -> None:
    logits, target, _ = example(4)
    theirs = F.cross_entropy(logits, target.long(), ignore_index=255)
    assert torch.allclose(segmentation_loss(logits, target, CROSS_ENTROPY), theirs)
    logits, target, _ = example(1)
    seen = target != 255
    theirs = F.binary_cross_entropy_with_logits(logits[:, 0][seen], target[seen].float())
    assert torch.allclose(segmentation_loss(logits, target, CROSS_ENTROPY), theirs)


@outputs
def test_weights_multiply_the_cross_entropy_of_their_pixel(channels: int) -> None:
    logits, target, weights = example(channels)
    if channels == 1:
        found = torch.stack([1 - logits.sigmoid()[:, 0], logits.sigmoid()[:, 0]], 1)
    else:
        found = logits.softmax(1)
    total, count = 0.0, 0
    for b, r, c in torch.nonzero(target != 255).tolist():
        total -= weights[b, r, c].item() * math.log(found[b, int(target[b, r, c]), r, c].item())
        count += 1
    ours = segmentation_loss(logits, target, CROSS_ENTROPY, weights)
    assert ours.item() == pytest.approx(total / count, rel=1e-4)


@pytest.mark.parametrize(("gamma", "alpha"), [(2.0, 1.0), (0.5, 0.25), (0.0, 1.0)])
def test_focal_loss_is_the_papers_formula(gamma: float, alpha: float) -> None:
    loss = LossConfig(cross_entropy=0.0, focal=1.0, focal_gamma=gamma, focal_alpha=alpha)
    logits, target, _ = example(1)
    seen = target != 255
    p = logits.sigmoid()[:, 0][seen]
    p = torch.where(target[seen] == 1, p, 1 - p)
    theirs = (-alpha * (1 - p) ** gamma * p.log()).mean()
    assert torch.allclose(segmentation_loss(logits, target, loss), theirs, rtol=1e-4)
    logits, target, _ = example(4)
    seen = target != 255
    p = logits.softmax(1).movedim(1, 3)[seen].gather(1, target[seen].long()[:, None])
    theirs = (-alpha * (1 - p) ** gamma * p.log()).mean()
    assert torch.allclose(segmentation_loss(logits, target, loss), theirs, rtol=1e-4)


def test_focal_loss_by_hand() -> None:
    # One pixel, p = 0.75 of what is wanted: (1 - p)^2 * -log(p).
    logits = torch.tensor([math.log(3)]).reshape(1, 1, 1, 1)
    value = segmentation_loss(logits, torch.ones(1, 1, 1, dtype=torch.uint8), FOCAL)
    assert float(value) == pytest.approx(0.0625 * -math.log(0.75))


def test_dice_by_hand() -> None:
    # Found 0.5 everywhere, two of four wanted: overlap 1, total 2 + 2, with 1 added to both.
    logits, target = torch.zeros(1, 1, 2, 2), torch.tensor([[[1, 1], [0, 0]]]).byte()
    assert float(segmentation_loss(logits, target, DICE)) == pytest.approx(1 - 3 / 5)
    minus = LOSSES["minus-dice"]
    assert float(segmentation_loss(logits, target, minus)) == pytest.approx(-3 / 5)


def test_dice_is_the_mean_of_the_classes_without_background() -> None:
    logits, target, _ = example(3)
    found, seen = logits.softmax(1).movedim(1, 3), target != 255
    dice = []
    for k in (1, 2):
        p, truth = found[seen][:, k], (target[seen] == k).float()
        dice.append((2 * (p * truth).sum() + 1) / (p.sum() + truth.sum() + 1))
    theirs = 1 - torch.stack(dice).mean()
    assert torch.allclose(segmentation_loss(logits, target, DICE), theirs)


def test_dice_loss_is_0_for_a_perfect_answer_and_near_1_for_the_opposite() -> None:
    target = torch.zeros(1, 20, 20, dtype=torch.uint8)
    target[:, :10] = 1
    sure = torch.where(target == 1, 50.0, -50.0)[:, None]
    assert segmentation_loss(sure, target, DICE) == pytest.approx(0, abs=1e-6)
    assert segmentation_loss(-sure, target, DICE) > 0.99


@every_loss
@outputs
@pytest.mark.parametrize("is_weighted", [False, True])
def test_validation_says_the_same_loss_from_probabilities(
    loss: LossConfig, channels: int, is_weighted: bool
) -> None:
    logits, target, weights = (one[:1] for one in example(channels))
    sigmoid = logits.detach().sigmoid()
    found = torch.cat([1 - sigmoid, sigmoid], 1) if channels == 1 else logits.detach().softmax(1)
    said = loss_of_probabilities(
        found[0].numpy(),
        target[0].numpy(),
        loss,
        weights[0].numpy().astype(np.float16).astype(np.float32) if is_weighted else None,
    )
    learnt = segmentation_loss(
        logits, target, loss, weights.half().float() if is_weighted else None
    )
    assert said == pytest.approx(learnt.item(), rel=1e-4)


def test_an_image_without_labels_has_no_loss() -> None:
    found = np.full((2, 3, 3), 0.5, np.float32)
    assert loss_of_probabilities(found, np.full((3, 3), 255, np.uint8), CROSS_ENTROPY) is None
