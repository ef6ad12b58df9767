"""Result set: what one model predicted for a list of images, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.domain.metrics import ClassScores, mean, mean_scores, score_intervals
from unet_studio.storage.predictions.prediction_folder import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.interval import Interval
    from unet_studio.domain.message import Message
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import ImageRef


class Role(StrEnum):
    """What an image was to the model."""

    HELD_OUT = "held-out"  # its labels are known, and it was kept from training
    TRAINED_ON = "trained-on"  # the model saw it: its score flatters
    NEW = "new"  # neither


@dataclass(frozen=True)
class ResultImage:
    """One predicted image.

    Attributes
    ----------
    image
        The original.
    mask_path
        The predicted mask; None if the image could not be predicted.
    problem
        Why not.
    probabilities_path
        The probabilities it was decided from; None if they were not kept.
    unlike
        In what it is unlike the images that the model was trained on; empty if it is like them.
    """

    image: ImageRef
    mask_path: Path | None
    problem: Message | None = None
    probabilities_path: Path | None = None
    unlike: tuple[Message, ...] = ()


@dataclass(frozen=True, eq=False)
class ShownResult:
    """All there is to see of one predicted image.

    Attributes
    ----------
    result
        Which.
    mask
        (H, W) uint8, ids of the model's classes.
    role
        What the image was to the model.
    scores
        Class name -> agreement with the labels; empty if there are none.
    truth
        What the labels say, (H, W) uint8 ids of the project's classes and 255 where they say
        nothing; None if there are no labels of this size.
    decision
        How the mask came about.
    can_decide
        Whether probabilities are kept, so that it can be decided otherwise.
    is_one_sided
        Whether one class alone is labelled, so that nothing found there counts as wrong.
    """

    result: ResultImage
    mask: NDArray[np.uint8]
    role: Role
    scores: Mapping[str, ClassScores]
    truth: NDArray[np.uint8] | None = None
    decision: Decision = USUAL_DECISION
    can_decide: bool = False
    is_one_sided: bool = False


class ScoredImage(NamedTuple):
    """How one image of a result set did.

    Attributes
    ----------
    name
        Of the image.
    scores
        Class name -> agreement; empty if there is nothing to compare.
    is_one_sided
        Whether one class alone is labelled in it, so that nothing found there counts as wrong.
    """

    name: str
    scores: Mapping[str, ClassScores]
    is_one_sided: bool = False


@dataclass
class ResultSet:
    """The predictions of one model.

    Attributes
    ----------
    card
        Of the model.
    folder
        Where masks, overlays and the report lie.
    is_of_project
        Whether the images are those of the open project, so that labels can be compared.
    images
        Those predicted so far, in order.
    scores
        Image name -> class name -> agreement.
    model
        The file of the model, if it is known.
    decision
        How the masks in the folder were decided, but for those in `decisions`.
    decisions
        Image name -> how its mask was decided, where that was stopped half-way.
    roles
        Image name -> what it was to the model, where that is known by what the image shows; see
        `role`.
    one_sided
        Names of the images scored in which one class alone is labelled, so that nothing found there
        counts as wrong.
    """

    card: ModelCard
    folder: Path
    is_of_project: bool
    images: list[ResultImage] = field(default_factory=list)
    scores: dict[str, Mapping[str, ClassScores]] = field(default_factory=dict)
    model: Path | None = None
    decision: Decision = USUAL_DECISION
    decisions: dict[str, Decision] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    one_sided: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        # The card lists names in order; asked once per image, that would take quadratic time.
        self._held_out = frozenset(self.card.held_out)
        self._trained_on = frozenset(self.card.trained_on)

    def role(self, name: str) -> Role:
        """What an image was to the model: by what it shows, or else by its name."""
        if name in self.roles:
            return self.roles[name]
        if not self.is_of_project:
            return Role.NEW
        if name in self._held_out:
            return Role.HELD_OUT
        return Role.TRAINED_ON if name in self._trained_on else Role.NEW

    def take_scores(self, scored: Iterable[ScoredImage]) -> None:
        """Know how these images did; what was known of them before is gone."""
        for found in scored:
            self.scores[found.name] = found.scores
            (self.one_sided.add if found.is_one_sided else self.one_sided.discard)(found.name)

    @property
    def knows_pictures(self) -> bool:
        """Whether the card says what the images show that it learnt from."""
        return bool(self.card.trained_on_pictures)

    def learn_role(self, name: str, picture: str) -> None:
        """Know an image by what it shows.

        Parameters
        ----------
        name
            Of the image.
        picture
            See `learning.data.dataset.short_hash`.
        """
        if self.card.knows(name, picture):
            role = Role.TRAINED_ON
        elif picture in self.card.held_out_pictures:
            role = Role.HELD_OUT
        else:
            role = Role.NEW
        self.roles[name] = role  # one assignment: other threads see it as a whole

    def decision_of(self, name: str) -> Decision:
        """How the mask in the folder was decided."""
        return self.decisions.get(name, self.decision)

    def path_of(self, image: ResultImage, kind: str) -> Path | None:
        """The file of this kind ("probabilities", "overlays", ...) for a predicted image."""
        masks = self.folder / "masks"
        if image.mask_path is None or not image.mask_path.is_relative_to(masks):
            return None
        return beside(image.mask_path, self.folder, kind)

    def mean_dice(self, name: str) -> float | None:
        """Mean over the classes of one image."""
        return mean(s.dice for s in self.scores.get(name, {}).values())

    def means(self, role: Role) -> dict[str, ClassScores]:
        """Class name -> mean agreement over the images of one role."""
        chosen = [found for name, found in self.scores.items() if self.role(name) is role]
        names = dict.fromkeys(n for found in chosen for n in found)
        return {n: mean_scores(found[n] for found in chosen if n in found) for n in names}

    def intervals(self, role: Role) -> dict[str, dict[str, Interval]]:
        """Class name -> measure -> 95 % interval of the means over the images of one role."""
        chosen = [found for name, found in self.scores.items() if self.role(name) is role]
        names = dict.fromkeys(n for found in chosen for n in found)
        return {n: score_intervals(found[n] for found in chosen if n in found) for n in names}

    def count(self, role: Role) -> int:
        """How many images of a role have scores."""
        return sum(self.role(name) is role for name in self.scores)

    def one_sided_count(self, role: Role) -> int:
        """How many of them are `one_sided`."""
        return sum(self.role(name) is role and name in self.one_sided for name in self.scores)
