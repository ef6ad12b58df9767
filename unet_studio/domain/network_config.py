"""Network config: the shape of a U-Net as a value; it spells every published one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MAX_WIDTH = 4096
MAX_CHANNELS = 256
MAX_SHRINK = 16


@dataclass(frozen=True)
class NetworkConfig:
    """The shape of a U-Net.

    Attributes
    ----------
    in_channels
        1 = grey, 3 = colour, or as many as the pictures have; 0 = as the data have it.
    out_channels
        1 = one class against background (sigmoid); else background and classes (softmax);
        0 = as the project's classes need it.
    widths
        Channels of the encoder's levels, from full resolution down.
    decoder_widths
        Channels of the decoder's levels, from the coarsest up; one fewer than `widths`.
    one_class
        What 0 `out_channels` become where there is a single class: one output or two.
    shrink
        An image is shrunk by so much (means of squares) before the first level, and the logits are
        enlarged again: the network is faster and sees farther, but nothing finer than that.
    padding
        Of the 3x3 convolutions; "valid" = none, so that the logits are smaller than the image by
        `margin_px` on every side.
    bias
        Whether the 3x3 convolutions have one.
    normalisation, activation
        After every 3x3 convolution.
    dropout, dropout_at
        Which share of channels is dropped while it learns, and where: after every normalisation
        ("each"), between the two convolutions of a block ("between"), or after the coarsest block
        ("bottom").
    down
        2x2 max-pool, or a 3x3 convolution of stride 2 with normalisation and activation.
    up
        "bilinear" or "nearest" = interpolated, channels kept; "transposed" = 2x2 transposed
        convolution to the width of the level; "transposed-1x1" = 2x2 transposed convolution of
        the same width, then 1x1 convolution to the width of the level.
    aligned_corners
        Bilinear upsampling maps corner pixels onto corner pixels, as published recipes do. What
        the network says of a pixel then depends on the size of the tile it lies in; without, tiles
        of a large image agree with each other.
    joined
        Order of the channels where skip and upsampled meet.
    head_px
        Edge of the last convolution, 1 or 3.
    start
        How weights are drawn: as torch does by itself, by He, or by Glorot.
    """

    in_channels: int = 0
    out_channels: int = 0
    widths: tuple[int, ...] = (64, 128, 256, 512, 512)
    decoder_widths: tuple[int, ...] = (256, 128, 64, 64)
    one_class: Literal["one-output", "two-outputs"] = "one-output"
    shrink: int = 1
    padding: Literal["zeros", "reflect", "valid"] = "zeros"
    bias: bool = True
    normalisation: Literal["batch", "none"] = "batch"
    activation: Literal["relu", "leaky-relu"] = "relu"
    dropout: float = 0.0
    dropout_at: Literal["each", "between", "bottom"] = "each"
    down: Literal["max-pool", "strided"] = "max-pool"
    up: Literal["bilinear", "nearest", "transposed", "transposed-1x1"] = "bilinear"
    aligned_corners: bool = True
    joined: Literal["skip-up", "up-skip"] = "skip-up"
    head_px: Literal[1, 3] = 1
    start: Literal["torch", "he", "glorot"] = "torch"

    def __post_init__(self) -> None:
        if len(self.decoder_widths) != len(self.widths) - 1:
            raise ValueError("decoder_widths must be one fewer than widths")
        if not 1 <= self.shrink <= MAX_SHRINK:
            raise ValueError(f"shrink must lie between 1 and {MAX_SHRINK}")
        if self.shrink > 1 and self.padding == "valid":
            raise ValueError("only a padded network can shrink images")
        if self.down == "strided" and self.padding == "valid":
            raise ValueError("only a padded network can go down by strided convolutions")
        if not all(1 <= width <= MAX_WIDTH for width in (*self.widths, *self.decoder_widths)):
            raise ValueError(f"every width must lie between 1 and {MAX_WIDTH}")

    @staticmethod
    def of_width(width: int, levels: int) -> NetworkConfig:
        """The usual shape: twice the channels with every level, the coarsest as wide as the last.

        Bilinear upsampling keeps the channels, so the decoder halves them in its convolutions.
        """
        doubling = [width * 2**k for k in range(levels - 1)]
        halving = [max(width, w // 2) for w in reversed(doubling)]
        return NetworkConfig(widths=(*doubling, doubling[-1]), decoder_widths=tuple(halving))

    @property
    def stride(self) -> int:
        """Edge in pixels of the square that one value of the coarsest level speaks of."""
        return int(self.shrink * 2 ** (len(self.widths) - 1))

    @property
    def margin_px(self) -> int:
        """By how much the logits are smaller than the image, on every side."""
        if self.padding != "valid":
            return 0
        # Two convolutions take 4 pixels, at every level down, at the bottom, at every level up.
        return 6 * self.stride - 4

    def output_px(self, least: int) -> int:
        """The shortest edge of logits that is at least so long and that the levels divide evenly.

        An image of this edge plus twice `margin_px` gives it.
        """
        if self.padding != "valid":
            return -(-least // self.stride) * self.stride
        # From n pixels at the bottom come stride * (n - 4) less 4 at every level up.
        lost = 4 * (self.stride - 1)
        return -(-(least + lost) // self.stride) * self.stride - lost
