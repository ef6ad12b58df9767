"""Predictions say which pictures are unlike those that the model was trained on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from discs import disc_project_in, run_through
from PIL import Image

from unet_studio.imaging.picture_features import picture_features
from unet_studio.learning.data.likeness import likeness_of
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.predictions.measured_images import predicted_images
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_model, write_model

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Three pictures of a kind, and one that is white."""
    made = disc_project_in(tmp_path / "p", 3)
    Image.fromarray(np.full((56, 72), 255, np.uint8)).save(tmp_path / "p" / "white.png")
    return made


@pytest.fixture
def model(tmp_path: Path, project: Project) -> Path:
    """The starter model, as if it had been trained on the first three."""
    card, weights = read_model(models_dir() / "starter.safetensors")
    images = [read_image(i.path) for i in list_images(project)[:3]]
    likeness = likeness_of([picture_features(image) for image in images])
    path = tmp_path / "m.safetensors"
    write_model(path, replace(card, likeness=likeness), weights)
    return path


def test_a_picture_of_another_kind_is_flagged_in_reports_and_file(
    project: Project, model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    reports, _ = run_through(predict_files(model, list_images(project), out, save=["masks"]))
    unlike = {r.name: r.unlike for r in reports if r.is_finished}
    assert [bool(unlike[f"{n}.png"]) for n in range(3)] == [False] * 3
    assert "brighter than the training images" in map(str, unlike["white.png"])
    lines = {f["name"]: f for f in json.loads((out / "report.json").read_text("utf-8"))["files"]}
    assert lines["white.png"]["unlike_training"] == [str(said) for said in unlike["white.png"]]
    assert "unlike_training" not in lines["0.png"]
    read = {p.image.name: p.unlike for p in predicted_images(out)}
    assert "brighter" in read["white.png"]


def test_an_older_model_does_not_know(project: Project, tmp_path: Path) -> None:
    starter = models_dir() / "starter.safetensors"
    card, weights = read_model(starter)
    write_model(tmp_path / "old.safetensors", replace(card, likeness=None), weights)
    job = predict_files(
        tmp_path / "old.safetensors", list_images(project)[3:], tmp_path / "out", save=["masks"]
    )
    reports, _ = run_through(job)
    assert reports[-1].unlike == ()


def test_a_model_that_is_certain_of_less_than_usual_says_so(
    project: Project, model: Path, tmp_path: Path
) -> None:
    card, weights = read_model(model)
    for least, expected in ((0.999, True), (0.0, False), (None, False)):
        path = tmp_path / f"{least}.safetensors"
        write_model(path, replace(card, likeness=None, least_certain=least), weights)
        job = predict_files(path, list_images(project)[:1], tmp_path / str(least), save=["masks"])
        reports, _ = run_through(job)
        said = [str(message) for message in reports[-1].unlike]
        assert said == ["fewer certain pixels than in held-out images"] * expected


def test_what_was_flagged_before_stays_so_when_a_prediction_goes_on(
    project: Project, model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        job = predict_files(model, list_images(project), out, save=["masks", "objects"])
        reports, _ = run_through(job)
    (last,) = [r for r in reports if r.is_finished and r.name == "white.png"]
    assert last.was_there
    assert "brighter than the training images" in map(str, last.unlike)
    assert "brighter than the training" in (out / "objects_summary.csv").read_text("utf-8-sig")
