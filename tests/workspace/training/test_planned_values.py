"""What was chosen in an earlier training for what its recipe left open."""

from dataclasses import replace
from pathlib import Path

from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import Recipe
from unet_studio.domain.run_entry import RunEntry, RunRecord, RunState
from unet_studio.storage.runs.run_folder import write_recipe
from unet_studio.workspace.training.planned_values import planned_lately, planned_values


def run(folder: Path, recipe: str, patch_px: int | None = None) -> RunEntry:
    folder.mkdir()
    if patch_px is not None:
        made = Recipe(recipe)
        write_recipe(folder, replace(made, data=replace(made.data, patch_px=patch_px)))
    return RunEntry(folder, RunRecord(folder.name, recipe), RunState.FINISHED)


def test_each_wish_is_answered() -> None:
    recipe = replace(Recipe("auto"), network=NetworkConfig.of_width(24, 3), batch=6)
    values = planned_values(recipe)
    assert values["plan.width"] == 24
    assert values["plan.levels"] == 3
    assert values["plan.batch"] == 6


def test_the_latest_run_of_the_recipe_that_got_so_far_is_asked(tmp_path: Path) -> None:
    runs = [
        run(tmp_path / "5", "auto"),
        run(tmp_path / "4", "isbi-binary", 512),
        run(tmp_path / "3", "auto", 128),
        run(tmp_path / "2", "auto", 64),
    ]
    assert planned_lately(runs, "auto")["plan.patch_px"] == 128
    assert planned_lately(runs, "dice-unet") == {}
