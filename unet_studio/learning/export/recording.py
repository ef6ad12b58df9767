"""Recording: a network run once, every operation noted, so that it runs without Python."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unet_studio.learning.export.source import ExportSource


def recorded(source: ExportSource, *, scales: bool = True) -> torch.jit.ScriptModule:
    """The source's network for whole pictures, as TorchScript."""
    with quiet(), torch.no_grad():
        # What it says at other sizes is compared with torch's afterwards, so not here.
        traced = torch.jit.trace(  # type: ignore[no-untyped-call]
            source.network(scales=scales), source.example(), check_trace=False
        )
    assert isinstance(traced, torch.jit.ScriptModule)
    return traced


@contextmanager
def quiet() -> Iterator[None]:
    """Silence what torch says of this way: that it will go one day, and may fix sizes.

    The way that is to replace it (torch.export) fixes every size that a decision was made by, and
    needs onnxscript; what comes out here is checked at other sizes than it was recorded with.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
