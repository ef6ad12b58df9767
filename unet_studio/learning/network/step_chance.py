"""Step chance: what a step changes besides gradients, so that it can be repeated or given up.

Dropout draws from the number of the step and nothing else, as sampling does; the statistics of
normalisations are put back where a part of the batch passes through the network again, and where
the step is given up.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn.modules.dropout import _DropoutNd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unet_studio.learning.computing.device import Device

_PARTS = 10_000  # more than a batch will ever be cut into


class StepChance:
    """Of one network.

    Attributes
    ----------
    network
        Whose dropout and statistics these are.
    seed
        Decides what is dropped.
    device
        Where the network is.
    """

    def __init__(self, network: nn.Module, seed: int, device: Device) -> None:
        self.network = network
        self.seed = seed
        self.device = device
        self._drops = any(isinstance(part, _DropoutNd) and part.p for part in network.modules())
        self._number = 0
        self._before: list[Tensor] | None = None  # the statistics, while a step is under way

    @contextmanager
    def of_step(self, number: int) -> Iterator[None]:
        """Around the passes of one step; if it raises, the statistics are as before."""
        self._number = number
        self._before = [buffer.clone() for buffer in self.network.buffers()]
        devices = [self.device.torch_device.index or 0] if self.device.is_cuda else []
        try:
            with torch.random.fork_rng(devices, enabled=self._drops):
                yield
        except BaseException:
            self._put_back()
            raise
        finally:
            self._before = None

    def of_part(self, part: int) -> None:
        """Begin a pass of this part of the batch."""
        if self._drops:
            torch.manual_seed(((self.seed * 1_000_003 + self._number) * _PARTS + part) % 2**63)
        if part == 0:
            self._put_back()

    def buffers_before(self) -> dict[str, Tensor]:
        """Name -> statistics before the step under way; empty if there is none."""
        if self._before is None:
            return {}
        names = [name for name, _ in self.network.named_buffers()]
        return dict(zip(names, self._before, strict=True))

    @torch.no_grad()
    def _put_back(self) -> None:
        for buffer, before in zip(self.network.buffers(), self._before or (), strict=False):
            buffer.copy_(before)
