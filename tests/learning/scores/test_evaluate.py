from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from discs import disc_project_in, run_through

from unet_studio.domain.label_class import ClassTable, LabelClass
from unet_studio.domain.message import StudioError
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.learning.scores import evaluate as evaluation
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_mask
from unet_studio.storage.runs.model_file import read_model, write_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    config = NetworkConfig(1, 1, (4, 8), (4,))
    card = ModelCard(
        "m",
        "auto",
        config,
        (LabelClass(5, "disc", "#000000"),),
        "per-image",
        0,
        trained_on=("0.png",),
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(12)  # some networks see one class everywhere, and tell nothing
        weights = {k: v.numpy() for k, v in UNet(config).state_dict().items()}
    write_model(tmp_path / "m.safetensors", card, weights)
    return tmp_path / "m.safetensors"


def test_a_perfect_model_scores_1(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = disc_project_in(tmp_path / "project", 3, held_out=("2.png",))
    truths = iter([read_mask(project, image) for image in list_images(project)])

    def perfect(self: object, image: object, threshold: float = 0.5) -> object:
        truth = next(truths)
        assert truth is not None
        return np.where(truth == 1, 5, 0).astype(np.uint8)  # the model's own id of the class

    monkeypatch.setattr(evaluation.Predictor, "mask", perfect)
    reports, found = run_through(evaluate(model, project, split="all"))
    assert [(r.done, r.total) for r in reports] == [(1, 3), (2, 3), (3, 3)]
    assert found.mean_dice == found.mean_iou == 1
    assert [image.trained_on for image in found.images] == [True, False, False]


def test_json_is_what_the_design_says(tmp_path: Path, model: Path) -> None:
    project = disc_project_in(tmp_path / "project", 4, held_out=("1.png", "3.png"))
    _, found = run_through(evaluate(model, project))
    written = json.loads(json.dumps(found.as_json(), allow_nan=False))
    assert list(written)[:6] == ["model", "split", "images", "classes", "mean_dice", "mean_iou"]
    assert written["boundary_tolerance_px"] == 2
    low, high = written["mean_dice_interval_95"]
    assert 0 <= low <= written["mean_dice"] <= high <= 1
    assert written["classes"]["disc"]["interval_95"]["dice"] == [low, high]
    assert [image["name"] for image in written["images"]] == ["1.png", "3.png"]
    assert set(written["images"][0]["classes"]) == {"background", "disc"}
    disc = written["classes"]["disc"]
    assert {"dice", "iou", "precision", "recall", "boundary_f1"} <= set(disc)
    each = [image["classes"]["disc"]["dice"] for image in written["images"]]
    assert disc["dice"] == pytest.approx(np.mean(each))
    assert written["mean_dice"] == disc["dice"]  # background is not in the mean


def test_splits(tmp_path: Path, model: Path) -> None:
    project = disc_project_in(tmp_path / "project", 4, labelled=3, held_out=("1.png",))
    names = {}
    for split in ("held-out", "train", "all"):
        _, found = run_through(evaluate(model, project, split=split))
        names[split] = [image.name for image in found.images]
    assert names == {
        "held-out": ["1.png"],
        "train": ["0.png", "2.png"],
        "all": ["0.png", "1.png", "2.png"],
    }
    with pytest.raises(StudioError, match="held-out"):
        run_through(evaluate(model, replace(project, held_out=frozenset())))


def test_classes_the_model_does_not_know_are_named(tmp_path: Path, model: Path) -> None:
    project = disc_project_in(tmp_path / "project", 2, held_out=("1.png",))
    other = replace(project, classes=ClassTable.of(["disc", "ring"]))
    with pytest.raises(StudioError, match="ring"):
        run_through(evaluate(model, other))


def test_an_unreadable_image_is_reported_and_left_out(tmp_path: Path, model: Path) -> None:
    project = disc_project_in(tmp_path / "project", 3)
    (project.root / "1.png").write_bytes(b"broken")
    reports, found = run_through(evaluate(model, project, split="all"))
    assert [r.problem is None for r in reports] == [True, False, True]
    assert len(found.images) == 2


def test_augmented_scores_come_from_all_views_of_the_card_and_say_so(
    tmp_path: Path, model: Path
) -> None:
    project = disc_project_in(tmp_path / "project", 2, held_out=("1.png",))
    _, plain = run_through(evaluate(model, project, augment=True))
    assert plain.views == 1  # this model was trained without flips
    card, weights = read_model(model)
    write_model(model, replace(card, views=8), weights)
    _, found = run_through(evaluate(model, project, augment=True))
    assert found.as_json()["views"] == 8
    _, again = run_through(evaluate(model, project))
    assert again.classes == plain.classes
    assert "views" not in again.as_json()
    image = np.random.default_rng(0).integers(0, 255, (24, 24), np.uint8)
    straight, averaged = (
        Predictor(model, "cpu", augment=augment).probabilities(image) for augment in (False, True)
    )
    assert not np.array_equal(straight, averaged)
