"""Labels in and out from the command line."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image


def answer(done):
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("form", ["coco", "yolo", "masks"])
def test_every_form_out_and_in(form, project, pictures, command, tmp_path):
    out = tmp_path / "out"
    told = answer(command("export", project, "--format", form, "--out", out, "--json"))
    assert told["images"] == 6
    before = told["classes"]["disc"]
    assert before["before"]["regions"] == before["after"]["regions"] == 6
    words = {
        "coco": ["--images", out / "images", "--coco", out / "instances.json"],
        "yolo": ["--yolo", out],
        "masks": ["--images", out, "--voc"],
    }[form]
    again = answer(command("new", tmp_path / "again", *words, "--json", "--strict"))
    assert again["images"] == 6
    assert again["classes"]["disc"]["after"]["regions"] == 6
    assert again["not_carried"] == []


def test_what_is_there_is_replaced_only_if_said(project, command, tmp_path):
    words = ["export", project, "--format", "yolo", "--out", tmp_path / "out"]
    assert command(*words).exit_code == 0
    again = command(*words)
    assert again.exit_code == 1
    assert "already" in again.stderr
    assert command(*words, "--overwrite").exit_code == 0


@pytest.mark.parametrize(("style", "mode"), [("index", "P"), ("grey", "L"), ("colour", "RGB")])
def test_masks_in_three_styles(style, mode, project, command, tmp_path):
    done = command("export", project, "--mask-values", style, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    with Image.open(tmp_path / "out" / "SegmentationClass" / "0.png") as mask:
        assert mask.mode == mode


def test_import_keeps_replaces_and_renames(project, pictures, command, tmp_path):
    words = ["import", project, "--masks", pictures.masks, "--values", "0=background,255=blob"]
    kept = command(*words)
    assert kept.exit_code == 0
    assert "has labels already" in kept.output
    assert command(*words, "--strict").exit_code == 1
    told = answer(command(*words, "--labelled", "replace", "--json"))
    assert told["images"] == 6
    assert list(told["classes"]) == ["blob"]
    again = command(*words, "--labelled", "replace", "--rename", "blob=disc", "--json")
    assert list(answer(again)["classes"]) == ["disc"]


def test_objects_of_instance_masks(pictures, command, tmp_path):
    (tmp_path / "masks").mkdir()
    values = np.zeros((64, 64), np.uint16)
    values[2:8, 2:8], values[2:8, 8:14], values[30:40, 30:40] = 1, 2, 300
    Image.fromarray(values).save(tmp_path / "masks" / "0.png")
    told = answer(
        command(
            "new", tmp_path / "p", "--images", pictures.images, "--masks", tmp_path / "masks",
            "--instances", "cell", "--json",
        )
    )  # fmt: skip
    assert told["classes"]["cell"]["after"] == {"shapes": 3, "regions": 2, "pixels": 172}


def test_crop_makes_a_project(project, command, tmp_path):
    words = ["crop", project, "--threshold", "130", "--least-area", "100"]
    told = answer(command(*words, "--out", tmp_path / "rois", "--json"))
    assert told["images"] == 6
    assert (tmp_path / "rois" / "unet-studio.toml").is_file()
    assert command(*words, "--out", tmp_path / "rois").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ["new", "p"],
        ["new", "p", "--images", ".", "--coco", "x", "--yolo", "y"],
        ["new", "p", "--images", ".", "--instances", "a"],
        ["new", "p", "--images", ".", "--masks", "m", "--values", "1=a", "--instances", "a"],
        ["import", "p"],
        ["import", "p", "--coco", "x", "--rename", "nonsense"],
        ["crop", "p", "--out", "o", "--threshold", "300"],
    ],
)
def test_wrong_usage(words, command):
    assert command(*words).exit_code == 2
