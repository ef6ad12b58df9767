from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from discs import disc_project_in, draw, run_through
from PIL import Image
from settled_models import model_at, trained_looking

from unet_studio.domain.decision import Decision
from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.message import StudioError
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.project import ImageRef
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.prediction import prediction_line
from unet_studio.learning.prediction.faster_network import ready_to_predict
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.learning.prediction.prediction_line import BATCH_PIXELS
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.predictions import prediction_report
from unet_studio.storage.project.given_images import collect_images
from unet_studio.storage.runs.model_file import ModelFileError, write_model

CPU = torch.device("cpu")


@pytest.mark.parametrize("channels", [1, 3])
def test_folding_changes_nothing_but_rounding(channels: int) -> None:
    network = trained_looking(NetworkConfig(1, channels, (4, 8, 8), (4, 4)))
    pixels = np.random.default_rng(0).normal(size=(40, 52, 1)).astype(np.float32)
    with torch.inference_mode():
        plain = network(torch.from_numpy(pixels)[None].permute(0, 3, 1, 2))
    folded = ready_to_predict(network, dtype=torch.float32, device=CPU).logits(pixels)
    assert torch.allclose(plain, folded, atol=1e-4)


def test_probabilities_are_the_networks(tmp_path: Path) -> None:
    network = trained_looking(NetworkConfig(1, 3, (4, 8, 8), (4, 4)))
    pixels = np.random.default_rng(0).normal(size=(40, 52, 1)).astype(np.float32)
    inference = ready_to_predict(network, dtype=torch.float32, device=CPU)
    with torch.inference_mode():
        logits = network(torch.from_numpy(pixels)[None].permute(0, 3, 1, 2))
        expected = torch.softmax(logits, dim=1)
    found = inference.probabilities(pixels, Scaling(0.0, 1.0))
    assert np.allclose(found, expected[0].numpy(), atol=1e-4)


class Local(torch.nn.Module):
    """Sees 2 pixels far: what tiles give must equal what no tiles give."""

    config = NetworkConfig(1, 1, (4, 8, 8), (4, 4))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        padded = torch.nn.functional.pad(x, (2, 2, 2, 2), mode="replicate")
        return torch.nn.functional.avg_pool2d(padded, 5, stride=1)


@pytest.mark.parametrize("size", [(33, 50), (64, 64), (150, 41), (97, 130), (7, 300)])
def test_tiles_leave_no_seams(size: tuple[int, int]) -> None:
    from unet_studio.learning.prediction.inference import Inference

    pixels = np.random.default_rng(1).normal(size=(*size, 1)).astype(np.float32)
    network: Any = Local()
    tiled = Inference(network, torch.float32, CPU, tile_px=32, overlap_px=9)
    whole = Inference(network, torch.float32, CPU, tile_px=1000, overlap_px=9)
    scaling = Scaling(0.5, 2.0)
    found = tiled.probabilities(pixels, scaling)
    assert found.shape == (2, *size)
    assert np.allclose(found, whole.probabilities(pixels, scaling), atol=1e-6)
    assert np.allclose(found.sum(axis=0), 1, atol=1e-6)


@pytest.mark.parametrize("size", [(301, 420), (256, 700)])
def test_tiles_change_nothing_where_the_network_sees_less_far(size: tuple[int, int]) -> None:
    """Also because they begin where the network's coarsest level joins the same pixels."""
    config = NetworkConfig(1, 1, (4, 8, 8), (4, 4), aligned_corners=False)
    network = trained_looking(config)
    pixels = np.random.default_rng(0).normal(size=(*size, 1)).astype(np.float32)
    inference = ready_to_predict(network, dtype=torch.float32, device=CPU)
    tiled = replace(inference, tile_px=256).probabilities(pixels, Scaling(0.0, 1.0))
    assert np.allclose(tiled, inference.probabilities(pixels, Scaling(0.0, 1.0)), atol=1e-6)


@pytest.mark.parametrize("size", [(1, 1), (3, 40), (17, 23), (64, 64)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_any_size_and_type(tmp_path: Path, size: tuple[int, int], dtype: type) -> None:
    predictor = Predictor(model_at(tmp_path / "m.safetensors"), "cpu")
    image = (np.random.default_rng(0).random(size) * 200).astype(dtype)
    mask = predictor.mask(image)
    assert (mask.shape, mask.dtype) == (size, np.uint8)
    assert set(np.unique(mask)) <= {0, 1}


def test_masks_hold_the_ids_of_the_card(tmp_path: Path) -> None:
    predictor = Predictor(model_at(tmp_path / "m.safetensors", ids=(3, 9)), "cpu")
    image = np.random.default_rng(0).integers(0, 255, (64, 64), dtype=np.uint8)
    probabilities = predictor.probabilities(image)
    assert probabilities.shape == (3, 64, 64)
    assert np.array_equal(np.array([0, 3, 9])[probabilities.argmax(0)], predictor.mask(image))


def test_threshold_is_on_the_probability(tmp_path: Path) -> None:
    predictor = Predictor(model_at(tmp_path / "m.safetensors", ids=(4,)), "cpu")
    image = np.random.default_rng(0).integers(0, 255, (32, 32), dtype=np.uint8)
    found = predictor.probabilities(image)[1]
    for threshold in (0.3, 0.5, float(np.median(found))):
        expected = np.where(found >= threshold, 4, 0)
        assert np.array_equal(predictor.mask(image, Decision(threshold=threshold)), expected)


def test_grey_models_take_colour_and_colour_models_take_grey(tmp_path: Path) -> None:
    grey = np.random.default_rng(0).integers(0, 255, (32, 48), dtype=np.uint8)
    same = np.repeat(grey[..., None], 3, axis=2)
    for channels in (1, 3):
        predictor = Predictor(model_at(tmp_path / f"{channels}.safetensors", channels=channels))
        found = predictor.probabilities(grey)
        assert np.allclose(found, predictor.probabilities(same), atol=1e-6)


def test_an_even_or_broken_picture_gives_numbers(tmp_path: Path) -> None:
    predictor = Predictor(model_at(tmp_path / "m.safetensors"), "cpu")
    broken = np.full((20, 20), np.nan, np.float32)
    broken[:5] = np.inf
    for image in (np.full((20, 20), 77, np.uint8), broken):
        assert np.isfinite(predictor.probabilities(image)).all()


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    Image.fromarray(draw(0)[0]).save(folder / "a.png")
    (folder / "b.png").write_bytes(b"no picture at all")
    Image.fromarray(draw(1, colour=True)[0]).save(folder / "sub" / "c.jpg")
    model = model_at(tmp_path / "m.safetensors")
    out = tmp_path / "out"
    save = {"masks", "overlays", "drafts", "probabilities"}
    reports, summary = run_through(predict_files(model, collect_images([folder]), out, save=save))
    finished = [report for report in reports if report.is_finished]
    assert [(r.done, r.total, r.problem is None) for r in finished] == [
        (1, 3, True),
        (2, 3, False),
        (3, 3, True),
    ]
    assert (summary.done, summary.total, list(summary.failed)) == (2, 3, ["b.png"])
    written = json.loads((out / "report.json").read_text())
    assert [f["status"] for f in written["files"]] == ["done", "failed", "done"]
    for kind in save:
        assert len([p for p in (out / kind).rglob("*") if p.is_file()]) == 2
    mask = np.asarray(Image.open(out / "masks" / "a.png"))
    assert np.array_equal(mask, Predictor(model).mask(draw(0)[0]))


def test_cancelled_predictions_list_what_is_done(tmp_path: Path) -> None:
    for n in range(3):
        Image.fromarray(draw(n)[0]).save(tmp_path / f"{n}.png")
    images = collect_images([tmp_path])
    job = predict_files(model_at(tmp_path / "m.safetensors"), images, tmp_path / "out")
    while not next(job).is_finished:
        pass
    job.close()
    written = json.loads((tmp_path / "out" / "report.json").read_text())
    assert [f["name"] for f in written["files"]] == ["0.png"]


def test_a_large_picture_can_be_stopped_between_its_tiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prediction_line, "BATCH_PIXELS", dict.fromkeys(BATCH_PIXELS, 1))
    Image.fromarray(np.zeros((40, 4000), np.uint8)).save(tmp_path / "wide.png")
    images = collect_images([tmp_path / "wide.png"])
    job = predict_files(model_at(tmp_path / "m.safetensors"), images, tmp_path / "out")
    for _ in range(4):
        report = next(job)
        assert not report.is_finished
        assert report.done == 0
    job.close()
    assert not (tmp_path / "out" / "masks").exists()


def test_predictions_are_never_predicted_again(tmp_path: Path) -> None:
    Image.fromarray(draw(0)[0]).save(tmp_path / "a.png")
    model = model_at(tmp_path / "m.safetensors")
    for out in (tmp_path / "first", tmp_path / "second"):
        run_through(predict_files(model, collect_images([tmp_path]), out))
    assert [image.name for image in collect_images([tmp_path])] == ["a.png"]


def test_nothing_is_predicted_where_nothing_can_be_written(tmp_path: Path) -> None:
    Image.fromarray(draw(0)[0]).save(tmp_path / "a.png")
    (tmp_path / "file").write_text("kept")
    images = collect_images([tmp_path])
    with pytest.raises(WriteError, match="file"):
        next(predict_files(model_at(tmp_path / "m.safetensors"), images, tmp_path / "file"))
    assert (tmp_path / "file").read_text() == "kept"


def test_a_full_disk_ends_the_prediction_and_the_next_one_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        Image.fromarray(draw(n)[0]).save(tmp_path / f"{n}.png")
    model, out = model_at(tmp_path / "m.safetensors"), tmp_path / "out"
    images = collect_images([tmp_path])
    monkeypatch.setattr(prediction_report, "_LEAST_PAUSE_S", 1e9)  # it is written at the end alone
    honest = Path.replace
    room = {"3.png": False, "instances.json": False}

    def replace(temporary: Path, target: Path) -> Path:
        if not room.get(target.name, True):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return honest(temporary, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(WriteError, match="No space left"):
        run_through(predict_files(model, images, out, save={"masks", "coco"}))
    files = json.loads((out / "report.json").read_text())["files"]
    assert [f["status"] for f in files] == ["done", "done", "done", "failed"]
    assert "No space left" in files[3]["problem"]
    assert sorted(p.name for p in out.rglob("*") if p.is_file()) == [
        *("0.png", "1.png", "2.png"),
        "report.json",
    ]
    room.clear()
    _, summary = run_through(predict_files(model, images, out, save={"masks"}))
    assert (summary.done, summary.was_there) == (4, 3)


def test_images_are_collected_once_and_in_natural_order(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "project", 2)
    for name in ("10.png", "9.png"):
        Image.fromarray(draw(0)[0]).save(tmp_path / name)
    found = collect_images([tmp_path / "10.png", tmp_path / "9.png", tmp_path / "9.png"])
    assert [image.name for image in found] == ["9.png", "10.png"]
    assert [image.name for image in collect_images([project.root])] == ["0.png", "1.png"]
    with pytest.raises(StudioError, match="nowhere"):
        collect_images([tmp_path / "nowhere"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudioError, match="no picture"):
        collect_images([tmp_path / "empty"])


def test_pictures_of_the_same_name_keep_apart(tmp_path: Path) -> None:
    for n, folder in enumerate(("one", "two")):
        (tmp_path / folder).mkdir()
        Image.fromarray(draw(n)[0]).save(tmp_path / folder / "x.png")
    found = collect_images([tmp_path / "one", tmp_path / "two"])
    assert {image.name for image in found} == {"x.png", "two/x.png"}
    assert len({image.path for image in found}) == 2


def test_weights_that_do_not_fit_the_card_are_refused(tmp_path: Path) -> None:
    config = NetworkConfig(1, 1, (4, 8, 8), (4, 4))
    card = ModelCard("x", "auto", config, (LabelClass(1, "a", "#000000"),), "none", 0)
    weights = {k: v.numpy() for k, v in trained_looking(config).state_dict().items()}
    weights["outc.conv.weight"] = np.zeros((2, 4, 1, 1), np.float32)
    write_model(tmp_path / "m.safetensors", card, weights)
    with pytest.raises(ModelFileError, match="do not fit"):
        Predictor(tmp_path / "m.safetensors")


def test_a_card_whose_classes_do_not_fit_its_network_is_refused(tmp_path: Path) -> None:
    config = NetworkConfig(1, 1, (4, 8, 8), (4, 4))
    classes = (LabelClass(1, "a", "#000000"), LabelClass(2, "b", "#000000"))
    weights = {k: v.numpy() for k, v in trained_looking(config).state_dict().items()}
    path = tmp_path / "m.safetensors"
    write_model(path, ModelCard("x", "auto", config, classes, "none", 0), weights)
    with pytest.raises(ModelFileError, match="do not fit"):
        Predictor(path)


def test_float16_weights_give_nearly_the_same(tmp_path: Path) -> None:
    config = NetworkConfig(1, 1, (4, 8, 8), (4, 4))
    weights = {k: v.numpy() for k, v in trained_looking(config).state_dict().items()}
    half = {k: v.astype(np.float16) if v.dtype.kind == "f" else v for k, v in weights.items()}
    card = ModelCard("x", "auto", config, (LabelClass(1, "a", "#000000"),), "per-image", 0)
    image = draw(0)[0]
    found = []
    for name, stored in (("full", weights), ("half", half)):
        write_model(tmp_path / f"{name}.safetensors", card, stored)
        found.append(Predictor(tmp_path / f"{name}.safetensors").probabilities(image))
    assert np.allclose(*found, atol=0.02)


def test_image_refs_outside_any_project_work(tmp_path: Path) -> None:
    Image.fromarray(draw(0)[0]).save(tmp_path / "名字 1.png")
    image = ImageRef("名字 1.png", tmp_path / "名字 1.png")
    out = tmp_path / "out"
    run_through(predict_files(model_at(tmp_path / "m.safetensors"), [image], out))
    assert (out / "masks" / "名字 1.png").is_file()


def memory_for_tiles_of(monkeypatch: pytest.MonkeyPatch, tile_px: int, error: Exception) -> None:
    """Let the network take tiles of this edge at most."""
    honest = UNet.forward

    def forward(self: UNet, x: torch.Tensor) -> torch.Tensor:
        if max(x.shape[2:]) > tile_px:
            raise error
        return honest(self, x)

    monkeypatch.setattr(UNet, "forward", forward)


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory: ...")]
)
def test_out_of_memory_the_same_image_goes_on_in_smaller_tiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    model = model_at(tmp_path / "m.safetensors")
    for n in range(2):
        picture = np.random.default_rng(n).integers(0, 255, (300, 420), np.uint8)
        Image.fromarray(picture).save(tmp_path / f"{n}.png")
    whole = Predictor(model, "cpu").probabilities(picture)
    memory_for_tiles_of(monkeypatch, 160, error)
    job = predict_files(model, collect_images([tmp_path]), tmp_path / "out", device="cpu")
    reports, summary = run_through(job)
    assert (summary.done, summary.failed) == (2, {})
    notes = [str(r.note) for r in reports if r.note]
    assert len(notes) == 2  # 208 and 128 pixels, for the first image; the second knows
    assert "tiles of 128 pixels" in notes[1]
    small = Predictor(model, "cpu").probabilities(picture)
    assert small.shape == whole.shape
    assert np.abs(small - whole).mean() < 0.01


def test_where_no_tile_is_small_enough_it_is_said_and_the_others_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = model_at(tmp_path / "m.safetensors")
    Image.fromarray(draw(0)[0]).save(tmp_path / "small.png")
    Image.fromarray(np.zeros((200, 200), np.uint8)).save(tmp_path / "large.png")
    memory_for_tiles_of(monkeypatch, 100, MemoryError())
    job = predict_files(model, collect_images([tmp_path]), tmp_path / "out", device="cpu")
    _, summary = run_through(job)
    assert summary.done == 1
    assert "as little is used as possible" in str(summary.failed["large.png"])
