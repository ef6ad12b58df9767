"""The command that measures objects."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from PIL import Image

from unet_studio.domain.label_class import ClassTable
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.runs.model_file import read_card


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def predicted(trained, command, tmp_path_factory):
    root, _ = trained
    out = tmp_path_factory.mktemp("predictions") / "out"
    done = command("predict", root, root, "--out", out, "--save", "masks")
    assert done.exit_code == 0, done.output
    return out


def test_labels_of_a_project_become_a_table(project, command, tmp_path):
    out = tmp_path / "o.csv"
    done = command("measure", project, "--what", "labels", "--out", out, "--pixel-size", "0.5")
    assert done.exit_code == 0, done.output
    rows = rows_of(out)
    assert [row["image"] for row in rows] == [f"{n}.png" for n in range(6)]
    assert {row["class"] for row in rows} == {"disc"}
    assert float(rows[0]["area_um2"]) == float(rows[0]["area_px"]) / 4
    assert len(rows_of(tmp_path / "o_summary.csv")) == 6
    assert "disc: 6 objects, area" in done.stdout
    assert "um2" in done.stdout


def test_predictions_become_a_table_with_intensities(predicted, command, tmp_path):
    done = command("measure", predicted, "--out", tmp_path / "o.csv")
    assert done.exit_code == 0, done.output
    summary = rows_of(tmp_path / "o_summary.csv")
    assert [row["image"] for row in summary] == [f"{n}.png" for n in range(6)]
    assert all(row["mean_intensity_1"] for row in rows_of(tmp_path / "o.csv"))


def test_a_training_notes_what_its_images_look_like(trained):
    (model,) = (trained[0] / "runs").glob("*/best.safetensors")
    likeness = read_card(model).likeness
    assert likeness is not None
    assert likeness.images == 4


def test_a_project_without_predictions_says_what_to_do(project, command, tmp_path):
    done = command("measure", project, "--out", tmp_path / "o.csv")
    assert done.exit_code == 1
    assert "--what labels" in done.stderr


def test_labels_without_a_project_are_wrong_usage(tmp_path, command):
    done = command("measure", tmp_path, "--what", "labels", "--out", tmp_path / "o.csv")
    assert done.exit_code == 2


def test_held_out_images_say_how_totals_are_off(tmp_path, pictures, command):
    root = tmp_path / "project"
    command(
        "new", root, "--images", pictures.images, "--masks", pictures.masks,
        "--values", "0=background,255=disc", "--held-out", "0,1,2,3",
    )  # fmt: skip
    command("train", root, "--epochs", 1, "--set", "plan.width=8")
    out = root / "predictions" / "mine"
    done = command("predict", root, root, "--out", out, "--save", "masks")
    assert done.exit_code == 0, done.output
    for mask in pictures.masks.iterdir():  # what a model would have written that finds all
        truth = np.asarray(Image.open(mask)) // 255
        write_mask(out / "masks" / mask.name, truth, ClassTable.of(["disc"]))
    done = command("measure", root, "--out", tmp_path / "o.csv")
    assert done.exit_code == 0, done.output
    (total,) = [line for line in done.stdout.splitlines() if line.startswith("disc:")]
    assert total.startswith("disc: 6 objects (corrected 6: 6-6), area ")
    assert total.endswith("corrected by 4 held-out images, 95 %")
