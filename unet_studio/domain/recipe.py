"""Recipes: everything that decides a training, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# For good, not only for type checking: reading a recipe validates against these types.
from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import MAX_CHANNELS, MAX_SHRINK, NetworkConfig

Channels = Literal["auto", "grey", "colour"]
Normalisation = Literal["none", "unit", "per-image"]
Fit = Literal["none", "letterbox", "stretch"]
Precision = Literal["auto", "float32", "bfloat16"]

LIMITS: dict[str, tuple[float, float]] = {
    "network.in_channels": (0, MAX_CHANNELS),
    "network.out_channels": (0, 255),
    "network.shrink": (1, MAX_SHRINK),
    "network.dropout": (0, 0.95),
    "plan.width": (1, 512),
    "plan.levels": (2, 8),
    "plan.shrink": (1, MAX_SHRINK),
    "plan.patch_px": (16, 4096),
    "plan.batch": (1, 4096),
    "plan.foreground_share": (0, 1),
    "plan.bend_share": (0, 1),
    "data.fit_px": (1, 16384),
    "data.patch_px": (0, 4096),
    "data.foreground_share": (0, 1),
    "data.validation_share": (0, 0.9),
    "augmentation.repeats": (1, 1000),
    "augmentation.shift_px": (0, 1000),
    "augmentation.rotation_deg": (0, 180),
    "augmentation.bend_share": (0, 1),
    "augmentation.scale": (1, 8),
    "augmentation.elastic_px": (0, 100),
    "augmentation.elastic_grid": (2, 64),
    "augmentation.contrast": (0, 10),
    "augmentation.brightness": (0, 10),
    "augmentation.as_is_share": (0, 1),
    "loss.cross_entropy": (0, 1e6),
    "loss.focal": (0, 1e6),
    "loss.focal_gamma": (0, 20),
    "loss.focal_alpha": (0, 1e3),
    "loss.dice": (0, 1e6),
    "loss.border_weight": (0, 1e4),
    "loss.border_sigma_px": (0.1, 1e3),
    "optimiser.learning_rate": (1e-12, 100),
    "optimiser.weight_decay": (0, 1),
    "optimiser.momentum": (0, 1),
    "optimiser.decay": (0, 1e3),
    "optimiser.warm_up": (0, 0.9),
    "optimiser.clip_norm": (0, 1e6),
    "optimiser.average": (0, 0.99999),
    "budget.minutes": (0, 1e6),
    "budget.epochs": (0, 1e9),
    "budget.patience": (0, 1),
    "batch": (0, 4096),
    "save_every": (0, 1e6),
}
"""Dotted key of a number, or of several, in a recipe -> least and greatest value."""


@dataclass(frozen=True)
class PlanConfig:
    """What the planner chooses from the data and the machine; a value fixes the choice.

    Attributes
    ----------
    width
        Channels at full resolution.
    levels
        Resolutions the network works at.
    shrink
        By how much the network shrinks images before it looks at them.
    patch_px
        Edge of the square cut from an image for training.
    batch
        Patches per step.
    foreground_share
        Which share of the patches is cut around a pixel of a class.
    bend_share
        Which share of the patches is rotated by any angle, zoomed and bent.
    upright
        Whether what is up in the images differs from what is down: then they are not flipped,
        and tilted a little only. "auto" = the images say.
    """

    width: int | None = None
    levels: int | None = None
    shrink: int | None = None
    patch_px: int | None = None
    batch: int | None = None
    foreground_share: float | None = None
    bend_share: float | None = None
    upright: Literal["auto", "yes", "no"] = "auto"


@dataclass(frozen=True)
class DataConfig:
    """What the network is shown.

    Attributes
    ----------
    channels
        Grey or colour; "auto" = colour as soon as a training image has colour.
    normalisation
        "none" = raw values; "unit" = 0 to 1 over the range of the file's type; "per-image" = mean
        0 and standard deviation 1 in every image.
    fit, fit_px
        Whether an image is brought to the size `fit_px` (height, width) before the network sees
        it: "stretch" = resized; "letterbox" = laid into the top left corner of a black square as
        long as its longer side, then resized. Masks are brought back to the image's own size.
    patch_px
        Edge of the square cut from an image, in its own pixels; 0 = whole images. Of a network
        without padding it is the edge of the logits, the patch is larger by its margins.
    foreground_share
        Which share of the patches is cut around a pixel of a class.
    validation_share
        Which share of the labelled images to hold out, where nobody has chosen them yet.
    """

    channels: Channels = "auto"
    normalisation: Normalisation = "per-image"
    fit: Fit = "none"
    fit_px: tuple[int, int] = (256, 256)
    patch_px: int = 0
    foreground_share: float = 0.5
    validation_share: float = 0.2


@dataclass(frozen=True)
class LossConfig:
    """Weights of the parts of the loss; a part of weight 0 is not computed.

    Attributes
    ----------
    cross_entropy, focal, dice
        How much each part counts.
    focal_gamma, focal_alpha
        Of the focal loss: alpha * (1 - p) ** gamma * cross-entropy.
    dice_form
        "one-minus" = 1 - Dice; "minus" = -Dice, as some write-ups do.
    border_weight, border_sigma_px
        w0 and sigma of the weight that cross-entropy gives to pixels between two objects,
        w0 * exp(-(d1 + d2)^2 / (2 sigma^2)); w0 = 0: none.
    class_balance
        Whether cross-entropy weighs every class by how rare it is.
    """

    cross_entropy: float = 1.0
    focal: float = 0.0
    focal_gamma: float = 2.0
    focal_alpha: float = 1.0
    dice: float = 0.0
    dice_form: Literal["one-minus", "minus"] = "one-minus"
    border_weight: float = 0.0
    border_sigma_px: float = 5.0
    class_balance: bool = False

    def __post_init__(self) -> None:
        if not (self.cross_entropy or self.focal or self.dice):
            raise ValueError("one of cross_entropy, focal and dice must count more than 0")


@dataclass(frozen=True)
class OptimiserConfig:
    """How weights follow gradients.

    Attributes
    ----------
    name
        Which algorithm.
    learning_rate
        The highest one. A training that starts from a model takes a share of it unless a person
        has set it; see `learning.course.continuing`.
    momentum
        Of sgd and rmsprop.
    schedule
        What becomes of the learning rate: "one-cycle" rises to it and falls to nearly 0 over the
        whole budget; "cosine" falls only; "exponential" is divided by 1 + `decay` with every
        epoch; "inverse-time" is the rate / (1 + `decay` * step).
    warm_up
        Share of the training in which "one-cycle" rises.
    clip_norm
        The longest gradient that is followed in full; 0 = any.
    average
        Weight that the mean of earlier weights keeps with every step; the model is that mean.
        0 = the model is the weights themselves.
    """

    name: Literal["sgd", "adagrad", "rmsprop", "adam", "adamw"] = "adamw"
    learning_rate: float = 3e-3
    weight_decay: float = 1e-4
    momentum: float = 0.0
    schedule: Literal["constant", "one-cycle", "cosine", "exponential", "inverse-time"] = (
        "one-cycle"
    )
    decay: float = 0.0
    warm_up: float = 0.15
    clip_norm: float = 0.0
    average: float = 0.0


@dataclass(frozen=True)
class BudgetConfig:
    """When training ends unless the caller says otherwise; 0 = no such limit.

    Attributes
    ----------
    minutes, epochs
        The longest it may take.
    patience
        Share of the budget after which it ends early if validation found nothing better.
    """

    minutes: float = 0.0
    epochs: int = 0
    patience: float = 0.0


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
        Patches or images per step: 1 = single-sample, more = mini-batch, 0 = all training images
        (full-batch gradient descent).
    keep
        Which weights become the model: those with the best validation Dice, those after whose
        step the training loss of the batch was the lowest so far, or the last.
    save_every
        Epochs after which the weights are kept as a model of their own; 0 = never.
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
    keep: Literal["best-validation", "lowest-batch-loss", "last"] = "best-validation"
    save_every: int = 0
    precision: Precision = "auto"
