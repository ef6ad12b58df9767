"""Pictures that are neither grey nor RGB, and stacks, from labels to predictions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import tifffile
from discs import run_through

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import Project
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.train import train
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.project.given_images import collect_images
from unet_studio.storage.project.project_file import list_images, write_project
from unet_studio.storage.project.project_labels import write_annotation
from unet_studio.storage.runs.model_file import read_card

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.recipe import Recipe

SIZE = (40, 48)


def small() -> Recipe:
    values = {"plan.width": 4, "plan.levels": 3, "plan.batch": 2, "plan.patch_px": 32}
    return recipe_named("auto", **values)


def project_of(root: Path, *channels: int, planes: int = 1) -> Project:
    """A labelled project with a TIFF file of each number of channels; the first is held out."""
    root.mkdir()
    held_out = frozenset({"0.tif" if planes == 1 else "0.tif#0001"})
    project = Project(root, root, root, ClassTable.of(["disc"]), held_out)
    write_project(project)
    for number, count in enumerate(channels):
        shape = (planes, count, *SIZE)
        pixels = np.random.default_rng(number).integers(0, 999, shape).astype(np.uint16)
        path = root / f"{number}.tif"
        tifffile.imwrite(path, pixels, imagej=True, metadata={"axes": "ZCYX"})
    disc = Shape("disc", np.array([[20.0, 20.0], [28.0, 20.0]]), ShapeType.CIRCLE)
    for image in list_images(project):
        write_annotation(project, image, Annotation((disc,)))
    return project


def test_pictures_of_any_number_of_channels_are_learnt_from(tmp_path: Path) -> None:
    project = project_of(tmp_path / "project", 4, 4, 4)
    _, trained = run_through(train(project, small(), epochs=1))
    assert read_card(trained.model).network.in_channels == 4
    predictor = Predictor(trained.model, "cpu")
    image = read_image(project.root / "0.tif")
    assert image.shape == (*SIZE, 4)
    assert predictor.mask(image).shape == SIZE
    with pytest.raises(StudioError, match="3 channels, the model takes 4"):
        predictor.mask(image[..., :3])
    with pytest.raises(StudioError, match="auto takes any number"):
        run_through(train(project, recipe_named("isbi-binary"), epochs=1))


def test_pictures_that_differ_in_their_channels_are_refused(tmp_path: Path) -> None:
    project = project_of(tmp_path / "project", 4, 5, 2)
    with pytest.raises(StudioError, match=r"2\.tif has 2, 1\.tif has 5"):
        run_through(train(project, small(), epochs=1))


def test_a_stack_is_learnt_from_and_predicted_plane_by_plane(tmp_path: Path) -> None:
    project = project_of(tmp_path / "project", 1, planes=4)
    _, trained = run_through(train(project, small(), epochs=1))
    card = read_card(trained.model)
    assert card.held_out == ("0.tif#0001",)
    assert set(card.trained_on) == {f"0.tif#000{k}" for k in (2, 3, 4)}
    out = tmp_path / "out"
    images = collect_images([project.root / "0.tif", project.root])
    _, summary = run_through(predict_files(trained.model, images, out))
    assert (summary.done, summary.failed) == (4, {})
    assert sorted(path.name for path in (out / "masks").iterdir()) == [
        f"0#000{k}.png" for k in (1, 2, 3, 4)
    ]
    predictor = Predictor(trained.model, "cpu")
    for plane in range(4):
        expected = predictor.mask(read_image(project.root / "0.tif", plane=plane))
        assert (read_mask(out / "masks" / f"0#000{plane + 1}.png") == expected).all()
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [line["name"] for line in report["files"]] == [f"0.tif#000{k}" for k in (1, 2, 3, 4)]
