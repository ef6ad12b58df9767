"""Model card: what a model is, what it was trained on, and how well it did."""

from __future__ import annotations

# Imported for good, not only for type checking: reading a card validates against these types.
from collections.abc import Mapping, Sequence  # noqa: TC003
from dataclasses import dataclass, field
from functools import cached_property

from unet_studio.domain.interval import Interval  # noqa: TC001
from unet_studio.domain.label_class import LabelClass  # noqa: TC001
from unet_studio.domain.likeness import Likeness  # noqa: TC001
from unet_studio.domain.message import Message, say
from unet_studio.domain.metrics import ClassScores, mean
from unet_studio.domain.network_config import NetworkConfig  # noqa: TC001
from unet_studio.domain.recipe import Fit, Normalisation, Precision  # noqa: TC001

CARD_VERSION = 1

_MOST_NAMED = 5


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
class CrossValidation:
    """What a recipe reached when every labelled image was held out once.

    Attributes
    ----------
    folds
        How many models were trained for it.
    images
        Over how many images the scores are means; each was scored by a model that never saw it.
    scores
        Class name -> means over the images.
    dice
        Mean over the classes.
    dice_interval
        95 % interval of `dice`.
    """

    folds: int
    images: int
    scores: Mapping[str, ClassScores] = field(default_factory=dict)
    dice: float | None = None
    dice_interval: Interval | None = None


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
    fit, fit_px
        How pictures are brought to one size before the network sees them; see `DataConfig`.
    patch_px
        Edge of the patches it was trained on; 0 = whole images.
    pixel_size_um
        Edge of a pixel of the training images in micrometres, if known.
    scores
        Class name -> means over the held-out images; empty if none were held out.
    score_images
        How many images the scores come from; 0 in older cards.
    intervals
        Class name -> name of a measure -> 95 % interval of the mean over the images.
    dice_interval
        95 % interval of `mean_dice`.
    chosen_among
        Among how many validations of the very images that the scores come from the weights were
        chosen as the best: the more, the luckier they may have been. 0 = they were not chosen by
        these images, or nobody noted it.
    one_sided
        Names of images that the scores come from and in which one class alone is labelled, and no
        background: nothing found there counts as wrong, so the scores flatter.
    cross_validation
        What the same recipe reached on all labelled images in turn, if that was asked for.
    views
        How many ways an image may be flipped and turned for a prediction that averages over them:
        1 = none, 4 = flips, 8 = quarter turns too; as many as it was trained with.
    augmented_scores
        As `scores`, of predictions averaged over all `views` of an image; empty if not measured.
    held_out, trained_on
        Names of images.
    held_out_pictures, trained_on_pictures
        Short hashes of what the images show, by which they are known again whatever they are
        called, those too that the model learnt from which its training started; empty in older
        cards. See `learning.data.dataset.short_hash`.
    data_fingerprint
        Changes with any pixel or label it was trained on.
    continued
        How it compares with the model that its training started from, if it started from one.
    likeness
        What the training images look like, by which pictures unlike them are known; None in older
        cards.
    least_certain
        So small a share of pixels that it is certain of is unusual, by the held-out images; None if
        nobody knows.
    precision
        Of convolutions: that in which it was scored is that in which it predicts.
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
    score_images: int = 0
    intervals: Mapping[str, Mapping[str, Interval]] = field(default_factory=dict)
    dice_interval: Interval | None = None
    chosen_among: int = 0
    one_sided: tuple[str, ...] = ()
    cross_validation: CrossValidation | None = None
    views: int = 1
    augmented_scores: Mapping[str, ClassScores] = field(default_factory=dict)
    held_out: tuple[str, ...] = ()
    trained_on: tuple[str, ...] = ()
    held_out_pictures: tuple[str, ...] = ()
    trained_on_pictures: tuple[str, ...] = ()
    data_fingerprint: str = ""
    continued: Comparison | None = None
    fit: Fit = "none"
    fit_px: tuple[int, int] = (256, 256)
    likeness: Likeness | None = None
    least_certain: float | None = None
    precision: Precision = "auto"
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

    @property
    def scored_on(self) -> int:
        """On how many images the scores were measured; 0 if there are none.

        Older cards do not count them; they were all that are held out.
        """
        return (self.score_images or len(self.held_out)) if self.scores else 0

    def knows(self, name: str, picture: str) -> bool:
        """Whether it was trained on an image: by what it shows or, in older cards, by its name.

        Parameters
        ----------
        name
            In the project.
        picture
            Short hash of what it shows.
        """
        if self.trained_on_pictures:
            return picture in self._seen
        return name in self._seen

    @cached_property
    def _seen(self) -> frozenset[str]:
        return frozenset(self.trained_on_pictures or self.trained_on)


def said_dice(card: ModelCard) -> Message | None:
    """How well a model did on held-out images, in a few words; None if nobody knows."""
    if card.mean_dice is None:
        return None
    dice = f"{card.mean_dice:.3f}"
    if card.scored_on == 1:
        return say("scores", "Dice {dice} on one image, so how far it may vary is unknown")(
            dice=dice
        )
    if card.dice_interval is None:
        if not card.scored_on:
            return say("scores", "Dice {dice}")(dice=dice)
        return say("scores", "Dice {dice} over {count} {count:image|images}")(
            dice=dice, count=card.scored_on
        )
    return say("scores", "Dice {dice}, 95 %: {interval} over {count} {count:image|images}")(
        dice=dice, interval=str(card.dice_interval), count=card.scored_on
    )


def says_one_sided(names: Sequence[str]) -> Message | None:
    """That nothing can be found wrongly in images that a score comes from; None if there is none.

    Parameters
    ----------
    names
        Of those images, see `ModelCard.one_sided`.
    """
    if not names:
        return None
    return say(
        "scores",
        "The Dice flatters: {count} {count:image|images} that it was measured on {count:has|have} "
        "labels of one class and none of background, so nothing found there counts as wrong "
        "({names}). Draw all there is in {count:it|them} and mark {count:it|them} fully labelled.",
    )(count=len(names), names=", ".join(names[:_MOST_NAMED]) + " ..." * (len(names) > _MOST_NAMED))
