from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from discs import disc_project_in, run_through

from unet_studio.cli.score_table import print_scores
from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.metrics import ClassScores
from unet_studio.learning.data.dataset import LabelledImage
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.scores import final_score as module
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.learning.scores.final_score import halves, summary
from unet_studio.learning.training.train import train
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, write_annotation
from unet_studio.storage.runs.model_file import read_card

if TYPE_CHECKING:
    from pathlib import Path

SMALL = recipe_named(
    "auto", **{"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 48}
)


def images(count: int) -> list[LabelledImage]:
    one = np.zeros((4, 4, 1), np.uint8)
    return [LabelledImage(f"{n}.png", one, one[..., 0], Scaling(0.0, 1.0)) for n in range(count)]


def test_few_images_both_choose_and_score() -> None:
    few = images(19)
    assert halves(few) == (few, few)


@pytest.mark.parametrize("count", [20, 21, 50])
def test_of_many_images_one_half_scores_what_the_other_half_chose(count: int) -> None:
    choosing, scoring = ([i.name for i in part] for part in halves(images(count)))
    assert not set(choosing) & set(scoring)
    assert len(choosing) + len(scoring) == count
    assert abs(len(choosing) - len(scoring)) <= 1


def test_a_class_that_no_image_shows_has_no_score_and_no_interval() -> None:
    found = summary([{"a": ClassScores(None, None, None, None)}] * 3, ["a"])
    assert found.scores["a"].dice is None
    assert found.intervals["a"] == {}
    assert found.mean_interval is None


def test_the_card_says_how_sure_the_score_is(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 6, held_out=("3.png", "4.png", "5.png"))
    reports, trained = run_through(train(project, SMALL, epochs=8))
    card = read_card(trained.model)
    assert card.score_images == 3
    assert card.chosen_among > 1
    assert card.dice_interval is not None
    assert card.mean_dice is not None
    assert card.dice_interval.low <= card.mean_dice <= card.dice_interval.high
    assert set(card.intervals["disc"]) >= {"dice", "iou"}
    assert any("over 3 images" in str(r.note) for r in reports if r.note)
    _, found = run_through(evaluate(trained.model, project))
    assert found.classes["disc"] == card.scores["disc"]
    assert found.intervals["disc"] == card.intervals["disc"]
    assert found.dice_interval == card.dice_interval


def test_a_score_that_nothing_found_wrongly_can_lower_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = disc_project_in(tmp_path / "p", 4, held_out=("2.png", "3.png"))
    image = list_images(project).find("3.png")
    assert image is not None
    drawn = read_annotation(project, image)
    write_annotation(project, image, replace(drawn, stated_extent=LabelExtent.PARTLY))
    reports, trained = run_through(train(project, SMALL, epochs=1))
    card = read_card(trained.model)
    assert card.one_sided == ("3.png",)
    (note,) = (str(r.note) for r in reports if r.note and "flatters" in str(r.note))
    assert "1 image that" in note
    assert "(3.png)" in note
    _, found = run_through(evaluate(trained.model, project))
    assert [(i.name, i.one_sided) for i in found.images] == [("2.png", False), ("3.png", True)]
    print_scores(found.as_json())
    assert "3.png +" in capsys.readouterr().out


def test_one_held_out_image_has_no_interval(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 3, held_out=("2.png",))
    reports, trained = run_through(train(project, SMALL, epochs=2))
    card = read_card(trained.model)
    assert (card.score_images, card.dice_interval, card.intervals["disc"]) == (1, None, {})
    assert any("how far it may vary is unknown" in str(r.note) for r in reports if r.note)


def test_with_many_held_out_images_no_score_chose_the_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ENOUGH_TO_HALVE", 4)
    names = tuple(f"{n}.png" for n in range(2, 6))
    project = disc_project_in(tmp_path / "p", 6, held_out=names)
    card = read_card(run_through(train(project, SMALL, epochs=4))[1].model)
    assert (card.score_images, card.chosen_among) == (2, 0)


def test_a_model_knows_its_images_by_what_they_show(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 3, held_out=("2.png",))
    model = run_through(train(project, SMALL, epochs=1))[1].model
    (project.root / "0.png").rename(project.root / "aside.png")
    (project.root / "2.png").rename(project.root / "0.png")  # held out, under a name it learnt from
    (project.root / "aside.png").rename(project.root / "2.png")
    _, found = run_through(evaluate(model, project, split="all"))
    assert {i.name: i.trained_on for i in found.images} == {
        "0.png": False,
        "1.png": True,
        "2.png": True,
    }
