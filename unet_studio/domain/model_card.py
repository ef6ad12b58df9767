"""Model card: what a model is, what it was trained on, and how well it did."""

from __future__ import annotations

# Imported for good, not only for type checking: reading a card validates against these types.
from collections.abc import Mapping  # noqa: TC003
from dataclasses import dataclass, field

from unet_studio.domain.label_class import LabelClass  # noqa: TC001
from unet_studio.domain.metrics import ClassScores, mean
from unet_studio.domain.network_config import NetworkConfig  # noqa: TC001
from unet_studio.domain.recipe import Normalisation  # noqa: TC001

CARD_VERSION = 1


@dataclass(frozen=True)
class Comparison:
    """A model beside the one that its training started from, on the same held-out images.

    Attributes
    ----------
    model
        The other's file, relative to the project if it lies there.
    dice
        The other's mean Dice; a class that it does not know counts as never found.
    own_dice
        Of the model itself.
    images
        On how many images.
    """

    model: str
    dice: float
    own_dice: float
    images: int

    @property
    def is_better(self) -> bool:
        """Whether the new model is."""
        return self.own_dice > self.dice


@dataclass(frozen=True)
class ModelCard:
    """Travels in the header of a model file.

    Attributes
    ----------
    name
        What a person calls it.
    recipe
        Name of the recipe.
    network
        The shape of the network, input and output channels resolved.
    classes
        In the order of the network's outputs; background is not listed.
    normalisation
        What to do to an image before the network sees it.
    patch_px
        Edge of the patches it was trained on; 0 = whole images.
    pixel_size_um
        Edge of a pixel of the training images in micrometres, if known.
    scores
        Class name -> means over the held-out images; empty if none were held out.
    views
        How many ways an image may be flipped and turned for a prediction that averages over them:
        1 = none, 4 = flips, 8 = quarter turns too; as many as it was trained with.
    augmented_scores
        As `scores`, of predictions averaged over all `views` of an image; empty if not measured.
    held_out, trained_on
        Names of images.
    data_fingerprint
        Changes with any pixel or label it was trained on.
    continued
        How it compares with the model that its training started from, if it started from one.
    licence
        Of the weights; empty if nobody said.
    software
        What made it, with version.
    created
        UTC, ISO 8601.
    version
        Of the card's format.
    """

    name: str
    recipe: str
    network: NetworkConfig
    classes: tuple[LabelClass, ...]
    normalisation: Normalisation
    patch_px: int
    pixel_size_um: float | None = None
    scores: Mapping[str, ClassScores] = field(default_factory=dict)
    views: int = 1
    augmented_scores: Mapping[str, ClassScores] = field(default_factory=dict)
    held_out: tuple[str, ...] = ()
    trained_on: tuple[str, ...] = ()
    data_fingerprint: str = ""
    continued: Comparison | None = None
    licence: str = ""
    software: str = ""
    created: str = ""
    version: int = CARD_VERSION

    @property
    def mean_dice(self) -> float | None:
        """Mean over the classes, from held-out images only; None if there are no such scores."""
        return mean(s.dice for s in self.scores.values())

    @property
    def augmented_mean_dice(self) -> float | None:
        """As `mean_dice`, of predictions averaged over all views."""
        return mean(s.dice for s in self.augmented_scores.values())
