"""TorchScript files: a recorded network that libtorch runs, in C++ or in Python."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import torch

from unet_studio.learning.export.description import KEY, description
from unet_studio.learning.export.recording import quiet, recorded

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.learning.export.source import ExportSource, Runner

EXTRA = f"{KEY}.json"
"""Beside the network in the file; `torch.jit.load(..., _extra_files={...})` reads it."""


def torchscript_bytes(source: ExportSource, *, scales: bool = True) -> bytes:
    """The source as a TorchScript file."""
    written = io.BytesIO()
    said = json.dumps(description(source, scales=scales))
    with quiet():
        torch.jit.save(recorded(source, scales=scales), written, _extra_files={EXTRA: said})
    return written.getvalue()


def torchscript_runner(content: bytes) -> Runner:
    """What libtorch says of pictures (B, C, H, W), run on the CPU."""
    with quiet():
        network = torch.jit.load(  # type: ignore[no-untyped-call]
            io.BytesIO(content), map_location="cpu"
        )

    def run(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
        with torch.no_grad():
            found: NDArray[np.float32] = network(torch.from_numpy(pictures)).numpy()
        return found

    return run


def write_torchscript(path: Path, source: ExportSource) -> None:
    """Write the source as a TorchScript file."""
    path.write_bytes(torchscript_bytes(source))


def open_torchscript(path: Path, _source: ExportSource) -> tuple[Runner]:
    """What the file at `path` says of pictures (B, C, H, W)."""
    return (torchscript_runner(path.read_bytes()),)
