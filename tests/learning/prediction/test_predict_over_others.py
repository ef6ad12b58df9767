"""Predicting into a folder with predictions of another model: what the report says of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from discs import draw, run_through
from PIL import Image
from small_models import untrained_model

from unet_studio.learning.prediction import prediction_line
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.storage.project.given_images import collect_images

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from unet_studio.domain.report import PredictionReport

NAMES = [f"{number}.png" for number in range(5)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """What a model predicted of five pictures."""
    (tmp_path / "in").mkdir()
    for number, name in enumerate(NAMES):
        Image.fromarray(draw(number)[0]).save(tmp_path / "in" / name)
    found = tmp_path / "out"
    run_through(predicting(found, untrained_model(tmp_path / "old.safetensors")))
    return found


def predicting(out: Path, model: Path) -> Generator[PredictionReport, None, Any]:
    images = collect_images([out.parent / "in"])
    return predict_files(model, images, out, save=("masks",), device="cpu")


def by_another(out: Path) -> Generator[PredictionReport, None, Any]:
    return predicting(out, untrained_model(out.parent / "new.safetensors", ("disc", "ring")))


def models(out: Path) -> dict[str, str]:
    """Name of an image -> the model that its mask is of, by the report on the disk."""
    report = json.loads((out / "report.json").read_text("utf-8"))
    how = report["how"]
    return {e["name"]: e.get("how", how)["models"] for e in report["files"]}


def test_a_kill_leaves_no_entry_of_one_model_beside_the_mask_of_another(out: Path) -> None:
    old = models(out)
    assert list(old) == NAMES
    masks = {name: (out / "masks" / name).stat().st_mtime_ns for name in NAMES}
    job = by_another(out)
    for report in job:
        left = models(out)  # what a kill would leave now
        for name in NAMES:
            is_new = (out / "masks" / name).stat().st_mtime_ns != masks[name]
            assert not (is_new and left.get(name) == old[name])
        if report.is_finished:
            break
    assert (out / "masks" / NAMES[0]).stat().st_mtime_ns != masks[NAMES[0]]
    job.close()


def test_what_was_not_begun_with_keeps_its_entry(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prediction_line, "MOST_AT_A_TIME", 1)
    old = models(out)
    job = by_another(out)
    next(report for report in job if report.is_finished)
    job.close()
    found = models(out)
    assert found[NAMES[0]] != old[NAMES[0]]
    assert [found.get(name) for name in NAMES[-3:]] == [old[name] for name in NAMES[-3:]]
    assert list(found) == [name for name in NAMES if name in found]
    _, summary = run_through(by_another(out))
    assert (summary.done, summary.was_there) == (5, 1)
    assert models(out) == dict.fromkeys(NAMES, found[NAMES[0]])
