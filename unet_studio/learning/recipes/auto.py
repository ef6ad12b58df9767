"""`auto`: asks only for the minutes; the planner chooses the rest for data and machine."""

from __future__ import annotations

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import (
    BudgetConfig,
    DataConfig,
    LossConfig,
    OptimiserConfig,
    PlanConfig,
    Recipe,
)

AUTO = Recipe(
    name="auto",
    plan=PlanConfig(),
    network=NetworkConfig(aligned_corners=False),
    data=DataConfig(channels="auto", normalisation="per-image"),
    augmentation=AugmentationConfig(
        flips=True,
        rotation_deg=180.0,
        scale=1.15,
        elastic_px=6.0,
        contrast=0.25,
        brightness=0.2,
        as_is_share=0.3,
    ),
    loss=LossConfig(cross_entropy=1.0, dice=1.0),
    optimiser=OptimiserConfig(
        name="adamw",
        learning_rate=3e-3,
        weight_decay=1e-4,
        schedule="one-cycle",
        average=0.999,
    ),
    budget=BudgetConfig(minutes=10.0, patience=0.3),
    keep="best-validation",
)
