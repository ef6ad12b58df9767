"""Interruption: a network whose work can be held up or given up between any two convolutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import Tensor, nn

if TYPE_CHECKING:
    from collections.abc import Callable


def check_within(network: nn.Module, check: Callable[[], None]) -> None:
    """Call `check` before and behind every convolution, on the way there and back.

    What it raises comes out of the network's call, or of `backward`. Copies of the network check
    too.

    Parameters
    ----------
    network
        Of any shape.
    check
        Must be quick; it is called about a hundred times a step.
    """

    # A plain function and no method: copying a network copies what its hooks are bound to.
    def on_output(_layer: nn.Module, _inputs: object, output: Tensor) -> None:
        check()
        if output.requires_grad:
            output.register_hook(on_gradient)  # type: ignore[no-untyped-call]

    def on_gradient(_gradient: Tensor) -> None:
        check()

    for layer in network.modules():
        if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d):
            layer.register_forward_hook(on_output)
