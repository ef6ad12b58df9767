"""Continuing: a training that starts from a model's weights, and replaces it only if it is better.

Classes are matched by their names; a class that the model does not know starts afresh.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import torch

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.model_card import Comparison, ModelCard
from unet_studio.learning.network.model_weights import load_network
from unet_studio.learning.network.unet import UNet
from unet_studio.storage.runs.file_place import noted_place

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from torch import Tensor

    from unet_studio.domain.network_config import NetworkConfig
    from unet_studio.domain.recipe import Channels, OptimiserConfig, Recipe
    from unet_studio.learning.data.dataset import ImageFacts

WARM_UP = 0.05
"""Share of the training in which the rate rises: nothing has to be found from chance."""

RATE_SHARE = 1 / 3
"""Of the recipe's learning rate, of what a model learns on with; see `Beginning.adapt`."""

_FALLING = ("one-cycle", "cosine")  # schedules that end at a rate of nearly 0

_NEVER = -1e4  # logit of a class that the model does not know
_HEAD = "outc."


@dataclass(frozen=True)
class Beginning:
    """The model that a training starts from.

    Attributes
    ----------
    path
        The model file.
    card
        What it says of itself.
    network
        Its weights.
    """

    path: Path
    card: ModelCard
    network: UNet

    @staticmethod
    def read(path: Path) -> Beginning:
        """Read a model; raises `ModelFileError` if it is none."""
        return Beginning(path, *load_network(path))

    @cached_property
    def weights_print(self) -> str:
        """Short hash of the weights, which stays the same if the model is renamed or moved."""
        digest = hashlib.blake2b(digest_size=9)
        for name, tensor in sorted(self.network.state_dict().items()):
            digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype}\n".encode())
            digest.update(tensor.contiguous().numpy().data)
        return digest.hexdigest()

    def adapt(self, recipe: Recipe, given: Collection[str] = ()) -> Recipe:
        """The recipe with what the model's weights need: its network, channels, normalisation.

        Its learning rate becomes a share of what it was, `RATE_SHARE`. Where the schedule falls
        to nearly nothing the weights have settled, and the full rate, which is meant for chance,
        drives them out again: the loss rises first, and classes of few pixels are lost, which a
        short training never makes good (the "stability gap" after re-warming: Gupta et al. 2023,
        https://arxiv.org/abs/2308.04014). With too low a rate nothing new is learnt. Measured in
        ``docs/training.md``.

        Parameters
        ----------
        recipe
            As a training from nothing would follow it.
        given
            Dotted keys that a person has set: such a rate stays as it is.
        """
        card = self.card
        kinds: dict[int, Channels] = {1: "grey", 3: "colour"}
        plan = recipe.plan
        if plan is not None:
            widths = card.network.widths
            patch_px = plan.patch_px or card.patch_px or None
            plan = replace(
                plan,
                width=widths[0],
                levels=len(widths),
                shrink=card.network.shrink,
                patch_px=patch_px,
            )
        return replace(
            recipe,
            plan=plan,
            network=replace(card.network, in_channels=0, out_channels=0),
            data=replace(
                recipe.data,
                channels=kinds.get(card.network.in_channels, "auto"),
                normalisation=card.normalisation,
                fit=card.fit,
                fit_px=card.fit_px,
            ),
            optimiser=_gentler(recipe.optimiser, given),
        )

    def check(self, network: NetworkConfig) -> None:
        """See that the images have the channels that the model takes.

        Raises
        ------
        StudioError
            If they have not.
        """
        if network.in_channels != self.card.network.in_channels:
            raise StudioError(
                say(
                    "training",
                    "Cannot start from {model}: it takes images of {takes} "
                    "{takes:channel|channels}, and these have {has}.",
                )(model=self.path, takes=self.card.network.in_channels, has=network.in_channels)
            )

    def says_learnt(self, held_out: Sequence[ImageFacts]) -> Message | None:
        """That the model has seen images that are to score it; None if it has not."""
        known = [one.name for one in held_out if self.card.knows(one.name, one.picture)]
        if not known:
            return None
        return say(
            "training",
            "The scores will flatter: {model} has learnt from images that are held out now "
            "({names}), and whatever starts from it knows them. Only a training that starts from "
            "nothing has honest scores on them.",
        )(model=self.card.name, names=", ".join(known))

    def remembered(self, card: ModelCard) -> ModelCard:
        """The card of what starts from the model, which has learnt from its images too."""
        before, now = self.card.trained_on_pictures, card.trained_on_pictures
        return replace(card, trained_on_pictures=tuple(dict.fromkeys((*now, *before))))

    def weights_for(
        self, network: UNet, classes: Sequence[str], *, is_fresh: bool = True
    ) -> dict[str, Tensor]:
        """The model's weights for a network of other classes.

        Parameters
        ----------
        network
            Of the same shape but for its outputs.
        classes
            Names of its classes, in the order of the outputs.
        is_fresh
            Whether a class that the model does not know keeps the weights of `network`; else it
            is never found, as the model never finds it.
        """
        old = {c.name: place for place, c in enumerate(self.card.classes, start=1)}
        taken = {
            name: tensor.detach().clone() for name, tensor in self.network.state_dict().items()
        }
        for name, fresh in network.state_dict().items():
            if name.startswith(_HEAD):
                rows = _with_background(taken[name])
                unknown = fresh.detach().cpu() if is_fresh else _never(name, fresh.detach().cpu())
                known = [old.get(c) for c in classes]
                taken[name] = _head(rows, unknown, known)
        return taken

    def as_network(self, config: NetworkConfig, classes: Sequence[str]) -> UNet:
        """The model as it is, with the outputs of a project that may have more classes."""
        network = UNet(config)
        network.load_state_dict(self.weights_for(network, classes, is_fresh=False))
        return network.eval()

    def compared(self, card: ModelCard, dice: float, images: int, root: Path) -> Comparison:
        """What to note of a new model, whose card this is, beside this one of so much Dice."""
        return Comparison(noted_place(self.path, root), dice, card.mean_dice or 0.0, images)

    def says_begun(self, classes: Sequence[str]) -> Message:
        """What is taken over."""
        known = {c.name for c in self.card.classes}
        new = [name for name in classes if name not in known]
        if new:
            return say("training", "Starts from {model}; new to it: {classes}.")(
                model=self.card.name, classes=", ".join(new)
            )
        return say("training", "Starts from {model}.")(model=self.card.name)


def says_gentler(rate: float, usual: float) -> Message:
    """At which rate a model learns on, instead of the recipe's."""
    return say(
        "training",
        "The model learns on at a rate of {rate:.2g}, a third of the recipe's {usual:.2g}, so that "
        "it does not forget what it knows; set optimiser.learning_rate for another.",
    )(rate=rate, usual=usual)


def says_compared(found: Comparison) -> Message:
    """Which of the two models is the better one."""
    better = say(
        "training",
        "On the same {count:held-out image|{count} held-out images} the model it started from has "
        "Dice {old:.3f}, the new one {new:.3f}: the new one takes its place as the project's best.",
    )
    worse = say(
        "training",
        "On the same {count:held-out image|{count} held-out images} the model it started from has "
        "Dice {old:.3f}, the new one {new:.3f}: that is no better, so the old one stays the "
        "project's best. Both are kept.",
    )
    said = better if found.is_better else worse
    return said(count=found.images, old=found.dice, new=found.own_dice)


def _gentler(optimiser: OptimiserConfig, given: Collection[str]) -> OptimiserConfig:
    if "optimiser.warm_up" not in given:
        optimiser = replace(optimiser, warm_up=min(optimiser.warm_up, WARM_UP))
    if "optimiser.learning_rate" in given or optimiser.schedule not in _FALLING:
        return optimiser
    return replace(optimiser, learning_rate=RATE_SHARE * optimiser.learning_rate)


def _with_background(rows: Tensor) -> Tensor:
    """Weights or biases of the outputs with background first: a single output is against 0."""
    return torch.cat([torch.zeros_like(rows), rows]) if len(rows) == 1 else rows


def _never(name: str, fresh: Tensor) -> Tensor:
    return torch.full_like(fresh, _NEVER) if name.endswith("bias") else torch.zeros_like(fresh)


def _head(rows: Tensor, unknown: Tensor, known: Sequence[int | None]) -> Tensor:
    """Rows of the outputs in the new order."""
    if len(unknown) == 1:
        place = known[0]
        return unknown if place is None else rows[place : place + 1] - rows[:1]
    parts = [rows[0]]
    parts += [
        unknown[n] if place is None else rows[place] for n, place in enumerate(known, start=1)
    ]
    return torch.stack(parts)
