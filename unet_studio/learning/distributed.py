"""Processes that share a training: on one computer with several GPUs, or on several computers.

Every process has the same network and computes its share of each batch; see `whole_batch`. The
first process alone measures time, validates, reports and writes files; it tells the others what
it decided. The engine is PyTorch's, started by Lightning Fabric, ``torchrun`` or ``fabric run``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor

from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lightning_fabric import Fabric

    from unet_studio.learning.device import Device

ValueT = TypeVar("ValueT")


@dataclass(frozen=True)
class Processes:
    """One of the processes that share a training, and what it knows of the others.

    Attributes
    ----------
    rank
        Number of this one; 0 = the first.
    count
        Of all of them.
    device
        Where this one computes; None = wherever a tensor is.
    """

    rank: int = 0
    count: int = 1
    device: torch.device | None = None

    @property
    def is_first(self) -> bool:
        """Whether this one decides and writes."""
        return self.rank == 0

    def share(self, samples: Sequence[ValueT]) -> list[ValueT]:
        """What this process takes of a batch: every `count`-th sample.

        Where they do not divide evenly some take one of the others' again, which is not counted.
        """
        own = list(samples[self.rank :: self.count])
        most = -(-len(samples) // self.count)
        return own if len(own) == most else [*own, samples[-1]]

    def gathered(self, own: Tensor, count: int) -> Tensor:
        """The tensors of all processes as those of one batch.

        Parameters
        ----------
        own
            (b, ...), for the samples that `share` gave; as many everywhere.
        count
            Samples in the whole batch.

        Returns
        -------
        (count, ...), in the order of the batch.
        """
        if self.count == 1:
            return own[:count].contiguous()
        every = [torch.empty_like(own, memory_format=torch.contiguous_format)] * self.count
        every = [torch.empty_like(one) for one in every]
        dist.all_gather(every, own.contiguous())
        return torch.stack(every, dim=1).flatten(0, 1)[:count]

    def own_share(self, whole: Tensor, count: int) -> Tensor:
        """The rows of this process, `count` of them, of a tensor of the whole batch.

        Rows of samples that are taken again, and not counted, are 0.
        """
        own = whole[self.rank :: self.count]
        return torch.cat([own, own.new_zeros(count - len(own), *own.shape[1:])])

    def from_first(self, value: ValueT) -> ValueT:
        """What the first process says, told to all."""
        if self.count == 1:
            return value
        told: list[ValueT] = [value]
        dist.broadcast_object_list(told, src=0, device=self.device)
        return told[0]

    def any(self, flag: bool) -> bool:
        """Whether it is so in any process."""
        if self.count == 1:
            return flag
        found = torch.tensor([float(flag)], device=self.device)
        dist.all_reduce(found, op=dist.ReduceOp.MAX)
        return bool(found.item())


ALONE = Processes()
"""The usual case: one process."""


def device_count(wanted: str) -> int:
    """How many processes of this computer a device name asks for.

    ``cuda:0,1`` = one for each GPU named; ``cpu:2`` = two on the CPU, for trying it out.
    """
    kind, _, rest = wanted.partition(":")
    if kind == "cpu" and rest.isdecimal():
        return max(1, int(rest))
    return len([part for part in rest.split(",") if part]) or 1


def processes_outside() -> int:
    """How many processes ``torchrun`` or ``fabric run`` started; 1 if neither did."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def launched(fabric: Fabric, device: Device) -> Processes:
    """Start the other processes, where nobody has, and meet them.

    The others run the same command from its beginning: call this before anything is done twice.
    """
    try:
        fabric.launch()
    except (RuntimeError, ValueError) as error:
        raise StudioError(
            say("device", "The other processes of this training do not start: {detail}")(
                detail=error
            )
        ) from error
    return Processes(fabric.global_rank, fabric.world_size, device.torch_device)
