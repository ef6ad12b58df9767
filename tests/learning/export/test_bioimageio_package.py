"""bioimage.io packages, read by the format's own library."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from discs import run_through
from export_models import small_model
from PIL import Image

from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_export import ModelExportWish, ModelFormat
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.export.export_model import export_model
from unet_studio.learning.export.recording import quiet

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

CONFIG = NetworkConfig(1, 3, (4, 6, 8), (6, 4))


def packaged(folder: Path, config: NetworkConfig = CONFIG, **card: Any) -> Path:
    wish = card.pop("wish", {})
    model = small_model(folder / "m.safetensors", config, **card)
    out = folder / "p.zip"
    run_through(export_model(model, ModelExportWish(ModelFormat.BIOIMAGEIO, out, **wish)))
    return out


def read(path: Path) -> Any:
    from bioimageio.spec import load_model_description

    folder = path.with_suffix("")
    with quiet(), zipfile.ZipFile(path) as package:
        package.extractall(folder)
        return load_model_description(folder / "rdf.yaml", perform_io_checks=True)


def test_the_library_reads_it(tmp_path) -> None:
    found = read(packaged(tmp_path, wish={"authors": ("Ada L",), "licence": "CC-BY-4.0"}))
    assert found.validation_summary.status in ("valid-format", "passed")
    assert [a.name for a in found.authors] == ["Ada L"]
    assert found.license == "CC-BY-4.0"
    assert found.weights.torchscript is not None
    assert found.weights.onnx is not None
    assert found.outputs[0].axes[1].channel_names == ["background", "class 0", "class 1"]
    assert found.config.model_extra["unet_studio"]["output"]["classes"][2]["id"] == 3


@pytest.mark.parametrize(
    ("normalisation", "channels", "pixels", "step"),
    [
        ("per-image", 1, "uint8", ("zero_mean_unit_variance", ("channel", "y", "x"))),
        ("per-image", 5, "uint16", ("zero_mean_unit_variance", ("y", "x"))),
        ("unit", 3, "uint16", ("scale_linear", 1 / 65535)),
        ("none", 1, "uint8", None),
        ("unit", 1, "float32", None),
    ],
)
def test_scaling_is_what_the_card_says(normalisation, channels, pixels, step, tmp_path) -> None:
    config = NetworkConfig(channels, 1, (4, 6), (4,))
    wish = {"pixels": pixels}
    found = read(packaged(tmp_path, config, normalisation=normalisation, wish=wish))
    said = [
        (s.id, tuple(map(str, s.kwargs.axes)) if "axes" in s.kwargs else s.kwargs.gain)
        for s in found.inputs[0].preprocessing
        if s.id != "ensure_dtype"
    ]
    assert said == ([] if step is None else [step])


def test_it_holds_what_people_look_at(tmp_path) -> None:
    scores = {"class 0": ClassScores(dice=0.8125, iou=0.7, precision=1, recall=1)}
    with zipfile.ZipFile(packaged(tmp_path, scores=scores, score_images=3)) as package:
        names = set(package.namelist())
        readme = package.read("README.md").decode()
        cover = Image.open(BytesIO(package.read("cover.png")))
    assert {"rdf.yaml", "test_input.npy", "test_output.npy", "sample_input.tif"} <= names
    assert cover.width == 2 * cover.height
    assert "class 0: Dice 0.812" in readme
    assert "(x - mean) / standard deviation" in readme


def test_a_model_without_scores_says_so(tmp_path) -> None:
    with zipfile.ZipFile(packaged(tmp_path)) as package:
        assert "nobody knows how good it is" in package.read("README.md").decode()


@pytest.mark.slow
@pytest.mark.parametrize("config", [
    CONFIG,
    NetworkConfig(3, 1, (4, 6), (4,), padding="valid", up="transposed"),
])  # fmt: skip
def test_the_formats_own_runner_says_the_same(config, tmp_path) -> None:
    core = pytest.importorskip("bioimageio.core")
    package = read(packaged(tmp_path, config))
    with quiet():
        for weights in ("torchscript", "onnx"):
            assert core.test_model(package, weight_format=weights).status == "passed"


def test_a_given_picture_is_the_test_picture(tmp_path) -> None:
    drawn = np.random.default_rng(0).integers(0, 255, (120, 150), dtype=np.uint8)
    Image.fromarray(drawn).save(tmp_path / "mine.png")
    with zipfile.ZipFile(packaged(tmp_path, wish={"picture": tmp_path / "mine.png"})) as package:
        given = np.load(BytesIO(package.read("test_input.npy")))
    assert (given[0, 0] == drawn).all()
