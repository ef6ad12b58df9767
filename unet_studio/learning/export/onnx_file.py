"""ONNX files: a recorded network that onnxruntime, OpenCV, ImageJ and web browsers run."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import torch

from unet_studio.learning.export.description import KEY, description
from unet_studio.learning.export.recording import quiet, recorded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.learning.export.source import ExportSource, Runner

OPSET = 17
"""Runtimes since 2022 know it (onnxruntime 1.12); nothing newer is needed."""

INPUT, OUTPUT = "image", "probabilities"


def onnx_bytes(source: ExportSource, *, scales: bool = True) -> bytes:
    """The source as an ONNX file, with its description in the file's own properties."""
    import onnx

    script, example = recorded(source, scales=scales), source.example()
    axes = {0: "batch", 2: "height", 3: "width"}
    with TemporaryDirectory() as folder, quiet(), torch.no_grad():
        written = Path(folder) / "recorded.onnx"
        torch.onnx.export(
            script,
            (example,),
            written,
            dynamo=False,
            opset_version=OPSET,
            input_names=[INPUT],
            output_names=[OUTPUT],
            dynamic_axes={INPUT: axes, OUTPUT: axes},
        )
        model = onnx.load(written)
    said = description(source, scales=scales)
    model.producer_name, model.doc_string = said["software"], said["summary"]
    onnx.helper.set_model_props(model, {KEY: json.dumps(said), "classes": json.dumps(_names(said))})
    onnx.checker.check_model(model)
    written_again: bytes = model.SerializeToString()
    return written_again


def onnx_runner(content: bytes) -> Runner:
    """What onnxruntime says of pictures (B, C, H, W), run on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(content, options, ["CPUExecutionProvider"])

    def run(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = session.run([OUTPUT], {INPUT: pictures})[0]
        return found

    return run


def write_onnx(path: Path, source: ExportSource) -> None:
    """Write the source as an ONNX file."""
    path.write_bytes(onnx_bytes(source))


def open_onnx(path: Path, _source: ExportSource) -> tuple[Runner]:
    """What the file at `path` says of pictures (B, C, H, W)."""
    return (onnx_runner(path.read_bytes()),)


def _names(said: dict[str, Any]) -> list[str]:
    return [entry["name"] for entry in said["output"]["classes"]]
