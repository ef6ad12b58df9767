from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unet_studio.domain.message import StudioError
from unet_studio.learning.recipes import RECIPES, recipe_named
from unet_studio.storage.recipe_file import read_recipe, to_toml

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_recipes_survive_their_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(to_toml(RECIPES[name]), "utf-8")
    assert read_recipe(path) == recipe_named(path) == recipe_named(name) == RECIPES[name]


def test_isbi_binary_is_as_published() -> None:
    recipe = RECIPES["isbi-binary"]
    optimiser = recipe.optimiser
    assert (optimiser.name, optimiser.schedule) == ("rmsprop", "constant")
    assert (optimiser.learning_rate, optimiser.weight_decay, optimiser.momentum) == (
        1e-5,
        1e-8,
        0.9,
    )
    assert (recipe.batch, recipe.budget.epochs, recipe.keep) == (1, 40, "lowest-batch-loss")
    assert (recipe.data.normalisation, recipe.data.channels, recipe.data.patch_px) == (
        "none",
        "grey",
        0,
    )
    assert (recipe.loss.cross_entropy, recipe.loss.dice) == (1, 0)
    assert recipe.augmentation.flips
    assert not recipe.augmentation.bends


def test_values_can_be_set() -> None:
    recipe = recipe_named("auto", **{"plan.width": "8", "optimiser.learning_rate": "1e-2"})
    assert recipe.plan is not None
    assert (recipe.plan.width, recipe.optimiser.learning_rate) == (8, 0.01)


def test_unknown_recipes_list_the_known() -> None:
    with pytest.raises(StudioError, match="auto, dice-unet, isbi-binary, labelme-multiclass"):
        recipe_named("automatic")
