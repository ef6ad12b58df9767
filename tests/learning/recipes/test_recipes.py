from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unet_studio.domain.message import StudioError
from unet_studio.learning.recipes import RECIPES, recipe_named
from unet_studio.storage.runs.recipe_file import read_recipe, to_toml

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_recipes_survive_their_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(to_toml(RECIPES[name]), "utf-8")
    assert read_recipe(path) == recipe_named(path) == recipe_named(name) == RECIPES[name]


def test_values_can_be_set() -> None:
    recipe = recipe_named("auto", **{"plan.width": "8", "optimiser.learning_rate": "1e-2"})
    assert recipe.plan is not None
    assert (recipe.plan.width, recipe.optimiser.learning_rate) == (8, 0.01)


def test_unknown_recipes_list_the_known() -> None:
    with pytest.raises(StudioError, match="auto, dice-unet, isbi-binary, labelme-multiclass"):
        recipe_named("automatic")
