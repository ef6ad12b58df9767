"""A study of a run, and the page it becomes."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import numpy as np
import pytest
from discs import disc_project_in, run_through

from unet_studio.domain.metrics import mean
from unet_studio.learning.course.continuing import Beginning
from unet_studio.learning.recipes import RECIPES, recipe_named
from unet_studio.learning.reports.study import Study, study
from unet_studio.learning.reports.study_command import rerun_command, started_from
from unet_studio.learning.reports.study_methods import REFERENCES, methods, references
from unet_studio.learning.reports.study_page import study_html
from unet_studio.learning.reports.study_pictures import ERROR_COLOURS, chosen, error_picture
from unet_studio.learning.reports.study_scores import meaning
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, write_annotation
from unet_studio.storage.resource_files import resources_dir
from unet_studio.storage.runs.rerun_file import forget_rerun
from unet_studio.storage.runs.run_folder import run_in, run_recipe
from unet_studio.ui.translations import renderer

if TYPE_CHECKING:
    from unet_studio.domain.run_entry import RunEntry

VOID = {"meta", "img", "br", "line", "circle", "polyline"}


class Outline(HTMLParser):
    """What a page is made of; complains of tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.heads: list[str] = []
        self.sources: list[str] = []
        self.pre = ""
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.sources += [v or "" for k, v in attrs if k in ("src", "href", "data", "srcset")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "h2":
            self.heads.append(data)
        if self.open and self.open[-1] == "pre":
            self.pre += data


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> RunEntry:
    root = tmp_path_factory.mktemp("study") / "my discs"
    project = disc_project_in(root, 6, held_out=("1.png", "3.png", "4.png"))
    recipe = recipe_named(
        "auto", **{"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
    )
    _, trained = run_through(train(project, recipe, epochs=3))
    found = run_in(trained.run)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def found(entry: RunEntry) -> Study:
    from unet_studio.storage.project.project_file import read_project

    reports, found = run_through(study(entry, read_project(entry.path.parent.parent)))
    assert reports[-1].done == reports[-1].total == 9  # six read, three of them scored
    return found


def test_the_numbers_are_those_of_the_model(found: Study) -> None:
    assert found.card is not None
    assert found.scores["mean_dice"] == pytest.approx(found.card.mean_dice)
    assert [name for name, _ in found.ranked] == sorted(
        ("1.png", "3.png", "4.png"), key=dict(found.ranked).__getitem__
    )
    assert mean(dice for _, dice in found.ranked) == pytest.approx(found.scores["mean_dice"])
    learnt, held_out = found.shares["disc"]
    assert 0.05 < learnt < 0.3
    assert learnt + found.shares["background"][0] == pytest.approx(1)
    assert held_out + found.shares["background"][1] == pytest.approx(1)
    assert not found.leaks
    for (labelled, predicted), image in zip(found.areas["disc"], found.held_out, strict=True):
        scored = next(i for i in found.scores["images"] if i["name"] == image.name)
        scores = scored["classes"]["disc"]
        hits = scores["recall"] * labelled
        assert scores["dice"] == pytest.approx(2 * hits / (labelled + predicted))
    assert "How far areas measured with this model are off" in study_html(found)
    assert not found.missing


def test_the_page_needs_nothing_else(found: Study) -> None:
    text = study_html(found)
    outline = Outline(text)
    assert outline.heads == [
        "Scores on held-out images",
        "The worst, a typical and the best held-out image",
        "Curves",
        "Data",
        "Split",
        "Recipe",
        "To make it again",
        "Methods, for a paper",
        "Versions and machine",
    ]
    assert len(outline.sources) == 12
    assert all(source.startswith("data:image/jpeg;base64,") for source in outline.sources)
    assert "<script" not in text
    assert "url(" not in text
    assert "@page { size: A4" in text
    assert "prefers-color-scheme: dark" in text
    assert outline.pre == rerun_command(found)
    assert rerun_command(found).endswith(f"--again {found.entry.name}")
    assert "'" in rerun_command(found)  # there is a space in the project's path
    for word in ("1.png", "AdamW", "Student", "Ronneberger", found.entry.record.data_fingerprint):
        assert word in text


def test_the_page_speaks_chinese(found: Study) -> None:
    render = renderer(resources_dir() / "translations", "zh_CN")
    text = study_html(found, render, "zh")
    Outline(text)
    assert '<html lang="zh">' in text
    assert "留出图像上的得分" in text
    folded = r"<style>.*?</style>|<details>.*?</details>|<pre>.*?</pre>"
    words = re.findall(r">([^<]{12,})<", re.sub(folded, "", text, flags=re.DOTALL))
    said = [word for word in words if word not in REFERENCES.values()]
    english = [w for w in said if re.search(r" (the|and|of|were) ", w)]
    assert not english


def test_names_cannot_break_the_page(found: Study) -> None:
    nasty = replace(found.entry, record=replace(found.entry.record, title="<script>x</script>"))
    text = study_html(replace(found, entry=nasty))
    Outline(text)
    assert "<script>" not in text


def test_what_changed_since_is_said(entry: RunEntry, found: Study) -> None:
    project = found.project
    image = next(i for i in list_images(project) if i.name == "3.png")
    annotation = read_annotation(project, image)
    moved = replace(annotation.shapes[0], points=annotation.shapes[0].points + 3)
    write_annotation(project, image, replace(annotation, shapes=(moved,)))
    try:
        _, now = run_through(study(entry, project))
        assert [i.name for i in now.images if i.is_changed] == ["3.png"]
        assert "have changed or gone" in study_html(now)
    finally:
        write_annotation(project, image, annotation)


def test_a_run_that_noted_less_has_a_command_like_it(entry: RunEntry, found: Study) -> None:
    text = study_html(replace(found, rerun=None, recipe=None, card=None, compared=None))
    Outline(text)
    assert "There is no score" in text
    assert "--recipe" in rerun_command(replace(found, rerun=None))
    forget_rerun(entry.path / "none")  # there is nothing to forget, and that is no error


def test_a_command_like_a_run_starts_from_the_same_model(entry: RunEntry, found: Study) -> None:
    recipe = recipe_named(
        "auto", **{"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
    )
    assert entry.model is not None
    job = train(found.project, recipe, epochs=1, from_model=entry.model, name="on")
    _, trained = run_through(job)
    forget_rerun(trained.run)
    later = run_in(trained.run)
    assert later is not None
    _, told = run_through(study(later, found.project))
    words = shlex.split(rerun_command(told))
    assert words[words.index("--from") + 1] == str(entry.model.resolve())
    assert "must still be there" in study_html(told)
    started, settings = words[words.index("--recipe") + 1], words[words.index("--set") + 1]
    key, _, value = settings.partition("=")
    again = Beginning.read(entry.model).adapt(recipe_named(started, **{key: value}), (key,))
    assert again.optimiser == run_recipe(trained.run).optimiser
    without_note = replace(later, record=replace(later.record, from_model=""))
    assert started_from(replace(told, entry=without_note)) == entry.model.resolve()  # by its card
    shutil.rmtree(trained.run)


def test_images_that_show_nothing_found_wrongly_are_named(found: Study) -> None:
    assert "flatters" not in study_html(found)
    images = [
        replace(one, ignored=9, pixels={**one.pixels, "background": 0}) if one.is_held_out else one
        for one in found.images
    ]
    text = study_html(replace(found, images=tuple(images)))
    assert "The Dice flatters: 3 images that" in text
    assert "(1.png, 3.png, 4.png)" in text


def test_few_images_are_called_few(found: Study) -> None:
    said = " ".join(map(str, meaning(found)))
    assert "only 3 held-out images" in said
    assert "best of 3 validations" in said
    one = {**found.scores, "images": found.scores["images"][:1]}
    assert found.compared is not None
    alone = replace(found, compared=replace(found.compared, scores=one))
    assert "a single held-out image" in " ".join(map(str, meaning(alone)))
    assert [str(why) for *_, why in chosen(alone)] == ["the only one"]
    assert [str(why) for *_, why in chosen(found)] == ["worst", "typical (median)", "best"]


@pytest.mark.parametrize("name", list(RECIPES))
def test_every_recipe_can_be_told(found: Study, name: str) -> None:
    told = replace(found, recipe=recipe_named(name))
    text = " ".join(map(str, methods(told)))
    assert "{" not in text
    assert any("U-Net" in one for one in references(told))


def test_errors_have_their_colours() -> None:
    image = np.zeros((1, 5, 3), np.uint8)
    truth = np.array([[0, 1, 0, 1, 255]], np.uint8)
    found = np.array([[0, 0, 1, 2, 1]], np.uint8)
    shown = error_picture(image, truth, found, [1, 2])[0]
    black = np.zeros(3)
    for pixel, colour in zip(shown, (black, *ERROR_COLOURS.values(), black), strict=True):
        np.testing.assert_allclose(pixel, 0.7 * np.array(colour), atol=1)
