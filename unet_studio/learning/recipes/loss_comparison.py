"""`loss-comparison`: the published recipe that asks which loss, with or without augmentation."""

from __future__ import annotations

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import BudgetConfig, DataConfig, LossConfig, OptimiserConfig, Recipe

LOSS_COMPARISON = Recipe(
    name="loss-comparison",
    network=NetworkConfig(
        widths=(32, 64, 128, 256, 512),
        decoder_widths=(256, 128, 64, 32),
        one_class="one-output",
        padding="zeros",
        normalisation="batch",
        activation="relu",
        down="max-pool",
        up="transposed",
        joined="up-skip",
        head_px=1,
    ),
    data=DataConfig(
        channels="colour", normalisation="unit", fit="stretch", fit_px=(256, 256), patch_px=0
    ),
    augmentation=AugmentationConfig(repeats=10, flips=False, rotation_deg=180.0, beyond="black"),
    loss=LossConfig(cross_entropy=1.0),
    optimiser=OptimiserConfig(
        name="adam", learning_rate=1e-3, weight_decay=0.0, schedule="constant"
    ),
    budget=BudgetConfig(epochs=20),
    batch=1,
    keep="best-validation",
)
"""The first of the six: cross-entropy, every image ten times."""

LOSSES: dict[str, LossConfig] = {
    "cross-entropy": LossConfig(cross_entropy=1.0),
    "focal": LossConfig(cross_entropy=0.0, focal=1.0, focal_gamma=2.0, focal_alpha=1.0),
    "dice": LossConfig(cross_entropy=0.0, dice=1.0, dice_form="one-minus"),
}
"""The losses that the write-up compares."""

AUGMENTATIONS: dict[str, AugmentationConfig] = {
    "none": AugmentationConfig(flips=False),
    "10x": LOSS_COMPARISON.augmentation,
}
"""What it compares them with: images as they are, or ten times an epoch, rotated."""
