"""What is known of an image, as its badge and its line in the browser say it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import LabelExtent
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from unet_studio.domain.message import Message


class StatusFilter(StrEnum):
    """Kinds of images to show; an image may be of several."""

    UNLABELLED = "unlabelled"
    PARTLY = "partly"
    FULLY = "fully"
    DRAFTS = "drafts"
    HELD_OUT = "held-out"
    UNLIKE = "unlike"
    PROBLEM = "problem"


@dataclass(frozen=True)
class ImageStatus:
    """What the badge of an image says.

    Attributes
    ----------
    extent
        How far it is labelled; None while unknown.
    is_held_out
        Whether it is kept from training.
    problem
        Why it, or its label file, cannot be read.
    score
        Mean Dice of a prediction against its labels, if both are there.
    is_predicted
        Whether it is listed for its prediction alone, with no labels to speak of.
    unlike
        In what it is unlike the images that the model in use was trained on.
    has_drafts
        Whether shapes of it wait for a person to confirm them.
    """

    extent: LabelExtent | None = None
    is_held_out: bool = False
    problem: Message | None = None
    score: float | None = None
    is_predicted: bool = False
    unlike: tuple[Message, ...] = ()
    has_drafts: bool = False

    @cached_property
    def kinds(self) -> frozenset[StatusFilter]:
        """The filters that let it through."""
        if self.problem is not None:
            kinds = {StatusFilter.PROBLEM}
        elif self.extent is None:
            kinds = set()
        else:
            kinds = {_KIND[self.extent]}
        marks = {
            StatusFilter.HELD_OUT: self.is_held_out,
            StatusFilter.DRAFTS: self.has_drafts,
            StatusFilter.UNLIKE: bool(self.unlike),
        }
        return frozenset(kinds | {kind for kind, is_so in marks.items() if is_so})


_KIND = {
    LabelExtent.UNLABELLED: StatusFilter.UNLABELLED,
    LabelExtent.PARTLY: StatusFilter.PARTLY,
    LabelExtent.FULLY: StatusFilter.FULLY,
}


def status_text(status: ImageStatus) -> str:
    """The status in words."""
    if status.problem is not None:
        return render(status.problem)
    parts = []
    if status.score is not None:
        parts.append(translate("browser", "Dice {score}").format(score=f"{status.score:.3f}"))
    if status.extent is LabelExtent.FULLY and status.score is None:  # a score says so itself
        parts.append(translate("browser", "labelled"))
    elif status.extent is LabelExtent.PARTLY:
        parts.append(translate("browser", "partly labelled"))
    elif status.extent is LabelExtent.UNLABELLED and not status.has_drafts:
        parts.append(translate("browser", "unlabelled"))
    if status.has_drafts:
        parts.append(translate("browser", "drafts"))
    if status.is_held_out:
        parts.append(translate("browser", "held out"))
    if status.is_predicted:
        parts.append(translate("browser", "predicted"))
    parts += [render(said) for said in status.unlike]
    return " · ".join(parts)


def filter_text(kind: StatusFilter) -> str:
    """What a filter lets through, in words."""
    return {
        StatusFilter.UNLABELLED: translate("browser", "Unlabelled"),
        StatusFilter.PARTLY: translate("browser", "Partly labelled"),
        StatusFilter.FULLY: translate("browser", "Fully labelled"),
        StatusFilter.DRAFTS: translate("browser", "With drafts to look through"),
        StatusFilter.HELD_OUT: translate("browser", "Held out for validation"),
        StatusFilter.UNLIKE: translate("browser", "Unlike the training images"),
        StatusFilter.PROBLEM: translate("browser", "With problems"),
    }[kind]
