"""`dice-unet`: the published Keras recipe for nerves in ultrasound and tumours, fact for fact."""

from __future__ import annotations

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import BudgetConfig, DataConfig, LossConfig, OptimiserConfig, Recipe

DICE_UNET = Recipe(
    name="dice-unet",
    network=NetworkConfig(
        widths=(32, 64, 128, 256, 512),
        decoder_widths=(256, 128, 64, 32),
        one_class="one-output",
        padding="zeros",
        normalisation="none",
        activation="relu",
        down="max-pool",
        up="transposed",
        joined="up-skip",
        head_px=1,
        start="glorot",  # Keras' own
    ),
    data=DataConfig(
        channels="grey", normalisation="per-image", fit="stretch", fit_px=(256, 256), patch_px=0
    ),
    augmentation=AugmentationConfig(flips=False),
    loss=LossConfig(cross_entropy=0.0, dice=1.0, dice_form="minus"),
    optimiser=OptimiserConfig(
        name="adam", learning_rate=1e-5, weight_decay=0.0, schedule="constant"
    ),
    budget=BudgetConfig(epochs=100),
    batch=4,
    keep="best-validation",
)
