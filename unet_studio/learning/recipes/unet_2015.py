"""`unet-2015`: the original U-Net, fact for fact.

Ronneberger, Fischer, Brox: U-Net (https://arxiv.org/abs/1505.04597).
"""

from __future__ import annotations

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import BudgetConfig, DataConfig, LossConfig, OptimiserConfig, Recipe

UNET_2015 = Recipe(
    name="unet-2015",
    network=NetworkConfig(
        widths=(64, 128, 256, 512, 1024),
        decoder_widths=(512, 256, 128, 64),
        one_class="two-outputs",
        padding="valid",
        normalisation="none",
        activation="relu",
        dropout=0.5,
        dropout_at="bottom",
        down="max-pool",
        up="transposed",
        joined="skip-up",
        head_px=1,
        start="he",
    ),
    # 388 pixels of answer need 572 pixels of image. He's start expects inputs of deviation 1.
    data=DataConfig(
        channels="auto",
        normalisation="per-image",
        patch_px=388,
        foreground_share=0.0,
        validation_share=0.1,
    ),
    augmentation=AugmentationConfig(
        flips=True,
        shift_px=20.0,
        rotation_deg=180.0,
        elastic_px=10.0,
        elastic_grid=3,
        beyond="mirror",
        contrast=0.2,
        brightness=0.2,
    ),
    loss=LossConfig(cross_entropy=1.0, border_weight=10.0, border_sigma_px=5.0, class_balance=True),
    optimiser=OptimiserConfig(
        name="sgd", learning_rate=1e-3, weight_decay=0.0, momentum=0.99, schedule="constant"
    ),
    budget=BudgetConfig(epochs=200),
    batch=1,
    keep="best-validation",
)
