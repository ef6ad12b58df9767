"""Processes that share a training: on one computer with several GPUs, or on several computers.

Every process has the same network and computes its share of each batch; see `whole_batch`. The
first process alone measures time, validates, reports and writes files; it tells the others what
it decided. The engine is PyTorch's, started by Lightning Fabric, ``torchrun`` or ``fabric run``.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

import torch
import torch.distributed as dist
from lightning_fabric import Fabric
from lightning_fabric.strategies import DDPStrategy
from torch import Tensor

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.learning.computing.device import choose_device, precision_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unet_studio.domain.recipe import Precision
    from unet_studio.learning.computing.device import Device

_LONGEST_WAIT = timedelta(days=1)  # while the first process validates
_PATIENCE_S = 10.0  # for helpers that were told that it is over
_PATIENCE_AFTER_ERROR_S = 2.0  # enough to say why
_GONE = ("connection closed", "connection reset", "broken pipe", "peer", "nccl")

_OTHERS_ELSEWHERE = say(
    "training",
    "Another process that shares this training reads other images or labels than the first one, so "
    "all end before the first step of this start; that one says which.",
)

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
        own = own.contiguous()
        every = [torch.empty_like(own) for _ in range(self.count)]
        dist.all_gather(every, own)
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


@dataclass(frozen=True)
class Team:
    """The processes that share a training, and what each computes with.

    Attributes
    ----------
    processes
        This one among the others.
    device
        Where this one computes.
    fabric
        Launched; None if there is one process.
    """

    processes: Processes = ALONE
    device: Device = field(default_factory=lambda: choose_device("cpu"))
    fabric: Fabric | None = None

    @property
    def is_alone(self) -> bool:
        """Whether there is one process."""
        return self.processes.count == 1

    def tell(self, something: object) -> None:
        """Tell the helpers; None = it is over."""
        if not self.is_alone:
            self.processes.from_first(something)

    def agree(self, others: Sequence[str] = ()) -> None:
        """See that all learn from the same: each process reads the files at a time of its own.

        Parameters
        ----------
        others
            Names of images that this process, and not the first, finds changed or gone.

        Raises
        ------
        StudioError
            In every process, if one of them found any.
        """
        try:
            is_other = self.processes.any(bool(others))
        except RuntimeError as error:
            raise self.broken_by(error) from error
        if is_other:
            raise StudioError(self._says_others(others) if others else _OTHERS_ELSEWHERE())

    def _says_others(self, names: Sequence[str]) -> Message:
        return say(
            "training",
            "Process {number} of the {count} that share this training reads other images or labels "
            "than the first one, so all end before the first step of this start: {names}. They "
            "were changed while it began, or this computer has another copy of the project. Start "
            "it again.",
        )(number=self.processes.rank + 1, count=self.processes.count, names=", ".join(names))

    def broken_by(self, error: BaseException) -> StudioError:
        """What to raise where an error ended a step that all were taking: none can go on alone."""
        message = say(
            "training",
            "Process {number} of the {count} that share this training cannot go on, so all end: "
            "{detail}. What was kept before is in the run folder; --resume goes on from it.",
        )
        lost = say(
            "training",
            "Process {number} of the {count} that share this training has lost another one, so "
            "all end; that one says why ({detail}). What was kept before is in the run folder; "
            "--resume goes on from it.",
        )
        told = lost if _is_lost(error) else message
        return StudioError(
            told(
                number=self.processes.rank + 1,
                count=self.processes.count,
                detail=_first_line(error),
            )
        )

    def leave(self) -> None:
        """Be none of the processes any more, once it is over.

        Threads of the connections that outlive Python now and then abort a process that has done
        all it had to.
        """
        if not self.is_alone and dist.is_initialized():
            with suppress(RuntimeError):  # the others may be gone first
                dist.destroy_process_group()

    def end(self, *, patience_s: float = _PATIENCE_S) -> None:
        """End the processes that this one started, should they still be there after so long."""
        launcher: Any = getattr(self.fabric, "_launcher", None)
        started = list(getattr(launcher, "procs", ()))
        if started:
            launcher.procs.clear()  # its watch would kill this process, whatever it is writing
        ends_at = perf_counter() + patience_s
        for process in started:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, ends_at - perf_counter()))
            process.kill()
            process.wait()


def _is_lost(error: BaseException) -> bool:
    """Whether the process at the other end of a connection is gone."""
    return any(word in str(error).lower() for word in _GONE)


def _first_line(error: BaseException) -> str:
    return next((line for line in str(error).splitlines() if line), type(error).__name__)


@contextmanager
def ending(team: Team) -> Iterator[None]:
    """Around what the first process does: the others end with it, at once if it failed."""
    try:
        yield
    except BaseException:
        team.end(patience_s=_PATIENCE_AFTER_ERROR_S)
        raise
    team.end()


def team_of(wanted: str, precision: Precision = "auto") -> Team:
    """Start the other processes, where a device name asks for some and nobody has; meet them.

    The others run the same command from its beginning: call this before anything is done twice.

    Parameters
    ----------
    wanted
        As `learning.computing.device.choose_device` takes it, or ``cuda:0,1`` = a process for
        each GPU named, or ``cpu:2`` = two processes on the CPU, for trying it out.
    precision
        Of the recipe.

    Raises
    ------
    StudioError
        If there is no such device, or the processes do not start.
    """
    kind, _, rest = wanted.partition(":")
    here = int(rest) if kind == "cpu" and rest else len([n for n in rest.split(",") if n]) or 1
    world = int(os.environ.get("WORLD_SIZE", "1"))  # torchrun and fabric run say so
    if here == 1 and world == 1:
        return Team(ALONE, choose_device("cpu" if kind == "cpu" else wanted))
    here = max(here, int(os.environ.get("LOCAL_WORLD_SIZE", here)))
    first = choose_device("cpu" if kind == "cpu" else wanted.partition(",")[0])
    named = [int(n) for n in rest.split(",") if n] if first.is_cuda and "," in rest else here
    try:
        fabric = Fabric(
            accelerator=first.torch_device.type,
            devices=named,
            num_nodes=max(1, world // here),
            strategy=DDPStrategy(timeout=_LONGEST_WAIT),
            precision=precision_of(first, precision),
        )
        fabric.launch()
    except (RuntimeError, ValueError) as error:
        raise StudioError(
            say("device", "The other processes of this training do not start: {detail}")(
                detail=error
            )
        ) from error
    device = choose_device(str(fabric.device)) if first.is_cuda else first
    return Team(Processes(fabric.global_rank, fabric.world_size, fabric.device), device, fabric)
