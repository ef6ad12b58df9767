"""Runs compared on the same held-out images, and the page and the table made of that."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import numpy as np
import pytest
from discs import disc_project_in, run_through
from PIL import Image

from unet_studio.domain.message import StudioError
from unet_studio.domain.recipe import Recipe
from unet_studio.learning.recipes import RECIPES, recipe_named
from unet_studio.learning.recipes.recipe_sets import (
    all_recipes,
    loss_cell,
    loss_table,
    recipe_set,
    variable_values,
    varied,
)
from unet_studio.learning.reports import compare as comparing
from unet_studio.learning.reports.compare import compare
from unet_studio.learning.reports.comparison import differing, rows_of
from unet_studio.learning.reports.comparison_page import (
    comparison_csv,
    comparison_html,
    write_comparison,
)
from unet_studio.learning.reports.comparison_pictures import picture_row
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_labels import read_mask
from unet_studio.storage.runs.comparison_cache import cache_key
from unet_studio.storage.runs.run_folder import new_run, run_in, runs_of, write_recipe

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.domain.run_entry import RunEntry
    from unet_studio.learning.reports.comparison import Comparison

TINY = {"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two trained runs, and one folder of a run that has no model."""
    made = disc_project_in(
        tmp_path_factory.mktemp("compare") / "<b>project", 5, held_out=("3.png", "4.png")
    )
    for rate in (0.02, 0.0001):
        recipe = recipe_named("auto", **TINY, **{"optimiser.learning_rate": rate})
        run_through(train(made, recipe, epochs=8, name=f"rate <{rate}>"))
    write_recipe(new_run(made, "broken"), Recipe("auto"))
    return made


@pytest.fixture(scope="module")
def entries(project: Project) -> list[RunEntry]:
    return sorted(runs_of(project), key=lambda entry: entry.title)


@pytest.fixture(scope="module")
def comparison(project: Project, entries: list[RunEntry]) -> Comparison:
    return run_through(compare(entries, project))[1]


def by_title(comparison: Comparison) -> dict[str, dict[str, object]]:
    return {str(row["title"]): row for row in rows_of(comparison)}


def test_scores_are_those_of_evaluate(comparison: Comparison, project: Project) -> None:
    for run in comparison.runs:
        if run.entry.model is None:
            continue
        _, found = run_through(evaluate(run.entry.model, project))
        row = by_title(comparison)[run.entry.title]
        assert row["dice disc"] == found.classes["disc"].dice
        assert row["recall disc"] == found.classes["disc"].recall
        assert (row["mean_dice"], row["mean_iou"]) == (found.mean_dice, found.mean_iou)
        assert {image.name: run.image_dice(image.name) for image in comparison.images} == {
            image.name: {"disc": image.classes["disc"].dice} for image in found.images
        }


def test_a_run_without_a_model_is_listed_without_scores(comparison: Comparison) -> None:
    (broken,) = [run for run in comparison.runs if run.entry.model is None]
    assert "no model" in str(broken.problem)
    row = by_title(comparison)[broken.entry.title]
    assert row["mean_dice"] is None
    assert row["comparable"] is False
    assert comparison.best is not None
    assert comparison.best.entry.title == "rate <0.02>"


def test_recipes_differ_where_they_were_made_to(comparison: Comparison) -> None:
    trained = [run.recipe for run in comparison.runs if run.entry.model is not None]
    assert differing(trained) == {"optimiser.learning_rate": (0.0001, 0.02)}
    assert differing([trained[0], trained[0]]) == {}
    assert differing([trained[0], None]) == {}


@pytest.fixture
def copied(project: Project, tmp_path: Path) -> Project:
    """The project with its runs, for tests that change either."""
    root = tmp_path / "copied"
    shutil.copytree(project.root, root)
    return replace(project, root=root, images_dir=root, labels_dir=root)


def test_the_second_time_nothing_is_predicted(
    copied: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copied
    entries = sorted(runs_of(project), key=lambda entry: entry.title)
    _, comparison = run_through(compare(entries, project))

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("predicted again")

    monkeypatch.setattr(comparing, "evaluate", fail)
    _, again = run_through(compare(entries, project))
    assert rows_of(again) == rows_of(comparison)
    key = _key(project, comparison)
    assert _key(replace(project, classes=project.classes.renamed(1, "blob")), comparison) != key
    os.utime(project.root / "3.json", (0, 0))
    assert _key(project, comparison) != key
    (comparison.runs[-1].entry.path / "comparison" / "3.png").unlink()
    with pytest.raises(AssertionError, match="predicted again"):
        run_through(compare(entries, project))


def _key(project: Project, comparison: Comparison) -> str:
    model = next(run.entry.model for run in comparison.runs if run.entry.model)
    return cache_key(project, comparison.images, model, "1")


def test_masks_are_kept_as_predicted(comparison: Comparison) -> None:
    for run in comparison.runs:
        if run.scores is None:
            continue
        for image in comparison.images:
            with Image.open(run.masks[image.name]) as mask:
                found = np.asarray(mask) == 1
            truth = read_mask(comparison.project, image) == 1
            dice = 2 * (found & truth).sum() / (found.sum() + truth.sum())
            assert run.image_dice(image.name)["disc"] == pytest.approx(dice)


def test_progress_reaches_its_end(project: Project, entries: list[RunEntry]) -> None:
    reports, _ = run_through(compare(entries, project))
    done = [report.done for report in reports]
    assert done == sorted(done)
    assert (reports[-1].done, reports[-1].total) == (6, 6)


def test_runs_that_learnt_from_held_out_images_are_flagged(copied: Project) -> None:
    project, entries = copied, runs_of(copied)
    other = replace(project, held_out=frozenset({"0.png", "3.png"}))
    _, found = run_through(compare([e for e in entries if e.model], other))
    assert all("0.png" in str(run.remarks[0]) for run in found.runs)
    assert found.best is None
    fewer = replace(project, held_out=frozenset({"3.png"}))
    _, found = run_through(compare([e for e in entries if e.model], fewer))
    assert all("other held-out images" in str(run.remarks[0]) for run in found.runs)


def test_nothing_to_compare_is_refused_with_advice(project: Project) -> None:
    with pytest.raises(StudioError, match="train first"):
        run_through(compare([], project))
    with pytest.raises(StudioError, match="held out"):
        run_through(compare(runs_of(project), replace(project, held_out=frozenset())))


def test_pictures_are_shrunk_and_as_many_as_runs(comparison: Comparison) -> None:
    row = picture_row(comparison, comparison.images[0], 36)
    assert row.original.shape == (28, 36, 3)
    assert row.label is not None
    assert not np.array_equal(row.label, row.original)
    assert [p is None for p in row.predictions] == [r.scores is None for r in comparison.runs]


class Page(HTMLParser):
    """What a page holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.cells: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [v or "" for k, v in attrs if k in ("src", "href", "srcset", "data")]
        if tag == "td":
            self.cells.append("")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "td" in self._open:
            self.cells[-1] += data


def test_the_page_holds_everything_and_needs_nothing(comparison: Comparison) -> None:
    text = comparison_html(comparison)
    page = Page(text)
    scored = [run for run in comparison.runs if run.scores is not None]
    for run in scored:
        for measure in ("dice", "iou", "precision", "recall"):
            assert f"{run.score('disc', measure):.3f}" in page.cells
    assert page.tags.count("img") == 2 * (2 + len(scored))
    assert page.tags.count("svg") == 9
    assert all(link.startswith("data:image/jpeg;base64,") for link in page.links)
    assert not re.search(r"https?://|url\(|@import|<script|<link", text)
    assert "optimiser.learning_rate" in page.cells
    assert "<0.02>" in "".join(page.cells)
    assert "<b>project" not in text
    assert "prefers-color-scheme: dark" in text
    assert "3.png, 4.png" in text


def test_the_table_is_csv_with_numbers_in_full(comparison: Comparison, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(comparison_csv(comparison))))
    assert [row["title"] for row in rows] == [run.entry.title for run in comparison.runs]
    for row, run in zip(rows, comparison.runs, strict=True):
        dice = run.score("disc", "dice")
        assert row["dice disc"] == ("" if dice is None else repr(dice))
    write_comparison(comparison, html=tmp_path / "a" / "page.html", table=tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_text("utf-8") == comparison_csv(comparison)
    assert "</html>" in (tmp_path / "a" / "page.html").read_text("utf-8")


def test_a_read_only_run_folder_costs_the_pictures_not_the_scores(
    project: Project, entries: list[RunEntry], tmp_path: Path
) -> None:
    source = next(entry for entry in entries if entry.model)
    copied = tmp_path / "run"
    copied.mkdir()
    assert source.model is not None
    (copied / source.model.name).write_bytes(source.model.read_bytes())
    (copied / "comparison").write_text("in the way of a folder")
    entry = run_in(copied)
    assert entry is not None
    reports, found = run_through(compare([entry], project))
    assert found.runs[0].mean_dice is not None
    assert found.runs[0].masks == {}
    assert "comparison" in str(reports[-1].problem)


# ---- Sets ----


def test_the_loss_table_has_six_different_runs() -> None:
    variations = loss_table({"network.widths": [4, 8], "network.decoder_widths": [4]})
    recipes = [recipe_named(v.recipe, **v.values) for v in variations]
    cells = {loss_cell(recipe) for recipe in recipes}
    assert cells == {(a, b) for a in ("cross-entropy", "focal", "dice") for b in ("none", "10x")}
    assert {recipe.network.widths for recipe in recipes} == {(4, 8)}
    assert len({v.title for v in variations}) == 6
    assert loss_cell(RECIPES["auto"]) is None


def test_sets_by_name() -> None:
    assert (
        [v.recipe for v in recipe_set("all")] == list(RECIPES) == [v.title for v in all_recipes()]
    )
    assert [v.recipe for v in recipe_set("auto,isbi-binary")] == ["auto", "isbi-binary"]
    with pytest.raises(StudioError, match="no recipe nonsense"):
        recipe_set("auto,nonsense")


def test_one_value_varied() -> None:
    rates = ["1e-3", "1e-4"]
    found = varied("isbi-binary", "optimiser.learning_rate", rates)
    recipes = [recipe_named(v.recipe, **v.values) for v in found]
    assert [recipe.optimiser.learning_rate for recipe in recipes] == [1e-3, 1e-4]
    with pytest.raises(StudioError, match="learning_rat"):
        varied("auto", "optimiser.learning_rat", rates)
    with pytest.raises(StudioError, match="one value"):
        varied("auto", "optimiser.learning_rate", [])
    assert "network.widths" in variable_values(RECIPES["isbi-binary"])
    assert "network.widths" not in variable_values(RECIPES["auto"])
