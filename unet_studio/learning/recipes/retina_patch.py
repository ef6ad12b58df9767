"""`retina-patch`: the published Keras recipe for vessels of the retina, fact for fact."""

from __future__ import annotations

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import BudgetConfig, DataConfig, LossConfig, OptimiserConfig, Recipe

RETINA_PATCH = Recipe(
    name="retina-patch",
    network=NetworkConfig(
        widths=(32, 64, 128),
        decoder_widths=(64, 32),
        one_class="two-outputs",
        padding="zeros",
        normalisation="none",
        activation="relu",
        dropout=0.2,
        dropout_at="between",
        down="max-pool",
        up="nearest",
        joined="skip-up",
        head_px=1,
        start="glorot",  # Keras' own
    ),
    data=DataConfig(channels="grey", normalisation="unit", patch_px=48, foreground_share=0.0),
    augmentation=AugmentationConfig(flips=False),
    loss=LossConfig(cross_entropy=1.0),
    optimiser=OptimiserConfig(
        name="sgd",
        learning_rate=0.01,
        weight_decay=0.0,
        momentum=0.3,
        schedule="inverse-time",
        decay=1e-6,
    ),
    budget=BudgetConfig(epochs=150),
    batch=32,
    keep="best-validation",
)
