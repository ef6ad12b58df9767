"""The whole job from the command line, on small real pictures."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from unet_studio.cli import predict_command
from unet_studio.cli.demo import run_demo
from unet_studio.domain.decision import Decision
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.steps import result_of
from unet_studio.imaging.deciding import decided_mask
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.predictions.prediction_folder import SAVEABLE
from unet_studio.storage.predictions.prediction_report import read_report
from unet_studio.storage.predictions.probability_file import read_probabilities
from unet_studio.storage.predictions.redeciding import decision_of, redecide
from unet_studio.storage.project.given_images import collect_images
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_card


def test_new_says_what_the_project_has(project, command):
    file = tomllib.loads((project / "unet-studio.toml").read_text("utf-8"))
    assert [c["name"] for c in file["classes"]] == ["disc"]
    assert file["held_out"] == ["1.png", "4.png"]
    again = command("new", project, "--images", project)
    assert again.exit_code == 1
    assert "already" in again.stderr


def test_new_names_the_held_out_images_in_natural_order(tmp_path, command):
    for number in range(1, 15):
        Image.new("L", (8, 8)).save(tmp_path / f"{number}.png")
    names = [str(number) for number in range(14, 0, -1)]
    done = command("new", tmp_path, "--images", tmp_path, "--held-out", ",".join(names))
    told = done.stdout.splitlines()[-1]
    assert told.startswith("Held out 1.png, 2.png, 3.png")
    assert told.endswith("10.png and 4 more")


def test_an_unknown_held_out_image_is_named(tmp_path, pictures, command):
    done = command("new", tmp_path / "p", "--images", pictures.images, "--held-out", "1,77")
    assert done.exit_code == 1
    assert "77" in done.stderr
    assert not (tmp_path / "p" / "unet-studio.toml").exists()


def test_a_sample_is_a_project(tmp_path, command):
    done = command("sample", tmp_path / "sample")
    assert done.exit_code == 0
    assert "12, 8 of them labelled" in done.stdout
    assert len(list((tmp_path / "sample").glob("*.png"))) == 12


def test_exported_masks_equal_the_imported(project, pictures, command, tmp_path):
    done = command("export", project, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert str(tmp_path / "out") in done.stdout
    for original in pictures.masks.iterdir():
        exported = np.asarray(Image.open(tmp_path / "out" / "SegmentationClass" / original.name))
        assert np.array_equal(exported == 1, np.asarray(Image.open(original)) == 255)


def test_an_export_that_lacks_an_image_fails(project, command, tmp_path):
    labels = next(project.rglob("*.json"))
    labels.write_text("{")
    done = command("export", project, "--format", "masks", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert labels.name in done.stderr
    assert "5 labelled images" in done.stdout


def test_export_in_labelmes_form(project, command, tmp_path):
    done = command("export", project, "--format", "labelme-four", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "out").rglob("label_viz.png"))) == 6


def test_train_reports_a_line_of_json_per_step(trained):
    _, printed = trained
    *steps, last = [json.loads(line) for line in printed.splitlines()]
    assert set(last) == {"model", "run", "best"}
    assert last["model"].startswith(last["run"])
    assert 0 <= last["best"]["disc"]["dice"] <= 1
    losses = [step["train_loss"] for step in steps if step["train_loss"] is not None]
    assert losses
    assert all(loss > 0 for loss in losses)
    assert "plan" not in json.dumps(last)


def test_the_model_remembers_what_was_held_out(trained):
    _, printed = trained
    card = read_card(Path(json.loads(printed.splitlines()[-1])["model"]))
    assert set(card.held_out) == {"1.png", "4.png"}
    assert set(card.trained_on) == {"0.png", "2.png", "3.png", "5.png"}


def test_train_without_json_says_where_the_model_is(project, command):
    done = command("train", project, "--epochs", 1, "--set", "plan.width=8", "--name", "mine")
    assert done.exit_code == 0, done.output
    (model,) = (project / "runs").glob("*/best.safetensors")
    assert done.stdout.strip() == f"Model {model}"
    assert read_card(model).name == "mine"


def test_training_without_labels_fails(tmp_path, pictures, command):
    command("new", tmp_path / "p", "--images", pictures.images)
    done = command("train", tmp_path / "p", "--epochs", 1)
    assert done.exit_code == 1
    assert done.stderr == "The project has no class yet: label an image in Label first.\n"


def test_evaluate_in_the_agreed_form(trained, command):
    root, _ = trained
    done = command("evaluate", root, root, "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["split"] == "held-out"
    assert [image["name"] for image in found["images"]] == ["1.png", "4.png"]
    assert set(found["classes"]) == {"background", "disc"}
    assert {"dice", "iou", "precision", "recall"} <= set(found["classes"]["disc"])
    assert found["mean_dice"] == found["classes"]["disc"]["dice"]
    assert found["mean_iou"] == found["classes"]["disc"]["iou"]


def test_scores_of_images_learnt_from_are_marked(trained, command):
    root, _ = trained
    held_out = command("evaluate", root, root).stdout
    everything = command("evaluate", root, root, "--split", "all").stdout
    assert "1.png" in held_out
    assert "*" not in held_out
    assert "0.png *" in everything
    assert "1.png *" not in everything
    assert "the model learnt from this image" in everything


def test_predict_goes_on_after_a_bad_file(trained, pictures, command, tmp_path):
    root, _ = trained
    folder = tmp_path / "more"
    shutil.copytree(pictures.images, folder)
    (folder / "broken.png").write_bytes((folder / "0.png").read_bytes()[:80])
    out = tmp_path / "out"
    done = command("predict", root, folder, "--out", out, "--save", "masks,overlays,drafts")
    assert done.exit_code == 1
    assert "broken.png" in done.stderr
    assert f"6 of 7 images predicted, in {out}" in done.stdout
    for kind in ["masks", "overlays", "drafts"]:
        assert len(list((out / kind).iterdir())) == 6
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert {f["name"]: f["status"] for f in report["files"]}["broken.png"] == "failed"


def test_predict_with_a_model_file(trained, pictures, command, tmp_path):
    _, printed = trained
    model = json.loads(printed.splitlines()[-1])["model"]
    done = command("predict", model, pictures.images / "0.png", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert np.asarray(Image.open(tmp_path / "out" / "masks" / "0.png")).shape == (64, 64)


def test_predict_goes_on_where_it_stopped_and_averages_models(trained, pictures, command, tmp_path):
    _, printed = trained
    model = json.loads(printed.splitlines()[-1])["model"]
    run = ["predict", model, pictures.images, "--out", tmp_path / "out", "--save", "results,coco"]
    assert command(*run).exit_code == 0
    assert (tmp_path / "out" / "results" / "0_res.png").is_file()
    assert "6 of them were there already" in command(*run).stdout
    assert "already" not in command(*run, "--again").stdout
    both = command(*run, "--also", model)
    assert both.exit_code == 0, both.output
    assert "already" not in both.stdout
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["how"]["models"].count("@") == 2


def test_a_project_without_a_model_says_how_to_get_one(project, command):
    done = command("evaluate", project, project)
    assert done.exit_code == 1
    assert f"unet-studio train {project}" in done.stderr


def test_what_can_be_saved_is_what_the_folder_knows():
    assert set(predict_command.SAVEABLE) == set(SAVEABLE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_ctrl_c_keeps_the_best_model(project):
    """The way a person does it: a signal, while training is under way."""

    def hear_signals():  # what a shell runs in the background is deaf to Ctrl+C
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(
        [sys.executable, "-m", "unet_studio", "train", str(project), "--minutes", "2",
         "--set", "plan.width=8", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hear_signals,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as training:  # fmt: skip
        try:
            for line in training.stdout:
                if json.loads(line)["best"] is not None:
                    break
            training.send_signal(signal.SIGINT)
            _, told = training.communicate(timeout=60)
        finally:
            training.kill()
    assert training.returncode == 1
    (model,) = (project / "runs").glob("*/best.safetensors")
    assert "Stopped before the end." in told
    assert f"The best model so far is kept: {model}" in told
    assert read_card(model).mean_dice is not None


@pytest.mark.slow
def test_the_demo_does_the_whole_job(tmp_path, capsys):
    out = tmp_path / "demo"
    run_demo(out, minutes=0.1)
    told = capsys.readouterr().out
    assert "Dice per image (held-out)" in told
    assert "cells-04.png" in told
    overlays = out / "predictions" / "demo" / "overlays"
    assert str(overlays) in told
    assert len(list(overlays.iterdir())) == 12


def test_another_decision_needs_no_other_prediction(command, tmp_path):
    model = models_dir() / "starter.safetensors"
    assert command("sample", tmp_path / "sample").exit_code == 0
    one, out = tmp_path / "sample" / "cells-01.png", tmp_path / "out"
    asked = ("predict", model, one, "--out", out, "--save", "masks,probabilities")
    assert command(*asked, "--device", "cpu").exit_code == 0
    first, report = read_mask(out / "masks" / "cells-01.png"), read_report(out)
    kept = (out / "probabilities" / "cells-01.tif").stat().st_mtime_ns

    bias = ("--bias", "mitochondrion=3", "--min-area", "40", "--split", "1", "--smooth", "1")
    done = command(*asked, *bias, "--fill-holes", "30")

    assert done.exit_code == 0, done.output
    again = read_mask(out / "masks" / "cells-01.png")
    assert not np.array_equal(first, again)
    assert (out / "probabilities" / "cells-01.tif").stat().st_mtime_ns == kept
    decided = read_report(out)
    assert decided["files"] == report["files"]  # seconds included: nothing was predicted
    decision = Decision(0.5, {"mitochondrion": 3.0}, 1.0, 30, 1.0, 40)
    assert decision_of(decided) == decision
    found = read_probabilities(out / "probabilities" / "cells-01.tif")
    assert np.array_equal(again, decided_mask(found, decision, read_card(model).classes))
    assert command(*asked).exit_code == 0
    assert np.count_nonzero(read_mask(out / "masks" / "cells-01.png") != first) < 5  # rounding


def test_the_table_of_objects_has_real_units_where_they_are_known(command, tmp_path):
    model = models_dir() / "starter.safetensors"
    assert command("sample", tmp_path / "sample").exit_code == 0
    one, out = tmp_path / "sample" / "cells-01.png", tmp_path / "out"
    asked = ("predict", model, one, "--out", out, "--device", "cpu")
    kept = ("--save", "masks,probabilities,objects")
    assert command(*asked, *kept, "--pixel-size", "2").exit_code == 0
    assert objects_in(out)[0]["area_um2"] == str(4 * int(objects_in(out)[0]["area_px"]))
    images = collect_images([one])
    classes = ClassTable(read_card(model).classes)
    assert result_of(redecide(out, images, Decision(min_area_px=200), classes)) == {}
    assert all(float(row["area_um2"]) >= 800 for row in objects_in(out))
    project = tmp_path / "sample"
    again = ("predict", model, project, "--out", tmp_path / "all", "--save", "objects")
    assert command(*again, "--device", "cpu").exit_code == 0
    assert "area_um2" in objects_in(tmp_path / "all")[0]


def objects_in(out):
    with (out / "objects.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_scores_say_how_masks_were_decided(command, tmp_path):
    model = models_dir() / "starter.safetensors"
    assert command("sample", tmp_path / "sample").exit_code == 0
    asked = ("evaluate", model, tmp_path / "sample", "--device", "cpu")
    tidy = ("--min-area", "60", "--split-touching", "2")
    found = [json.loads(command(*asked, *more, "--json").stdout) for more in ((), tidy)]
    assert [f["decision"]["min_area_px"] for f in found] == [0, 60]
    assert found[0]["mean_dice"] != found[1]["mean_dice"]
    assert "Masks decided with split_px 2.0, min_area_px 60" in command(*asked, *tidy).stdout


@pytest.mark.parametrize(
    "words",
    [
        ["--bias", "unicorn=1"],
        ["--bias", "membrane=x"],
        ["--bias", "membrane=99"],
        ["--threshold", "0.3"],
        ["--min-area", "-1"],
    ],
)
def test_a_decision_that_the_model_has_no_use_for_is_refused(command, tmp_path, words):
    model = models_dir() / "starter.safetensors"
    done = command("predict", model, tmp_path, "--out", tmp_path / "out", *words)
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()
