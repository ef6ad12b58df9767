"""Meter: how fast a training is, where it computes, and how much memory that takes."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import torch

from unet_studio.domain.report import MachineUse

if TYPE_CHECKING:
    from unet_studio.domain.recipe import Precision
    from unet_studio.learning.computing.device import Device

_EVERY_S = 1.0  # figures that change more often cannot be read
_MEMORY = Path("/proc/self/statm")
_PAGE_BYTES = 4096


class Meter:
    """Counts pixels and looks at the clock."""

    def __init__(self, device: Device, precision: Precision) -> None:
        self._device = device
        self._precision = str(device.dtype(precision)).removeprefix("torch.")
        self._pixels = 0
        self._since = perf_counter()
        self._last: MachineUse | None = None

    def add(self, pixels: int) -> MachineUse | None:
        """Take in the pixels of one step.

        Returns
        -------
        The figures of the last second or so; None before there are any.
        """
        self._pixels += pixels
        taken = perf_counter() - self._since
        if taken >= _EVERY_S or self._last is None:
            self._last = MachineUse(
                self._device.name,
                self._precision,
                self._pixels / max(taken, 1e-9),
                self._memory_bytes(),
            )
            self._pixels, self._since = 0, perf_counter()
        return self._last

    def _memory_bytes(self) -> int | None:
        if self._device.is_cuda:
            return int(torch.cuda.memory_reserved(self._device.torch_device))
        return process_bytes()


def process_bytes() -> int | None:
    """Main memory that this process holds; None where the system does not say."""
    try:
        return int(_MEMORY.read_text().split()[1]) * _PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return None
