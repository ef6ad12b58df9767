"""The ten lines that make masks without the window, run as a person runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from discs import draw, run_through
from export_models import small_model
from PIL import Image

from unet_studio.domain.model_export import ModelExportWish, ModelFormat
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.export.export_model import export_model
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.pictures.image_file import read_image

ROOT = Path(__file__).parents[3]


def masks_of(example: Path, picture: Path) -> np.ndarray:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-W", "ignore", str(example), str(picture)]
    subprocess.run(command, check=True, env=environment, cwd=example.parent, timeout=120)
    return np.asarray(Image.open(f"{picture}_mask.png"))


@pytest.mark.parametrize(
    ("form", "channels", "outputs", "pixels"),
    [
        (ModelFormat.ONNX, 1, 3, "uint8"),
        (ModelFormat.ONNX, 1, 1, "uint16"),
        (ModelFormat.TORCHSCRIPT, 3, 1, "uint8"),
    ],
)
def test_examples_make_the_masks_that_we_make(form, channels, outputs, pixels, tmp_path) -> None:
    config = NetworkConfig(channels, outputs, (4, 6, 8), (6, 4), aligned_corners=False)
    model = small_model(tmp_path / "m.safetensors", config, normalisation="unit")
    wish = ModelExportWish(form, tmp_path / f"细胞 cells{form.suffixes[0]}", pixels)
    _, exported = run_through(export_model(model, wish))
    drawn, _ = draw(1, colour=channels == 3)
    picture = tmp_path / "picture.png"
    Image.fromarray(drawn if pixels == "uint8" else drawn.astype(np.uint16) * 257).save(picture)
    expected = Predictor(model, "cpu").mask(read_image(picture))
    assert len(np.unique(expected)) > 1
    for example in exported.examples:
        lines = example.read_text("utf-8").splitlines()
        assert len(lines) <= 12
        assert (masks_of(example, picture) == expected).all()


@pytest.mark.slow
def test_the_packages_example(tmp_path) -> None:
    pytest.importorskip("bioimageio.core")
    config = NetworkConfig(1, 3, (4, 6, 8), (6, 4), aligned_corners=False)
    model = small_model(tmp_path / "m.safetensors", config)
    wish = ModelExportWish(ModelFormat.BIOIMAGEIO, tmp_path / "package.zip")
    _, exported = run_through(export_model(model, wish))
    big = np.tile(draw(1)[0], (2, 2))
    Image.fromarray(big).save(tmp_path / "picture.png")
    found = masks_of(exported.examples[0], tmp_path / "picture.png")
    assert (found == Predictor(model, "cpu").mask(big)).mean() > 0.9999
