"""Networks that compute with bytes say nearly the same, and the same of tiles as of the whole."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from discs import draw, run_through
from PIL import Image
from settled_models import model_at

from unet_studio.domain.message import StudioError
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.network.int8_network import Int8Conv, can_be_int8, computes_int8
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.prediction import predictor
from unet_studio.learning.prediction.faster_network import ready_to_predict
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.project.given_images import collect_images

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not computes_int8(), reason="this CPU or torch has no int8")

CPU = torch.device("cpu")
CONFIG = NetworkConfig(1, 2, (8, 16, 16, 16), (16, 8, 8))


def settled(config: NetworkConfig) -> UNet:
    """A network whose normalisations know what comes, as after a training."""
    torch.manual_seed(0)
    network = UNet(config).train()
    with torch.no_grad():
        for _ in range(60):
            network(torch.randn(4, config.in_channels, 48, 48))
    return network.eval()


def shown(edges: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(*edges, 1)).astype(np.float32)


@pytest.mark.parametrize("up", ["bilinear", "nearest"])
@pytest.mark.parametrize("edges", [(64, 64), (53, 70), (3, 5)])
def test_bytes_say_nearly_the_same(up, edges) -> None:
    network, pixels = settled(replace(CONFIG, up=up)), shown(edges)
    with torch.inference_mode():
        expected = network(torch.from_numpy(pixels)[None].permute(0, 3, 1, 2))
    inference = ready_to_predict(network, dtype=torch.bfloat16, device=CPU, int8=True)
    assert sum(isinstance(part, Int8Conv) for part in inference.network.modules()) == 13
    found = inference.logits(pixels)
    assert found.shape == expected.shape
    assert (found - expected).abs().mean() < 0.1 * expected.std()


def test_what_is_shown_together_changes_nothing() -> None:
    network = settled(replace(CONFIG, up="nearest"))
    inference = ready_to_predict(network, dtype=torch.bfloat16, device=CPU, int8=True)
    dark, bright = shown((48, 48)), 3 * shown((48, 48))[::-1]
    together = inference.answers(np.stack([dark, bright]))
    assert np.array_equal(together[0], inference.answers(dark[None])[0])
    inner = inference.answers(np.pad(dark, ((64, 64), (64, 64), (0, 0)))[None])
    wider = inference.answers(np.pad(dark, ((80, 80), (80, 80), (0, 0)))[None])
    assert np.array_equal(inner[0][:, 64:112, 64:112], wider[0][:, 80:128, 80:128])


@pytest.mark.parametrize(
    "change",
    [{"activation": "leaky-relu"}, {"normalisation": "none"}, {"up": "transposed"}],
    ids=str,
)
def test_other_networks_are_refused(change, tmp_path: Path) -> None:
    assert can_be_int8(CONFIG)
    assert not can_be_int8(replace(CONFIG, **change))


def test_the_report_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.fromarray(draw(0)[0]).save(tmp_path / "a.png")
    model, out = model_at(tmp_path / "m.safetensors"), tmp_path / "out"
    images = collect_images([tmp_path / "a.png"])
    run_through(predict_files(model, images, out, device="cpu"))
    _, summary = run_through(predict_files(model, images, out, device="cpu", int8=True))
    assert summary.was_there == 0
    assert '"int8"' in json.dumps(json.loads((out / "report.json").read_text("utf-8")))
    monkeypatch.setattr(predictor, "computes_int8", lambda: False)
    with pytest.raises(StudioError, match="int8"):
        Predictor(model, "cpu", int8=True)
