from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unet_studio.domain.message import StudioError
from unet_studio.domain.recipe import PlanConfig, Recipe
from unet_studio.storage.runs.recipe_file import keys_of, read_recipe, to_toml, with_values

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("plan", [None, PlanConfig(), PlanConfig(width=8, batch=2)])
def test_reads_what_it_wrote(tmp_path: Path, plan: PlanConfig | None) -> None:
    recipe = Recipe("mine", plan=plan, batch=3)
    path = tmp_path / "recipe.toml"
    path.write_text(to_toml(recipe), "utf-8")
    assert read_recipe(path) == recipe


def test_a_recipe_without_a_name_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text("batch = 1\n", "utf-8")
    with pytest.raises(StudioError, match="Field required"):
        read_recipe(path)


def test_short_files_leave_the_rest_as_usual(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text('name = "mine"\n[loss]\ndice = 0.5\n', "utf-8")
    recipe = read_recipe(path)
    assert (recipe.loss.dice, recipe.loss.cross_entropy) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"loss.cross_entropy": 0}, "loss do not go together: one of cross_entropy, focal and"),
        ({"network.padding": "valid", "network.down": "strided"}, "network do not go together"),
        ({"data.fit_px": "[0, 256]"}, r"data.fit_px cannot be \(0, 256\): it must lie between 1"),
        ({"data.fit_px": "[256, -5]"}, r"data.fit_px cannot be \(256, -5\)"),
    ],
)
def test_what_no_network_can_learn_by_is_refused(values: dict[str, object], said: str) -> None:
    with pytest.raises(StudioError, match=said) as refused:
        with_values(Recipe("mine"), values)
    assert len(str(refused.value)) < 200  # not the whole network beside the one that is wrong


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("optimiser.learning_rate", "1e-4", 1e-4),
        ("optimiser.learning_rate", "1", 1.0),
        ("batch", "2", 2),
        ("precision", "float32", "float32"),
        ("network.widths", "[4, 8, 8, 8, 8]", (4, 8, 8, 8, 8)),
        ("augmentation.flips", "false", False),
    ],
)
def test_single_values(key: str, text: str, expected: object) -> None:
    found: object = with_values(Recipe("x"), {key: text})
    for part in key.split("."):
        found = getattr(found, part)
    assert found == expected


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("learning_rate", "optimiser.learning_rate"),
        ("width", "plan.width"),
        ("optimiser.learning_rte", "optimiser.learning_rate"),
    ],
)
def test_unknown_keys_name_their_neighbours(tmp_path: Path, key: str, near: str) -> None:
    with pytest.raises(StudioError, match=near.replace(".", r"\.")):
        with_values(Recipe("x"), {key: "1"})


@pytest.mark.parametrize(
    ("key", "text"),
    [("batch", "two"), ("optimiser.name", "sgdd"), ("batch", "-1"), ("loss.dice", "nan")],
)
def test_values_that_do_not_fit_are_named(key: str, text: str) -> None:
    with pytest.raises(StudioError, match=key.replace(".", r"\.")):
        with_values(Recipe("x"), {key: text})


def test_planned_values_are_set_in_the_plan() -> None:
    planned, fixed = Recipe("p", plan=PlanConfig()), Recipe("f")
    changed = with_values(planned, {"plan.width": "8"})
    assert changed.plan == PlanConfig(width=8)
    with pytest.raises(StudioError, match=r"set plan\.batch"):
        with_values(planned, {"batch": "2"})
    with pytest.raises(StudioError, match=r"set batch instead of plan\.batch"):
        with_values(fixed, {"plan.batch": "2"})


def test_shapes_that_make_no_network_are_refused() -> None:
    with pytest.raises(StudioError, match="decoder_widths"):
        with_values(Recipe("x"), {"network.widths": "[4, 8, 16]"})


@pytest.mark.parametrize("content", ["name = ", "[loss]\nfocal = 1\nname='x'", "batch = 1", "\xff"])
def test_broken_files_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "recipe.toml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(StudioError):
        read_recipe(path)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="nowhere"):
        read_recipe(tmp_path / "nowhere.toml")


def test_all_keys_are_known() -> None:
    assert {"name", "plan.width", "network.widths", "optimiser.name", "budget.minutes"} <= set(
        keys_of(Recipe)
    )
