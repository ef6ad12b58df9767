"""`isbi-binary`: the published recipe for cell membranes (ISBI 2012), fact for fact."""

from __future__ import annotations

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import BudgetConfig, DataConfig, LossConfig, OptimiserConfig, Recipe

ISBI_BINARY = Recipe(
    name="isbi-binary",
    network=NetworkConfig(
        widths=(64, 128, 256, 512, 512),
        decoder_widths=(256, 128, 64, 64),
        one_class="one-output",
        padding="zeros",
        normalisation="batch",
        activation="relu",
        down="max-pool",
        up="bilinear",
        aligned_corners=True,
        joined="skip-up",
        head_px=1,
    ),
    data=DataConfig(channels="grey", normalisation="none", patch_px=0, validation_share=0.0),
    augmentation=AugmentationConfig(flips=True),
    loss=LossConfig(cross_entropy=1.0, dice=0.0),
    optimiser=OptimiserConfig(
        name="rmsprop",
        learning_rate=1e-5,
        weight_decay=1e-8,
        momentum=0.9,
        schedule="constant",
    ),
    budget=BudgetConfig(epochs=40),
    batch=1,
    keep="lowest-batch-loss",
)
