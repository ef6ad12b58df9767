"""Recipe draft: a recipe and what a person changed of it, as a value."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import Message, say
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.runs.recipe_file import PLANNED, to_toml, with_values
from unet_studio.workspace.training.recipe_fields import RecipeField, recipe_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from unet_studio.workspace.training.recipe_choice import KnownRecipe


@dataclass(frozen=True)
class RecipeDraft:
    """What is to be trained by.

    Attributes
    ----------
    known
        The recipe that was started from.
    values
        Dotted key -> value, only where it differs from the recipe.
    """

    known: KnownRecipe
    values: Mapping[str, object] = field(default_factory=dict)

    def fields(self) -> list[RecipeField]:
        """What can be changed: what the planner decides only by its own wishes."""
        is_planned = self.known.recipe.plan is not None
        return [
            f
            for f in recipe_fields()
            if (f.key not in PLANNED if is_planned else f.group != "plan")
        ]

    def value(self, key: str) -> object:
        """What is in force."""
        return self.values.get(key, self.original(key))

    def original(self, key: str) -> object:
        """What the recipe says."""
        found: Any = asdict(self.known.recipe)
        for part in key.split("."):
            found = found[part]
        return found

    def is_changed(self, key: str) -> bool:
        """Whether it differs from the recipe."""
        return key in self.values

    def with_value(self, key: str, value: object) -> RecipeDraft:
        """With one value set; the recipe's own is no change."""
        others = {k: v for k, v in self.values.items() if k != key}
        if value != self.original(key):
            others[key] = value
        return replace(self, values=others)

    def problem(self) -> Message | None:
        """What does not fit together; single values are checked where they are typed."""
        shrinks = self.known.recipe.plan is None and self.value("network.shrink") != 1
        if shrinks and self.value("network.padding") == "valid":
            return say("recipe", "Only a network that sees beyond the edge can shrink images.")()
        if self.known.recipe.plan is not None:
            return None
        widths, decoder = self.value("network.widths"), self.value("network.decoder_widths")
        assert isinstance(widths, tuple)
        assert isinstance(decoder, tuple)
        if len(widths) < 2:
            return say("recipe", "A network needs two levels at least: give two widths or more.")()
        if len(decoder) != len(widths) - 1:
            text = say(
                "recipe",
                "With {levels} widths going down, {count} {count:is|are} needed going up; there "
                "{given:is|are} {given}.",
            )
            return text(levels=len(widths), count=len(widths) - 1, given=len(decoder))
        return None

    def keep(self, path: Path, *, minutes: float | None, epochs: int | None) -> None:
        """Write it as a recipe of its own.

        Raises
        ------
        StudioError
            If it cannot be written.
        """
        budget = {"budget.minutes": minutes or 0.0, "budget.epochs": epochs or 0}
        recipe = with_values(self.known.recipe, {**self.values, **budget})
        write_text(path, to_toml(replace(recipe, name=path.stem)))
