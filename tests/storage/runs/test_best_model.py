"""Which model of a project is the best: scores count on the same held-out images only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import Comparison, ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.project import Project
from unet_studio.storage.runs.model_file import write_model
from unet_studio.storage.runs.run_folder import BEST, best_model, new_run

if TYPE_CHECKING:
    from pathlib import Path

CARD = ModelCard("m", "auto", NetworkConfig(1, 1), (LabelClass(1, "a", "#000000"),), "none", 0)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, tmp_path, tmp_path)


def add(
    project: Project,
    day: int,
    dice: float,
    held_out: str,
    beside: Comparison | None = None,
    score_images: int = 0,
) -> Path:
    path = new_run(project, "auto") / BEST
    scores = {"a": ClassScores(dice, None, None, None)}
    card = replace(
        CARD,
        created=f"2026-01-0{day}",
        scores=scores,
        held_out=tuple(held_out.split()),
        continued=beside,
        score_images=score_images,
    )
    write_model(path, card, {"w": np.zeros(1, np.float32)})
    return path


def beside(path: Path, project: Project, dice: float, own: float) -> Comparison:
    return Comparison(path.relative_to(project.root).as_posix(), dice, own, 1)


def test_scores_on_other_images_say_nothing(project: Project) -> None:
    add(project, 1, 0.99, "easy.png")
    newest = add(project, 2, 0.7, "hard.png")
    assert best_model(project) == newest
    better = add(project, 1, 0.8, "hard.png")
    assert best_model(project) == better


def test_scores_on_fewer_of_the_images_count_only_where_there_are_no_others(
    project: Project,
) -> None:
    hasty = add(project, 1, 0.99, "easy.png hard.png", score_images=1)
    assert best_model(project) == hasty
    whole = add(project, 2, 0.7, "easy.png hard.png", score_images=2)
    add(project, 3, 0.98, "easy.png hard.png", score_images=1)
    assert best_model(project) == whole


@pytest.mark.parametrize(("own", "new_wins"), [(0.81, True), (0.8, False), (0.79, False)])
def test_a_model_takes_the_place_of_the_one_it_started_from_only_if_better(
    project: Project, own: float, new_wins: bool
) -> None:
    old = add(project, 1, 0.99, "easy.png")
    new = add(project, 2, own, "hard.png", beside(old, project, 0.8, own))
    assert best_model(project) == (new if new_wins else old)


def test_a_model_that_is_gone_does_not_win(project: Project) -> None:
    old = add(project, 1, 0.9, "easy.png")
    new = add(project, 2, 0.5, "hard.png", beside(old, project, 0.8, 0.5))
    old.unlink()
    assert best_model(project) == new
