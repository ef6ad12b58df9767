"""What can be changed of a recipe, and the draft that keeps the changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from unet_studio.domain.message import StudioError
from unet_studio.domain.recipe import Recipe
from unet_studio.learning.recipes import RECIPES
from unet_studio.storage.runs.recipe_file import PLANNED, keys_of, read_recipe, with_values
from unet_studio.ui.train.recipe_words import CHOICES, FIELDS, GROUPS
from unet_studio.workspace.training.recipe_choice import known_recipes, recipe_in_file
from unet_studio.workspace.training.recipe_draft import RecipeDraft
from unet_studio.workspace.training.recipe_fields import (
    FieldKind,
    RecipeField,
    parsed,
    recipe_fields,
    shown,
)

KNOWN = {known.source: known for known in known_recipes()}


def field(key: str) -> RecipeField:
    return next(f for f in recipe_fields() if f.key == key)


def test_every_value_of_a_recipe_can_be_changed_and_has_a_name() -> None:
    keys = {f.key for f in recipe_fields()}
    elsewhere = {"name", "budget.minutes", "budget.epochs"}
    assert keys == set(keys_of(Recipe)) - elsewhere
    assert keys == FIELDS.keys()
    assert {f.group for f in recipe_fields()} == GROUPS.keys()
    named = {str(c) for f in recipe_fields() for c in f.choices if type(c) is not int}
    assert named == CHOICES.keys()


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=lambda recipe: recipe.name)
def test_what_is_shown_of_a_number_means_the_same_number(recipe: Recipe) -> None:
    draft = RecipeDraft(KNOWN[recipe.name])
    for f in draft.fields():
        if f.kind in (FieldKind.CHOICE, FieldKind.SWITCH):
            continue
        assert parsed(f, shown(draft.value(f.key))) == draft.value(f.key), f.key


@pytest.mark.parametrize(
    ("key", "text", "problem"),
    [
        ("optimiser.learning_rate", "fast", "A number such as"),
        ("optimiser.learning_rate", "-1", "between 1e-12 and 100"),
        ("optimiser.learning_rate", "nan", "between"),
        ("batch", "2.5", "A whole number"),
        ("batch", "", "A whole number"),
        ("network.widths", "8, 0", "between 1 and 4096"),
        ("plan.levels", "1", "between 2 and 8"),
    ],
)
def test_what_is_no_value_is_refused_in_words(key: str, text: str, problem: str) -> None:
    with pytest.raises(StudioError, match=problem):
        parsed(field(key), text)


def test_numbers_are_read_as_people_write_them() -> None:
    assert parsed(field("optimiser.learning_rate"), " 1e-4 ") == 1e-4
    assert parsed(field("network.widths"), "8, 16 32") == (8, 16, 32)
    assert parsed(field("plan.width"), "") is None
    assert isinstance(parsed(field("batch"), "3"), int)


def test_only_what_differs_is_kept() -> None:
    draft = RecipeDraft(KNOWN["isbi-binary"])
    changed = draft.with_value("batch", 4).with_value("loss.dice", 1.0)
    assert changed.values == {"batch": 4, "loss.dice": 1.0}
    assert changed.value("batch") == 4
    assert changed.is_changed("batch")
    assert not changed.is_changed("keep")
    assert changed.with_value("batch", 1).values == {"loss.dice": 1.0}
    recipe = with_values(changed.known.recipe, changed.values)
    assert (recipe.batch, recipe.loss.dice) == (4, 1.0)


def test_what_the_planner_decides_is_offered_as_its_wish_only() -> None:
    planned = {f.key for f in RecipeDraft(KNOWN["auto"]).fields()}
    plain = {f.key for f in RecipeDraft(KNOWN["unet-2015"]).fields()}
    assert all(key.startswith("plan.") for key in planned - plain)
    assert plain - planned == set(PLANNED)
    for f in RecipeDraft(KNOWN["auto"]).fields():
        value = RecipeDraft(KNOWN["auto"]).value(f.key)
        with_values(KNOWN["auto"].recipe, {f.key: value})  # whatever is offered may be set


def test_widths_that_do_not_fit_together_are_told() -> None:
    draft = RecipeDraft(KNOWN["isbi-binary"])
    assert draft.problem() is None
    few = draft.with_value("network.widths", (8, 16))
    assert "1 is needed going up; there are 4" in str(few.problem())
    assert few.with_value("network.decoder_widths", (8,)).problem() is None
    shrunk = draft.with_value("network.shrink", 2)
    assert shrunk.problem() is None
    assert "shrink" in str(shrunk.with_value("network.padding", "valid").problem())
    assert "two levels" in str(draft.with_value("network.widths", (8,)).problem())


def test_a_recipe_is_kept_as_a_file_and_started_from_again(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    draft = RecipeDraft(KNOWN["isbi-binary"]).with_value("optimiser.learning_rate", 1e-3)
    draft.keep(path, minutes=None, epochs=7)
    again = recipe_in_file(path)
    assert again.recipe == read_recipe(path)
    assert again.source == str(path)
    assert str(again.title) == "mine (file)"
    wanted = with_values(KNOWN["isbi-binary"].recipe, {"optimiser.learning_rate": 1e-3})
    assert again.recipe == replace(
        wanted, name="mine", budget=replace(wanted.budget, epochs=7, minutes=0.0)
    )
