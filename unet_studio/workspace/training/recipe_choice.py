"""Recipe choice: the recipes a person can start from, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.message import Message, say
from unet_studio.learning.recipes import RECIPES
from unet_studio.learning.recipes.titles import TITLES
from unet_studio.storage.runs.recipe_file import read_recipe

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.recipe import Recipe


@dataclass(frozen=True)
class KnownRecipe:
    """One recipe that can be chosen.

    Attributes
    ----------
    source
        Its name, or the path of its file, as `learning.recipes.recipe_named` takes it.
    title, about
        What it is called; one sentence on what it is for.
    recipe
        Its values.
    """

    source: str
    title: Message
    about: Message
    recipe: Recipe


def known_recipes() -> list[KnownRecipe]:
    """The recipes that come with the program; the first is the usual one."""
    return [
        KnownRecipe(name, TITLES[name].title, TITLES[name].about, recipe)
        for name, recipe in RECIPES.items()
    ]


def recipe_in_file(path: Path) -> KnownRecipe:
    """A recipe that a person kept in a file.

    Raises
    ------
    StudioError
        If it cannot be read.
    """
    return KnownRecipe(
        str(path),
        say("recipe", "{name} (file)")(name=path.stem),
        say("recipe", "Your own recipe, read from {path}.")(path=path),
        read_recipe(path),
    )
