from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.project import Project
from unet_studio.domain.recipe import Recipe
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.runs.model_file import write_model
from unet_studio.storage.runs.recipe_file import read_recipe
from unet_studio.storage.runs.run_folder import (
    BEST,
    RECIPE,
    append_metrics,
    best_model,
    new_run,
    read_metrics,
    trained_models,
    write_recipe,
)

if TYPE_CHECKING:
    from pathlib import Path

CARD = ModelCard("m", "auto", NetworkConfig(1, 1), (LabelClass(1, "a", "#000000"),), "none", 0)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, tmp_path, tmp_path)


def add_model(project: Project, created: str, dice: float | None) -> Path:
    path = new_run(project, "auto") / BEST
    scores = {} if dice is None else {"a": ClassScores(dice, None, None, None)}
    write_model(path, replace(CARD, created=created, scores=scores), {"w": np.zeros(1)})
    return path


def test_runs_of_the_same_minute_get_folders_of_their_own(project: Project) -> None:
    runs = {new_run(project, "auto") for _ in range(3)}
    assert len(runs) == 3
    assert all(run.is_dir() and run.parent == project.root / "runs" for run in runs)


@pytest.mark.parametrize("title", ["../../away", "a/b", "c:\\d", "细胞 1"])
def test_any_title_makes_one_folder(project: Project, title: str) -> None:
    assert new_run(project, title).parent == project.root / "runs"


def test_metrics_come_back(project: Project) -> None:
    run = new_run(project, "auto")
    append_metrics(run, {"step": 1, "loss": 0.5, "dice": None})
    append_metrics(run, {"step": 2, "loss": 0.25, "dice": 0.125})
    assert read_metrics(run) == [
        {"step": "1", "loss": "0.5", "dice": ""},
        {"step": "2", "loss": "0.25", "dice": "0.125"},
    ]
    assert read_metrics(project.root) == []


def test_curves_that_cannot_be_written_are_reported(project: Project) -> None:
    run = new_run(project, "auto")
    run.rmdir()
    with pytest.raises(WriteError, match=r"metrics\.csv"):
        append_metrics(run, {"step": 1})


def test_recipe_is_kept(project: Project) -> None:
    run = new_run(project, "auto")
    write_recipe(run, Recipe("mine"))
    assert read_recipe(run / RECIPE) == Recipe("mine")


def test_the_best_model_has_the_best_held_out_score(project: Project) -> None:
    assert best_model(project) is None
    unscored = add_model(project, "2026-01-03", None)
    assert best_model(project) == unscored
    good = add_model(project, "2026-01-01", 0.8)
    add_model(project, "2026-01-02", 0.7)
    assert best_model(project) == good
    assert [card.created for _, card in trained_models(project)] == [
        "2026-01-03",
        "2026-01-02",
        "2026-01-01",
    ]


def test_a_damaged_model_does_not_hide_the_others(project: Project) -> None:
    good = add_model(project, "2026-01-01", 0.8)
    (new_run(project, "auto") / BEST).write_bytes(b"damaged")
    assert best_model(project) == good
