"""Recipes: everything that decides a training, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Channels = Literal["auto", "grey", "colour"]
Normalisation = Literal["none", "per-image"]
Precision = Literal["auto", "float32", "bfloat16"]


MAX_WIDTH = 4096
MAX_CHANNELS = 256

LIMITS: dict[str, tuple[float, float]] = {
    "network.in_channels": (0, MAX_CHANNELS),
    "network.out_channels": (0, 255),
    "plan.width": (1, 512),
    "plan.levels": (2, 8),
    "plan.patch_px": (16, 4096),
    "plan.batch": (1, 4096),
    "data.patch_px": (0, 4096),
    "augmentation.rotation_deg": (0, 180),
    "augmentation.scale": (1, 8),
    "augmentation.elastic_px": (0, 100),
    "augmentation.contrast": (0, 10),
    "augmentation.brightness": (0, 10),
    "loss.cross_entropy": (0, 1e6),
    "loss.dice": (0, 1e6),
    "optimiser.learning_rate": (1e-12, 100),
    "optimiser.weight_decay": (0, 1),
    "optimiser.momentum": (0, 1),
    "budget.minutes": (0, 1e6),
    "budget.epochs": (0, 1e9),
    "batch": (1, 4096),
}
"""Dotted key of a number in a recipe -> least and greatest value."""


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
    aligned_corners
        Upsampling maps corner pixels onto corner pixels, as published recipes do. What the
        network says of a pixel then depends on the size of the tile it lies in; without, tiles
        of a large image agree with each other.
    """

    in_channels: int = 0
    out_channels: int = 0
    widths: tuple[int, ...] = (64, 128, 256, 512, 512)
    decoder_widths: tuple[int, ...] = (256, 128, 64, 64)
    aligned_corners: bool = True

    def __post_init__(self) -> None:
        if len(self.decoder_widths) != len(self.widths) - 1:
            raise ValueError("decoder_widths must be one fewer than widths")
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
        return int(2 ** (len(self.widths) - 1))


@dataclass(frozen=True)
class PlanConfig:
    """What the planner chooses from the data and the machine; a value fixes the choice.

    Attributes
    ----------
    width
        Channels at full resolution.
    levels
        Resolutions the network works at.
    patch_px
        Edge of the square cut from an image for training.
    batch
        Patches per step.
    """

    width: int | None = None
    levels: int | None = None
    patch_px: int | None = None
    batch: int | None = None


@dataclass(frozen=True)
class DataConfig:
    """What the network is shown.

    Attributes
    ----------
    channels
        Grey or colour; "auto" = colour as soon as a training image has colour.
    normalisation
        "none" = raw values; "per-image" = mean 0 and standard deviation 1 in every image.
    patch_px
        Edge of the square cut from an image, in its own pixels; 0 = whole images.
    """

    channels: Channels = "auto"
    normalisation: Normalisation = "per-image"
    patch_px: int = 0


@dataclass(frozen=True)
class AugmentationConfig:
    """How an image is varied each time it is shown; the label always likewise.

    Attributes
    ----------
    flips
        None, vertical, horizontal or both, equally likely.
    rotation_deg
        Rotated by up to this angle either way.
    scale
        Zoomed by up to this factor either way; 1 = never.
    elastic_px
        Standard deviation of random displacements on a coarse grid, in pixels.
    contrast, brightness
        Grey values are multiplied by up to 1 + `contrast` (or divided by it) and shifted by up to
        `brightness` standard deviations.
    """

    flips: bool = True
    rotation_deg: float = 0.0
    scale: float = 1.0
    elastic_px: float = 0.0
    contrast: float = 0.0
    brightness: float = 0.0

    @property
    def bends(self) -> bool:
        """Whether pixels move to places between pixels."""
        return self.rotation_deg > 0 or self.scale > 1 or self.elastic_px > 0


@dataclass(frozen=True)
class LossConfig:
    """Weights of the parts of the loss; a part of weight 0 is not computed."""

    cross_entropy: float = 1.0
    dice: float = 0.0


@dataclass(frozen=True)
class OptimiserConfig:
    """How weights follow gradients.

    Attributes
    ----------
    name
        Which algorithm.
    learning_rate
        The highest one; "one-cycle" rises to it and falls to nearly 0 over the whole budget.
    momentum
        RMSprop's.
    """

    name: Literal["rmsprop", "adamw"] = "adamw"
    learning_rate: float = 3e-3
    weight_decay: float = 1e-4
    momentum: float = 0.0
    schedule: Literal["constant", "one-cycle"] = "one-cycle"


@dataclass(frozen=True)
class BudgetConfig:
    """When training ends unless the caller says otherwise; 0 = no such limit."""

    minutes: float = 0.0
    epochs: int = 0


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training; with the data and the seed it decides the model.

    Attributes
    ----------
    name
        As the command line knows it.
    plan
        What is still to be chosen for data and machine; None = all is as written below.
    batch
        Patches or images per step.
    keep
        Which weights become the model: those with the best validation Dice, or those after
        whose step the training loss of the batch was the lowest so far.
    precision
        Of convolutions; "auto" = bfloat16 where the device computes it faster.
    """

    name: str
    plan: PlanConfig | None = None
    network: NetworkConfig = field(default_factory=NetworkConfig)
    data: DataConfig = field(default_factory=DataConfig)
    augmentation: AugmentationConfig = field(default_factory=AugmentationConfig)
    loss: LossConfig = field(default_factory=LossConfig)
    optimiser: OptimiserConfig = field(default_factory=OptimiserConfig)
    budget: BudgetConfig = field(default_factory=BudgetConfig)
    batch: int = 1
    keep: Literal["best-validation", "lowest-batch-loss"] = "best-validation"
    precision: Precision = "auto"
