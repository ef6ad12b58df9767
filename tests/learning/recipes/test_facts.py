"""Every fact of the published recipes, value by value; what a write-up leaves open is not here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import LossConfig, OptimiserConfig, Recipe
from unet_studio.learning.recipes import RECIPES
from unet_studio.learning.recipes.loss_comparison import AUGMENTATIONS, LOSSES
from unet_studio.learning.recipes.titles import TITLES

PUBLISHED = [recipe for recipe in RECIPES.values() if recipe.name != "auto"]

NETWORKS = {
    "isbi-binary": NetworkConfig(
        widths=(64, 128, 256, 512, 512),
        decoder_widths=(256, 128, 64, 64),
        up="bilinear",
        aligned_corners=True,
        joined="skip-up",
    ),
    "labelme-multiclass": NetworkConfig(
        widths=(64, 128, 256, 512, 1024),
        decoder_widths=(512, 256, 128, 64),
        one_class="two-outputs",
        padding="reflect",
        bias=False,
        activation="leaky-relu",
        dropout=0.3,
        dropout_at="each",
        down="strided",
        up="transposed-1x1",
        joined="up-skip",
        head_px=3,
    ),
    "unet-2015": NetworkConfig(
        widths=(64, 128, 256, 512, 1024),
        decoder_widths=(512, 256, 128, 64),
        one_class="two-outputs",
        padding="valid",
        normalisation="none",
        dropout=0.5,
        dropout_at="bottom",
        up="transposed",
        joined="skip-up",
        start="he",
    ),
    "dice-unet": NetworkConfig(
        widths=(32, 64, 128, 256, 512),
        decoder_widths=(256, 128, 64, 32),
        normalisation="none",
        up="transposed",
        joined="up-skip",
        start="glorot",
    ),
    "retina-patch": NetworkConfig(
        widths=(32, 64, 128),
        decoder_widths=(64, 32),
        one_class="two-outputs",
        normalisation="none",
        dropout=0.2,
        dropout_at="between",
        up="nearest",
        joined="skip-up",
        start="glorot",
    ),
    "loss-comparison": NetworkConfig(
        widths=(32, 64, 128, 256, 512),
        decoder_widths=(256, 128, 64, 32),
        up="transposed",
        joined="up-skip",
    ),
}
OPTIMISERS = {
    "isbi-binary": OptimiserConfig("rmsprop", 1e-5, 1e-8, 0.9, "constant"),
    "labelme-multiclass": OptimiserConfig("adam", 1e-3, 0.0, 0.0, "constant"),
    "unet-2015": OptimiserConfig("sgd", 1e-3, 0.0, 0.99, "constant"),
    "dice-unet": OptimiserConfig("adam", 1e-5, 0.0, 0.0, "constant"),
    "retina-patch": OptimiserConfig("sgd", 0.01, 0.0, 0.3, "inverse-time", 1e-6),
    "loss-comparison": OptimiserConfig("adam", 1e-3, 0.0, 0.0, "constant"),
}
CROSS_ENTROPY = LossConfig(cross_entropy=1.0, focal=0.0, dice=0.0)
LOSS = {
    "isbi-binary": CROSS_ENTROPY,
    "labelme-multiclass": CROSS_ENTROPY,
    "unet-2015": LossConfig(
        cross_entropy=1.0, border_weight=10.0, border_sigma_px=5.0, class_balance=True
    ),
    "dice-unet": LossConfig(cross_entropy=0.0, dice=1.0, dice_form="minus"),
    "retina-patch": CROSS_ENTROPY,
    "loss-comparison": CROSS_ENTROPY,
}
DATA = {  # channels, normalisation, fit, its size, patch
    "isbi-binary": ("grey", "none", "none", None, 0),
    "labelme-multiclass": ("colour", "unit", "letterbox", (256, 256), 0),
    "unet-2015": ("auto", "per-image", "none", None, 388),
    "dice-unet": ("grey", "per-image", "stretch", (256, 256), 0),
    "retina-patch": ("grey", "unit", "none", None, 48),
    "loss-comparison": ("colour", "unit", "stretch", (256, 256), 0),
}


def test_there_are_six_published_recipes() -> None:
    assert {recipe.name for recipe in PUBLISHED} == set(NETWORKS)


@pytest.mark.parametrize("recipe", PUBLISHED, ids=lambda recipe: recipe.name)
def test_networks_losses_optimisers_and_data_are_as_published(recipe: Recipe) -> None:
    assert recipe.network == NETWORKS[recipe.name]
    assert recipe.optimiser == OPTIMISERS[recipe.name]
    assert recipe.loss == LOSS[recipe.name]
    data = recipe.data
    size = data.fit_px if data.fit != "none" else None
    assert DATA[recipe.name] == (
        data.channels,
        data.normalisation,
        data.fit,
        size,
        data.patch_px,
    )
    assert recipe.plan is None


def test_isbi_binary() -> None:
    recipe = RECIPES["isbi-binary"]
    assert (recipe.batch, recipe.budget.epochs, recipe.keep) == (1, 40, "lowest-batch-loss")
    assert recipe.data.validation_share == 0
    assert recipe.augmentation == AugmentationConfig(flips=True)
    assert not recipe.augmentation.bends


def test_labelme_multiclass() -> None:
    recipe = RECIPES["labelme-multiclass"]
    assert (recipe.batch, recipe.budget.epochs) == (2, 100)
    assert (recipe.save_every, recipe.keep) == (20, "last")
    assert recipe.augmentation == AugmentationConfig(flips=False)


def test_unet_2015() -> None:
    recipe = RECIPES["unet-2015"]
    assert recipe.network.output_px(388) == 388
    assert recipe.data.patch_px + 2 * recipe.network.margin_px == 572
    assert recipe.batch == 1
    assert recipe.data.validation_share == 0.1
    varied = recipe.augmentation
    assert (varied.elastic_grid, varied.elastic_px, varied.beyond) == (3, 10, "mirror")
    for part in ("flips", "shift_px", "rotation_deg", "contrast", "brightness"):
        assert getattr(varied, part) > 0


@pytest.mark.parametrize("name", ["dice-unet", "retina-patch"])
def test_the_keras_recipes_vary_nothing(name: str) -> None:
    assert RECIPES[name].augmentation == AugmentationConfig(flips=False)
    assert RECIPES[name].keep == "best-validation"


def test_loss_comparison() -> None:
    recipe = RECIPES["loss-comparison"]
    assert recipe.batch == 1
    assert recipe.augmentation == AugmentationConfig(
        repeats=10, flips=False, rotation_deg=180, beyond="black"
    )
    assert recipe.augmentation == AUGMENTATIONS["10x"]
    assert AUGMENTATIONS["none"] == AugmentationConfig(flips=False)
    assert {
        "cross-entropy": CROSS_ENTROPY,
        "focal": LossConfig(cross_entropy=0.0, focal=1.0, focal_gamma=2.0, focal_alpha=1.0),
        "dice": LossConfig(cross_entropy=0.0, dice=1.0, dice_form="one-minus"),
    } == LOSSES


def test_every_recipe_serves_any_number_of_classes_and_ends() -> None:
    for recipe in RECIPES.values():
        assert (recipe.network.in_channels, recipe.network.out_channels) == (0, 0)
        assert recipe.budget.epochs or recipe.budget.minutes


def test_every_recipe_has_a_title_and_a_sentence() -> None:
    assert list(TITLES) == list(RECIPES)
    assert len({str(title.title) for title in TITLES.values()}) == len(TITLES)
    assert all(str(title.about).endswith(".") for title in TITLES.values())


def test_recipes_are_plain_values_that_load_no_torch() -> None:
    lines = "import sys, unet_studio.learning.recipes.titles as t; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", lines], check=False).returncode == 0
