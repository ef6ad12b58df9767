"""Sets of trainings to compare: a loss table, all recipes, one value varied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.run_queue import Variation
from unet_studio.domain.run_title import title_of
from unet_studio.learning.recipes import RECIPES, recipe_named
from unet_studio.learning.recipes.loss_comparison import AUGMENTATIONS, LOSS_COMPARISON, LOSSES
from unet_studio.storage.runs.recipe_file import PLANNED, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unet_studio.domain.recipe import Recipe

LOSS_TABLE = LOSS_COMPARISON.name
ALL_RECIPES = "all"


def recipe_set(name: str) -> list[Variation]:
    """A set by its name on the command line.

    Parameters
    ----------
    name
        ``loss-comparison``, ``all``, or recipe names separated by commas.

    Raises
    ------
    StudioError
        If a recipe is not known.
    """
    if name == LOSS_TABLE:
        return loss_table()
    if name == ALL_RECIPES:
        return all_recipes()
    return [Variation(part, part) for part in name.split(",") if recipe_named(part)]


def loss_table(values: Mapping[str, object] | None = None) -> list[Variation]:
    """Cross-entropy, focal and Dice loss, each without augmentation and with it: six runs.

    Parameters
    ----------
    values
        Other values of the recipe to change in all six, e.g. a narrower network.
    """
    return [
        Variation(
            str(title_of(key, key)),
            LOSS_COMPARISON.name,
            changed(LOSS_COMPARISON, recipe) | dict(values or {}),
            title_key=key,
        )
        for key, recipe in _cells()
    ]


def _cells() -> Iterator[tuple[str, Recipe]]:
    """Key of the title and recipe of each cell of the loss table."""
    for loss, how in LOSSES.items():
        for augmentation, turned in AUGMENTATIONS.items():
            recipe = replace(LOSS_COMPARISON, loss=how, augmentation=turned)
            yield f"{loss}/{augmentation}", recipe


def all_recipes() -> list[Variation]:
    """Every recipe that comes with the program, as published."""
    return [Variation(name, name) for name in RECIPES]


def varied(recipe: str, key: str, values: Sequence[str]) -> list[Variation]:
    """One value of a recipe varied.

    Raises
    ------
    StudioError
        If there is no such recipe or key, a value does not fit, or there is none.
    """
    if not values:
        raise StudioError(say("compare", "Give one value or more for {key}.")(key=key))
    for value in values:
        recipe_named(recipe, **{key: value})
    short = key.rsplit(".", 1)[-1]
    return [Variation(f"{recipe} {short}={value}", recipe, {key: value}) for value in values]


def variable_values(recipe: Recipe) -> dict[str, object]:
    """Dotted key -> value, of the values that make sense to vary: those that a person decides."""
    planned = set() if recipe.plan is None else set(PLANNED)
    return {k: v for k, v in values_of(recipe).items() if k not in planned and k != "name"}


def changed(before: Recipe, after: Recipe) -> dict[str, object]:
    """Dotted key -> value, of all values in which the second recipe differs from the first."""
    old, new = values_of(before), values_of(after)
    return {key: value for key, value in new.items() if old.get(key) != value}


def loss_cells() -> list[tuple[str, str]]:
    """Loss and augmentation of the cells of the loss table, row by row."""
    return [(loss, augmentation) for augmentation in AUGMENTATIONS for loss in LOSSES]


def loss_cell(recipe: Recipe) -> tuple[str, str] | None:
    """Which cell of the loss table a recipe is: loss and augmentation; None if of none."""
    if recipe.name != LOSS_COMPARISON.name:
        return None
    loss = next((name for name, known in LOSSES.items() if known == recipe.loss), None)
    augmentation = next(
        (name for name, known in AUGMENTATIONS.items() if known == recipe.augmentation), None
    )
    return (loss, augmentation) if loss and augmentation else None
