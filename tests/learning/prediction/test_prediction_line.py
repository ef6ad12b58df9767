"""Pictures on their way through reading, the network and writing."""

from __future__ import annotations

import json
import threading
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tifffile
from discs import draw, run_through
from PIL import Image
from settled_models import model_at

from unet_studio.domain.decision import Decision
from unet_studio.domain.message import StudioError
from unet_studio.learning.prediction import prediction_line
from unet_studio.learning.prediction.faster_network import ActivatedConv
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.pictures import picture_source, region_picture
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.predictions.probability_file import read_probabilities
from unet_studio.storage.project.given_images import collect_images

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(40, 56), (64, 64), (40, 56), (33, 70), (900, 820), (64, 64), (40, 56), (1, 1)]
ALL = {"masks", "probabilities"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pictures of several sizes, the one large enough for four tiles."""
    made = tmp_path / "in"
    made.mkdir()
    for number, size in enumerate(SIZES):
        picture = np.random.default_rng(number).integers(0, 255, size, np.uint8)
        Image.fromarray(picture).save(made / f"{number}.png")
    return made


def predicted(model: Any, inputs: Path, out: Path, **options: Any) -> tuple[list[Any], Any]:
    job = predict_files(model, collect_images([inputs]), out, device="cpu", **options)
    reports, summary = run_through(job)
    return [report for report in reports if report.is_finished], summary


@pytest.mark.parametrize("batch_px", [1, 6000, 1 << 20])
def test_together_pictures_give_what_each_gives_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch_px: int
) -> None:
    asked = dict.fromkeys(prediction_line.BATCH_PIXELS, batch_px)
    monkeypatch.setattr(prediction_line, "BATCH_PIXELS", asked)
    model = model_at(tmp_path / "m.safetensors", precision="float32")
    reports, _ = predicted(model, folder, tmp_path / "out", save=ALL)
    assert [report.name for report in reports] == [f"{n}.png" for n in range(len(SIZES))]
    assert [report.done for report in reports] == list(range(1, len(SIZES) + 1))
    alone = Predictor(model, "cpu")
    for number, size in enumerate(SIZES):
        pixels = read_image(folder / f"{number}.png")
        found = read_probabilities(tmp_path / "out" / "probabilities" / f"{number}.tif")
        expected = alone.probabilities(pixels)
        assert found.shape == (2, *size)
        assert np.abs(found - expected).max() < 1e-3
        mask = read_mask(tmp_path / "out" / "masks" / f"{number}.png")
        is_sure = np.abs(expected[1] - 0.5) > 1e-4
        assert np.array_equal(mask[is_sure], alone.mask(pixels)[is_sure])


def test_patches_of_several_pictures_share_a_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        Image.fromarray(draw(number)[0]).save(tmp_path / f"{number}.png")
    sizes: list[int] = []
    honest = Predictor.answers

    def answers(self: Predictor, member: int, pixels: Any) -> Any:
        sizes.append(len(pixels))
        time.sleep(0.2)  # so that all others are read meanwhile
        return honest(self, member, pixels)

    monkeypatch.setattr(Predictor, "answers", answers)
    predicted(model_at(tmp_path / "m.safetensors"), tmp_path, tmp_path / "out")
    assert sum(sizes) == 9
    assert max(sizes) >= 4


def test_cancelling_in_the_middle_of_a_batch_takes_less_than_a_second(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, began = ActivatedConv.forward, threading.Event()

    def slow(self: ActivatedConv, x: Any) -> Any:
        began.set()
        time.sleep(0.3)
        return honest(self, x)

    monkeypatch.setattr(ActivatedConv, "forward", slow)
    model = model_at(tmp_path / "m.safetensors")
    job = predict_files(model, collect_images([folder]), tmp_path / "out", device="cpu")
    while not began.is_set():
        next(job)
    at = time.perf_counter()
    job.close()
    assert time.perf_counter() - at < 1.0
    assert not any(thread.name.startswith("network") for thread in threading.enumerate())


def test_what_is_done_already_is_left_alone(folder: Path, tmp_path: Path) -> None:
    model, out = model_at(tmp_path / "m.safetensors"), tmp_path / "out"
    (folder / "3.png").write_bytes(b"torn")
    predicted(model, folder, out)
    before = (out / "masks" / "0.png").stat().st_mtime_ns
    Image.fromarray(np.full((20, 20), 9, np.uint8)).save(folder / "1.png")
    (out / "overlays" / "2.png").unlink()
    reports, summary = predicted(model, folder, out)
    there = {report.name for report in reports if report.was_there}
    assert there == {f"{n}.png" for n in (0, 4, 5, 6, 7)}
    assert (summary.done, summary.was_there, list(summary.failed)) == (7, 5, ["3.png"])
    assert (out / "masks" / "0.png").stat().st_mtime_ns == before
    assert read_mask(out / "masks" / "1.png").shape == (20, 20)
    assert all(report.mask.is_file() for report in reports if report.problem is None)
    _, summary = predicted(model, folder, out, again=True)
    assert summary.was_there == 0


@pytest.mark.parametrize("what", ["model", "decision", "views", "kinds"])
def test_what_was_done_otherwise_is_done_anew(tmp_path: Path, what: str) -> None:
    Image.fromarray(draw(0)[0]).save(tmp_path / "a.png")
    model, out = model_at(tmp_path / "m.safetensors", views=4), tmp_path / "out"
    predicted(model, tmp_path, out)
    options: dict[str, Any] = {
        "decision": {"decision": Decision(threshold=0.4)},
        "views": {"augment": True},
        "kinds": {"save": {"masks", "contours"}},
    }.get(what, {})
    if what == "model":
        model = model_at(tmp_path / "m.safetensors", ids=(7,))
    assert predicted(model, tmp_path, out, **options)[1].was_there == 0
    assert predicted(model, tmp_path, out, **options)[1].was_there == 1


def test_images_of_another_model_in_the_folder_are_named(tmp_path: Path) -> None:
    for number in range(2):
        Image.fromarray(draw(number)[0]).save(tmp_path / f"{number}.png")
    out = tmp_path / "out"
    predicted(model_at(tmp_path / "m.safetensors"), tmp_path, out)
    other = model_at(tmp_path / "n.safetensors", ids=(2,))
    _, summary = predicted(other, tmp_path / "1.png", out)
    assert summary.others == ("0.png",)
    entries = {f["name"]: f for f in json.loads((out / "report.json").read_text())["files"]}
    assert "how" in entries["0.png"]
    assert "how" not in entries["1.png"]  # it is what stands above


def test_the_report_says_what_is_done_while_it_goes_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unet_studio.storage.predictions.prediction_report._LEAST_PAUSE_S", 0.0)
    monkeypatch.setattr("unet_studio.storage.predictions.prediction_report._MOST_SHARE", 1e9)
    out = tmp_path / "out"
    job = predict_files(model_at(tmp_path / "m.safetensors"), collect_images([folder]), out)
    finished = 0
    while finished < 3:
        finished += next(job).is_finished
    entries = json.loads((out / "report.json").read_text())["files"]
    assert [entry["name"] for entry in entries] == ["0.png", "1.png", "2.png"]
    assert all(entry["seconds"] > 0 for entry in entries)
    job.close()


def test_several_models_are_averaged(folder: Path, tmp_path: Path) -> None:
    one = model_at(tmp_path / "1.safetensors", ids=(1, 2), precision="float32")
    other = model_at(tmp_path / "2.safetensors", ids=(1, 2), channels=3, precision="float32")
    both = Predictor([one, other], "cpu")
    assert both.signature == " + ".join(Predictor(p, "cpu").signature for p in (one, other))
    predicted([one, other], folder, tmp_path / "out", save=ALL)
    for number in (0, 4):
        pixels = read_image(folder / f"{number}.png")
        expected = [Predictor(path, "cpu").probabilities(pixels) for path in (one, other)]
        found = read_probabilities(tmp_path / "out" / "probabilities" / f"{number}.tif")
        assert np.abs(found - np.mean(expected, axis=0)).max() < 1e-3
        assert np.allclose(both.probabilities(pixels), np.mean(expected, axis=0), atol=1e-5)


def test_models_of_other_classes_are_not_averaged(tmp_path: Path) -> None:
    models = [
        model_at(tmp_path / f"{n}.safetensors", ids=ids) for n, ids in enumerate([(1,), (2,)])
    ]
    with pytest.raises(StudioError, match=r"class 1 \(1\).*class 2 \(2\)"):
        Predictor(models, "cpu")


@pytest.mark.parametrize("options", [{}, {"tile": (128, 128)}, {"rowsperstrip": 64}])
def test_large_pictures_are_worked_on_band_by_band(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]
) -> None:
    picture = np.random.default_rng(0).integers(0, 255, (2000, 1100), np.uint8)
    packed = {"compression": "zlib"} if options else {}
    tifffile.imwrite(tmp_path / "a.tif", picture, **options, **packed)
    model = model_at(tmp_path / "m.safetensors", precision="float32")
    save = {"masks", "probabilities", "results", "overlays", "drafts"}
    whole = predicted(model, tmp_path / "a.tif", tmp_path / "whole", save=save)
    for module in (picture_source, region_picture):
        monkeypatch.setattr(module, "SMALL_PIXELS", 1_000_000)
    monkeypatch.setattr("unet_studio.storage.predictions.large_prediction.OVERLAY_EDGE_PX", 1000)
    reports, _ = predicted(model, tmp_path / "a.tif", tmp_path / "bands", save=save)
    assert whole[0][0].note is None
    assert "drafts" in str(reports[0].note)
    one, other = (read_mask(tmp_path / kind / "masks" / "a.png") for kind in ("whole", "bands"))
    assert np.array_equal(one, other)
    found = [
        read_probabilities(tmp_path / k / "probabilities" / "a.tif") for k in ("whole", "bands")
    ]
    assert np.array_equal(*found)
    result = read_image(tmp_path / "bands" / "results" / "a_res.png")
    assert np.array_equal(result, np.where(one > 0, 255, 0))
    assert read_image(tmp_path / "bands" / "overlays" / "a.png").shape == (1000, 550, 3)
    assert not (tmp_path / "bands" / "drafts").exists()


def test_memory_does_not_grow_with_the_height_of_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (picture_source, region_picture):
        monkeypatch.setattr(module, "SMALL_PIXELS", 100_000)
    model = model_at(tmp_path / "m.safetensors")
    peaks = []
    for height in (6000, 18_000):
        path = tmp_path / f"{height}.tif"
        tifffile.imwrite(path, np.zeros((height, 300), np.uint16), rowsperstrip=64)
        tracemalloc.start()
        predicted(model, path, tmp_path / "out", save=ALL)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_a_large_picture_that_ends_too_early_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (picture_source, region_picture):
        monkeypatch.setattr(module, "SMALL_PIXELS", 100_000)
    path, out = tmp_path / "a.tif", tmp_path / "out"
    tifffile.imwrite(path, np.zeros((4000, 500), np.uint8), rowsperstrip=64)
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size - 300_000)
    _, summary = predicted(model_at(tmp_path / "m.safetensors"), path, out, save=ALL)
    assert "ends too early" in str(summary.failed["a.tif"])
    assert not [p for p in out.rglob("*") if p.is_file() and p.name != "report.json"]
