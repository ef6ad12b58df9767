"""The command `drafts`: unlabelled images get predictions as drafts, and nothing else changes."""

from __future__ import annotations

import json

import numpy as np
from small_models import untrained_model

from unet_studio.storage.runs.model_file import read_model, write_model


def test_unlabelled_images_get_drafts_and_labelled_ones_stay(project, command, tmp_path):
    model = untrained_model(tmp_path / "m.safetensors")
    card, weights = read_model(model)
    weights["outc.conv.bias"] = np.full_like(
        weights["outc.conv.bias"], 50
    )  # it finds a disc everywhere
    write_model(model, card, weights)
    (gone,) = project.rglob("2.json")
    gone.unlink()
    before = {path: path.read_bytes() for path in project.rglob("*.json") if path.stem.isdigit()}

    done = command("drafts", project, "--model", model)

    assert done.exit_code == 0, done.output
    assert done.stdout.endswith("Images with drafts to look through: 1\n")
    assert {path: path.read_bytes() for path in before} == before
    (shape,) = json.loads(gone.read_text("utf-8"))["shapes"]
    assert shape["label"] == "disc"
    assert shape["unet_studio"]["draft"] is True
    assert shape["unet_studio"]["drawn_by"].startswith("test@")
    assert (project / "predictions" / "m" / "masks").is_dir()


def test_without_a_model_it_says_what_to_do(project, command):
    done = command("drafts", project)
    assert done.exit_code == 1
    assert "unet-studio train" in done.stderr
