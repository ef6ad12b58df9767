"""What the documents point at is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from unet_studio.cli.command_line import app
from unet_studio.domain.recipe import Recipe
from unet_studio.learning.recipes import RECIPES
from unet_studio.learning.recipes.titles import TITLES
from unet_studio.storage.runs.recipe_file import with_values

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("models/*.md")]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document):
    links = [link for link in LINK.findall(document.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text("utf-8"))
    assert sorted(listed) == sorted(p.name for p in folder.glob("0*.md"))


def test_the_commands_of_the_readme_exist():
    runner = CliRunner()
    text = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"unet-studio ([a-z]+(?:-[a-z]+)*)\b", text))
    assert {"demo", "new", "train", "evaluate", "predict", "doctor"} <= named
    for name in named:
        assert runner.invoke(app, [name, "--help"]).exit_code == 0, name


def test_the_recipes_page_says_what_the_recipes_are():
    text = (ROOT / "docs" / "recipes.md").read_text("utf-8")
    written = dict(
        re.findall(r"^## `([\w-]+)`.*?```toml\n(.*?)```", text, re.DOTALL | re.MULTILINE)
    )
    assert list(written) == [name for name in RECIPES if name != "auto"]
    for name, values in written.items():
        lines = (line.split(" = ", 1) for line in values.splitlines())
        assert with_values(Recipe(name), dict(lines)) == RECIPES[name]
    for name, title in TITLES.items():
        assert f"| `{name}` | {title.about} |" in text
