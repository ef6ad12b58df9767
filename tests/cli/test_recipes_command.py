"""The command that lists recipes and prints one."""

from __future__ import annotations

from unet_studio.learning.recipes import RECIPES, recipe_named
from unet_studio.storage.runs.model_file import read_card


def test_every_recipe_is_listed_with_a_sentence(command):
    lines = command("recipes").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(RECIPES)
    assert all(line.endswith(".") for line in lines)


def test_a_printed_recipe_is_a_file_to_train_with(command, project, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(command("recipes", "retina-patch").stdout, "utf-8")
    assert recipe_named(file) == RECIPES["retina-patch"]
    small = ["--set", "network.widths=[4,8,8]", "--set", "network.decoder_widths=[8,4]"]
    done = command("train", project, "--recipe", file, "--epochs", 1, *small, "--device", "cpu")
    assert done.exit_code == 0, done.output
    model = next(project.glob("runs/*/best.safetensors"))
    assert read_card(model).recipe == "retina-patch"


def test_unknown_recipes_are_wrong_usage(command):
    done = command("recipes", "automatic")
    assert done.exit_code == 2
    assert "isbi-binary" in done.stderr
