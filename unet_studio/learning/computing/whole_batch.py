"""Whole batch: its loss and gradients, though only parts of it are computed at a time or here.

A step means the same whether its batch is computed at once, one part after the other because
memory is short, or by several processes: losses are taken over the logits of the whole batch, so
that also those that are no sum over images (Dice, means over labelled pixels) come out alike.
Normalisation of batches alone sees the part that is computed at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import torch
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Callable

    from lightning_fabric import Fabric
    from lightning_fabric.wrappers import _FabricModule

    from unet_studio.learning.computing.distributed import Processes


class Loss(Protocol):
    """The loss of a batch from its logits."""

    def __call__(self, logits: Tensor, *labels: Tensor | None) -> Tensor:
        """A scalar."""


@dataclass
class WholeBatch:
    """Puts the gradients of a batch into a network.

    Attributes
    ----------
    fabric, module
        Computes; the network as Fabric made it ready.
    processes
        That share each batch.
    parts
        Computed one after the other here.
    """

    fabric: Fabric
    module: _FabricModule
    processes: Processes
    parts: int = 1

    def gradients(
        self,
        pixels: Tensor,
        labels: tuple[Tensor | None, ...],
        count: int,
        loss_of: Loss,
        before: Callable[[int], object],
    ) -> tuple[float, Tensor]:
        """Add the gradients of the loss to the network's weights, unless it is no finite number.

        Parameters
        ----------
        pixels
            (b, C, H, W) of this process.
        labels
            What the loss needs besides: each (b, ...), or None.
        count
            Images in the whole batch; what this process has beyond its share is not counted.
        loss_of
            Gives the loss from the whole batch.
        before
            Called with the number of the part before each pass of it through the network, of
            which there may be two: must put back what a pass changes besides gradients.

        Returns
        -------
        value, logits
            The loss, the same on all processes; the logits of this process's images.
        """
        if self.parts == 1 and self.processes.count == 1:
            before(0)
            logits = self.module(pixels)
            loss = loss_of(logits, *labels)
            value = loss.item()
            if _is_finite(value):
                self.fabric.backward(loss)
            return value, logits.detach()
        return self._in_parts(pixels, labels, count, loss_of, before)

    def _in_parts(
        self,
        pixels: Tensor,
        labels: tuple[Tensor | None, ...],
        count: int,
        loss_of: Loss,
        before: Callable[[int], object],
    ) -> tuple[float, Tensor]:
        pieces = pixels.tensor_split(min(self.parts, len(pixels)))
        kept, first = self._forward(pieces, before)
        whole = self.processes.gathered(first, count).requires_grad_()
        told = [None if one is None else self.processes.gathered(one, count) for one in labels]
        loss = loss_of(whole, *told)
        value = loss.item()
        if not _is_finite(value):
            return value, first
        (slope,) = torch.autograd.grad(loss, whole)
        # Processes take the mean of their gradients, and what is wanted here is the sum.
        own = self.processes.own_share(slope, len(pixels)) * self.processes.count
        slopes = own.tensor_split(len(pieces))
        for n, (piece, part) in enumerate(zip(pieces, slopes, strict=True)):
            is_last = n == len(pieces) - 1
            with self.fabric.no_backward_sync(self.module, enabled=not is_last):
                if kept is None:
                    before(n)
                logits = self.module(piece) if kept is None else kept
                self.fabric.backward(logits, gradient=part)
        return value, first

    def _forward(
        self, pieces: tuple[Tensor, ...], before: Callable[[int], object]
    ) -> tuple[Tensor | None, Tensor]:
        """Logits with the way back, where there is one piece only; and logits without it."""
        if len(pieces) == 1:
            before(0)
            logits = self.module(pieces[0])
            return logits, logits.detach()
        found = []
        with torch.no_grad():
            for n, piece in enumerate(pieces):
                before(n)
                found.append(self.module(piece))
        return None, torch.cat(found)


def _is_finite(value: float) -> bool:
    return abs(value) < float("inf")  # False for what is no number
