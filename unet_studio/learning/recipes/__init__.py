"""The recipes that come with the program, by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.learning.recipes.auto import AUTO
from unet_studio.learning.recipes.dice_unet import DICE_UNET
from unet_studio.learning.recipes.isbi_binary import ISBI_BINARY
from unet_studio.learning.recipes.labelme_multiclass import LABELME_MULTICLASS
from unet_studio.learning.recipes.loss_comparison import LOSS_COMPARISON
from unet_studio.learning.recipes.retina_patch import RETINA_PATCH
from unet_studio.learning.recipes.unet_2015 import UNET_2015
from unet_studio.storage.runs.recipe_file import read_recipe, with_values

if TYPE_CHECKING:
    from unet_studio.domain.recipe import Recipe

RECIPES: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        AUTO,
        ISBI_BINARY,
        LABELME_MULTICLASS,
        UNET_2015,
        DICE_UNET,
        RETINA_PATCH,
        LOSS_COMPARISON,
    )
}


def recipe_named(name: str | Path, **values: object) -> Recipe:
    """A recipe by its name or from a TOML file, with some values changed.

    Parameters
    ----------
    name
        One of `RECIPES`, or the path of a ``.toml``.
    values
        Dotted key -> value, e.g. ``**{"optimiser.learning_rate": "1e-4"}``.

    Raises
    ------
    StudioError
        If there is no such recipe or key, or a value does not fit.
    """
    if str(name) in RECIPES:
        recipe = RECIPES[str(name)]
    elif str(name).endswith(".toml"):
        recipe = read_recipe(Path(name))
    else:
        raise StudioError(
            say("recipe", "There is no recipe {name}; there are {known}, or give a .toml file.")(
                name=name, known=", ".join(sorted(RECIPES))
            )
        )
    return with_values(recipe, values)
