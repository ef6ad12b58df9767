"""Planned values: what was chosen in an earlier training for what its recipe left open."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError
from unet_studio.storage.runs.recipe_file import PLANNED, values_of
from unet_studio.storage.runs.run_folder import run_recipe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.run_entry import RunEntry


def planned_lately(runs: Sequence[RunEntry], recipe: str) -> dict[str, object]:
    """What was chosen in the latest training with this recipe.

    Parameters
    ----------
    runs
        Newest first.
    recipe
        Its name.

    Returns
    -------
    Dotted key of a wish, such as ``plan.patch_px`` -> value; empty if there is no such run.
    """
    for run in runs:
        if run.recipe == recipe:
            with suppress(StudioError):  # it ended before its recipe was complete
                return planned_values(run_recipe(run.path))
    return {}


def planned_values(recipe: Recipe) -> dict[str, object]:
    """Of a recipe with nothing left open, what answers each wish of a plan."""
    values, widths = values_of(recipe), recipe.network.widths
    chosen = {wish: values[key] for key, wish in PLANNED.items()}
    return {**chosen, "plan.width": widths[0], "plan.levels": len(widths)}
