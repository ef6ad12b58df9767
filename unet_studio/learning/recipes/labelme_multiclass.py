"""`labelme-multiclass`: the published recipe for several classes of parts, fact for fact."""

from __future__ import annotations

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import BudgetConfig, DataConfig, LossConfig, OptimiserConfig, Recipe

LABELME_MULTICLASS = Recipe(
    name="labelme-multiclass",
    network=NetworkConfig(
        widths=(64, 128, 256, 512, 1024),
        decoder_widths=(512, 256, 128, 64),
        one_class="two-outputs",
        padding="reflect",
        bias=False,
        normalisation="batch",
        activation="leaky-relu",
        dropout=0.3,
        dropout_at="each",
        down="strided",
        up="transposed-1x1",
        joined="up-skip",
        head_px=3,
    ),
    data=DataConfig(
        channels="colour", normalisation="unit", fit="letterbox", fit_px=(256, 256), patch_px=0
    ),
    augmentation=AugmentationConfig(flips=False),
    loss=LossConfig(cross_entropy=1.0),
    optimiser=OptimiserConfig(
        name="adam", learning_rate=1e-3, weight_decay=0.0, schedule="constant"
    ),
    budget=BudgetConfig(epochs=100),
    batch=2,
    keep="last",
    save_every=20,
)
