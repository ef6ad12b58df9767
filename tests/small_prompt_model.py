"""A very small model with the inputs and outputs of EfficientSAM, made here and served locally."""

from __future__ import annotations

import hashlib
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from onnx import TensorProto, helper, save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "efficientsam:10m"


def encoder() -> object:
    """The mean of the colours: (1, 3, h, w) -> (1, 1, h, w)."""
    node = helper.make_node("ReduceMean", ["batched_images"], ["embedding"], axes=[1], keepdims=1)
    graph = helper.make_graph(
        [node],
        "encoder",
        [tensor("batched_images", TensorProto.FLOAT, [1, 3, "h", "w"])],
        [tensor("embedding", TensorProto.FLOAT, [1, 1, "h", "w"])],
    )
    return model(graph)


def decoder() -> object:
    """What is brighter than a half, (1, 1, 1, h, w); where the points lie does not matter."""
    nodes = [
        helper.make_node("Constant", [], ["half"], value_float=0.5),
        helper.make_node("Sub", ["image_embeddings", "half"], ["brighter"]),
        helper.make_node("Unsqueeze", ["brighter", "first"], ["masks"]),
        helper.make_node("ReduceMax", ["batched_point_coords"], ["scores"], keepdims=0),
        helper.make_node("ReduceMax", ["batched_point_labels"], ["labels"], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "decoder",
        [
            tensor("image_embeddings", TensorProto.FLOAT, [1, 1, "h", "w"]),
            tensor("batched_point_coords", TensorProto.FLOAT, [1, 1, "n", 2]),
            tensor("batched_point_labels", TensorProto.FLOAT, [1, 1, "n"]),
            tensor("orig_im_size", TensorProto.INT64, [2]),
        ],
        [
            tensor("masks", TensorProto.FLOAT, [1, 1, 1, "h", "w"]),
            tensor("scores", TensorProto.FLOAT, []),
            tensor("labels", TensorProto.FLOAT, []),
        ],
        [helper.make_tensor("first", TensorProto.INT64, [1], [0])],
    )
    return model(graph)


def tensor(name: str, kind: int, shape: list[int | str]) -> object:
    return helper.make_tensor_value_info(name, kind, shape)


def model(graph: object) -> object:
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


class Served:
    """The model's files behind an address, and how often the encoder was asked.

    Attributes
    ----------
    name
        Of the model.
    online
        Whether the address answers.
    """

    def __init__(self, folder: Path) -> None:
        self.name = NAME
        self.folder = folder
        save(encoder(), folder / "encoder.onnx")
        save(decoder(), folder / "decoder.onnx")

    def digest(self, part: str) -> str:
        return hashlib.sha256((self.folder / f"{part}.onnx").read_bytes()).hexdigest()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def served_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """osam's smallest model exchanged for a tiny one, not yet on this computer."""
    import osam.apis
    from osam import types

    folder = tmp_path / "served"
    folder.mkdir()
    served = Served(folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    blobs = {
        part: types.Blob(f"{address}/{part}.onnx", f"sha256:{served.digest(part)}")
        for part in ("encoder", "decoder")
    }
    monkeypatch.setattr(osam.apis.get_model_type_by_name(NAME), "_blobs", blobs)
    yield served
    server.shutdown()
    server.server_close()
    thread.join()
