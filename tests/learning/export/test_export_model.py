"""Models handed on say what torch says, or are not there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from discs import run_through
from export_models import small_model, small_of_recipe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unet_studio.domain.message import StudioError
from unet_studio.domain.model_export import PIXEL_TYPES, ModelExportWish, ModelFormat
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.export import export_model as exporting
from unet_studio.learning.export.export_model import export_model
from unet_studio.learning.export.onnx_file import onnx_bytes, onnx_runner
from unet_studio.learning.export.recording import quiet, recorded
from unet_studio.learning.export.source import source_of
from unet_studio.learning.export.torchscript_file import EXTRA, torchscript_bytes
from unet_studio.learning.recipes import RECIPES
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.runs.model_file import ModelFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.model_export import ExportedModel, PixelType
    from unet_studio.learning.export.source import ExportSource

ROUNDING = 1e-4
CONFIG = NetworkConfig(1, 3, (4, 6, 8), (6, 4))


def handed_on(model: Path, out: Path, form: ModelFormat, **wish: object) -> ExportedModel:
    return run_through(export_model(model, ModelExportWish(form, out, **wish)))[1]


def source_for(model: Path, pixels: PixelType = "uint8") -> ExportSource:
    return source_of(model, ModelExportWish(ModelFormat.ONNX, model, pixels))


def picture(size: tuple[int, int], channels: int, pixels: PixelType) -> NDArray[np.generic]:
    """Smooth as pictures are: noise alone says little of resizing."""
    random = np.random.default_rng(size[0])
    values = np.cumsum(random.normal(size=(*size, channels)), axis=1) * 8 + 110
    if pixels == "uint8":
        return values.clip(0, 255).astype(np.uint8)
    if pixels == "uint16":
        return (values * 250).clip(0, 65535).astype(np.uint16)
    return values.astype(np.float32)


@pytest.fixture(params=["onnx", "torchscript"])
def runner(request) -> Callable:
    """What a copy of a source says."""
    if request.param == "onnx":
        return lambda source: onnx_runner(onnx_bytes(source))

    def run(source):
        script = recorded(source)
        return lambda pictures: script(torch.from_numpy(pictures)).detach().numpy()

    return run


def differences(run, source: ExportSource, *sizes: tuple[int, int]) -> float:
    channels, pixels = source.card.network.in_channels, source.wish.pixels
    return max(
        exporting.greatest_difference(run, source, [picture(size, channels, pixels)])
        for size in sizes
    )


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_every_recipes_network_says_the_same_at_all_sizes(name, runner, tmp_path) -> None:
    channels = 3 if name == "labelme-multiclass" else 1
    model = small_of_recipe(
        tmp_path / "m.safetensors", RECIPES[name], in_channels=channels, out_channels=3
    )
    fits = RECIPES[name].data.fit != "none"
    source = source_for(model, "float32" if fits else "uint8")
    assert differences(runner(source), source, (61, 75), (40, 130), (7, 5)) < ROUNDING


def test_whole_numbers_are_resized_nearly_as_by_opencv(tmp_path) -> None:
    for name in ("dice-unet", "labelme-multiclass"):
        model = tmp_path / "m.safetensors"
        source = source_for(
            small_of_recipe(model, RECIPES[name], in_channels=1, out_channels=3), "uint8"
        )
        run = onnx_runner(onnx_bytes(source))
        assert differences(run, source, (61, 75), (96, 128)) < ROUNDING  # shrunk: exact
        assert differences(run, source, (40, 130), (20, 20)) < exporting.MAY_DIFFER_FITTED


@pytest.mark.parametrize("normalisation", ["unit", "per-image", "none"])
@pytest.mark.parametrize("pixels", PIXEL_TYPES)
def test_pictures_are_scaled_as_by_us(normalisation, pixels, tmp_path) -> None:
    for channels in (1, 4):
        config = NetworkConfig(channels, 1, (4, 6), (4,))
        model = small_model(tmp_path / "m.safetensors", config, normalisation=normalisation)
        source = source_for(model, pixels)
        limit = 1e-3 if normalisation == "none" else ROUNDING  # numbers of 65535 round coarsely
        assert differences(onnx_runner(onnx_bytes(source)), source, (33, 41)) < limit


@pytest.mark.parametrize("normalisation", ["unit", "per-image"])
def test_what_is_no_number_and_even_pictures(normalisation, tmp_path) -> None:
    model = small_model(tmp_path / "m.safetensors", CONFIG, normalisation=normalisation)
    source = source_for(model, "float32")
    broken = picture((33, 41), 1, "float32")
    broken[3, 4], broken[20, 7], broken[21, 8] = np.nan, np.inf, -np.inf
    even = [np.full_like(broken, value) for value in (1000.1, np.nan, 1.0)]
    run = onnx_runner(onnx_bytes(source))
    assert exporting.greatest_difference(run, source, [broken, *even]) < ROUNDING


@st.composite
def configs(draw) -> NetworkConfig:
    padding = draw(st.sampled_from(["zeros", "reflect", "valid"]))
    levels = draw(st.integers(1, 3))
    widths = st.integers(1, 6)
    return NetworkConfig(
        in_channels=draw(st.integers(1, 4)),
        out_channels=draw(st.integers(1, 4)),
        widths=tuple(draw(widths) for _ in range(levels)),
        decoder_widths=tuple(draw(widths) for _ in range(levels - 1)),
        shrink=1 if padding == "valid" else draw(st.integers(1, 3)),
        padding=padding,
        bias=draw(st.booleans()),
        normalisation=draw(st.sampled_from(["batch", "none"])),
        activation=draw(st.sampled_from(["relu", "leaky-relu"])),
        dropout=draw(st.sampled_from([0.0, 0.4])),
        dropout_at=draw(st.sampled_from(["each", "between", "bottom"])),
        down="max-pool" if padding == "valid" else draw(st.sampled_from(["max-pool", "strided"])),
        up=draw(st.sampled_from(["bilinear", "nearest", "transposed", "transposed-1x1"])),
        aligned_corners=draw(st.booleans()),
        joined=draw(st.sampled_from(["skip-up", "up-skip"])),
        head_px=draw(st.sampled_from([1, 3])),
    )


@given(configs(), st.integers(1, 70), st.integers(1, 70))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_network_says_the_same_at_any_size(tmp_path, config, height, width) -> None:
    source = source_for(small_model(tmp_path / "m.safetensors", config))
    assert differences(onnx_runner(onnx_bytes(source)), source, (height, width)) < ROUNDING


def test_nothing_of_this_machine_is_fixed_in_the_file(tmp_path) -> None:
    for fit in ("none", "letterbox"):
        model = small_model(tmp_path / "m.safetensors", CONFIG, fit=fit, fit_px=(48, 48))
        devices = [
            line for line in str(recorded(source_for(model)).inlined_graph).split("\n")
            if "Device = prim::Constant" in line
        ]  # fmt: skip
        assert devices == []


def test_the_file_is_checked_written_and_described(tmp_path) -> None:
    import onnx

    model = small_model(tmp_path / "m.safetensors", CONFIG, licence="CC-BY-4.0")
    exported = handed_on(model, tmp_path / "o.onnx", ModelFormat.ONNX)
    assert 0 <= exported.difference < ROUNDING
    assert len(set(exported.sizes)) == 2
    file = onnx.load(tmp_path / "o.onnx")
    said = json.loads({p.key: p.value for p in file.metadata_props}["unet_studio"])
    assert [(c["position"], c["id"], c["name"]) for c in said["output"]["classes"]] == [
        (0, 0, "background"), (1, 1, "class 0"), (2, 3, "class 1"),
    ]  # fmt: skip
    assert said["output"]["classes"][1]["colour"] == "#e69f00"
    assert (said["licence"], said["input"]["channels"], said["stride_px"]) == ("CC-BY-4.0", 1, 4)
    assert said["input"]["normalisation"] == "per-image"
    assert said["card"]["name"] == "small"
    dims = file.graph.input[0].type.tensor_type.shape.dim
    assert [d.dim_param or d.dim_value for d in dims] == ["batch", 1, "height", "width"]


def test_torchscript_carries_the_description(tmp_path) -> None:
    import io

    source = source_for(small_model(tmp_path / "m.safetensors", CONFIG))
    extra = {EXTRA: ""}
    with quiet():
        torch.jit.load(io.BytesIO(torchscript_bytes(source)), _extra_files=extra)
    assert json.loads(extra[EXTRA])["decision"].startswith("the most probable class")


def test_the_threshold_is_said_where_there_is_one_class(tmp_path) -> None:
    import onnx

    model = small_model(tmp_path / "m.safetensors", NetworkConfig(1, 1, (4, 6), (4,)))
    handed_on(model, tmp_path / "o.onnx", ModelFormat.ONNX, has_examples=False)
    props = {p.key: p.value for p in onnx.load(tmp_path / "o.onnx").metadata_props}
    assert json.loads(props["unet_studio"])["threshold"] == 0.5
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.safetensors", "o.onnx"]


def test_what_is_no_model_of_ours_is_refused(tmp_path) -> None:
    import pickle

    for name, content in (("t.safetensors", b"text"), ("p.safetensors", pickle.dumps([1]))):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ModelFileError):
            handed_on(tmp_path / name, tmp_path / "o.onnx", ModelFormat.ONNX)
    assert not (tmp_path / "o.onnx").exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path) -> None:
    model = small_model(tmp_path / "m.safetensors", CONFIG)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WriteError):
        handed_on(model, tmp_path / "file" / "o.onnx", ModelFormat.ONNX)


def test_a_name_of_another_form_is_refused(tmp_path) -> None:
    model = small_model(tmp_path / "m.safetensors", CONFIG)
    with pytest.raises(StudioError, match=r"must end in \.onnx"):
        handed_on(model, tmp_path / "o.pt", ModelFormat.ONNX)


@pytest.mark.parametrize("form", list(ModelFormat))
def test_a_wrong_copy_is_not_kept(form, tmp_path, monkeypatch) -> None:
    model = small_model(tmp_path / "m.safetensors", CONFIG)
    out = tmp_path / f"o{form.suffixes[0]}"
    out.write_text("what was there")
    _, opened = exporting._WAYS[form]

    def spoilt(path, source):
        network = source.plain
        with torch.no_grad():
            network.outc.conv.bias += torch.tensor([0.0, 0.1, 0.0])
        exporting_write(path, source)
        with torch.no_grad():
            network.outc.conv.bias -= torch.tensor([0.0, 0.1, 0.0])

    exporting_write = exporting._WAYS[form][0]
    monkeypatch.setitem(exporting._WAYS, form, (spoilt, opened))
    with pytest.raises(StudioError, match="does not say what the model says"):
        handed_on(model, out, form)
    assert out.read_text() == "what was there"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.safetensors", out.name]
