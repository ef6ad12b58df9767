"""Validator: validates as many held-out images, as often, as the time of a training allows."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from time import perf_counter
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import Message, say
from unet_studio.learning.data.stored_images import chosen_of, names_of
from unet_studio.learning.scores.validation import Validation, evenly, validate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unet_studio.domain.recipe import LossConfig
    from unet_studio.learning.course.clock import Clock
    from unet_studio.learning.data.dataset import LabelledImage
    from unet_studio.learning.prediction.inference import Inference

_SHARE = 0.08  # of the time, at most, for all validations together
_ONE_SHARE = 0.04  # for one of them
_MEASURED = 32  # images tell how large the others are
_MOST = 20  # points in a curve that a person can take in
_CORNER_PX = 512  # enough of an image to tell how fast it is validated


class Validator:
    """Knows how long a validation takes.

    Attributes
    ----------
    images
        What it looks at; empty if nothing is held out.
    seconds
        One validation takes.
    """

    def __init__(self, images: Sequence[LabelledImage], class_count: int, loss: LossConfig) -> None:
        self.images = images
        self.seconds = 0.0
        self._class_count = class_count
        self._loss = loss

    def __call__(self, inference: Inference) -> Validation:
        """Validate."""
        began = perf_counter()
        found = validate(inference, self.images, self._class_count, self._loss)
        self.seconds = perf_counter() - began
        return found

    def fit_into(self, clock: Clock, inference: Inference) -> Message | None:
        """Measure the network on one image; keep fewer images if all would take too long.

        Returns
        -------
        What a person should know, if images were left out.
        """
        if not self.images:
            return None
        part = _corner(self.images[0])
        began = perf_counter()
        validate(inference, [part], self._class_count, self._loss)
        pixel_s = (perf_counter() - began) / part.target.size
        self.seconds = pixel_s * self._pixel_count
        if clock.seconds is None or self.seconds <= _ONE_SHARE * clock.seconds:
            return None
        share = _ONE_SHARE * clock.seconds / self.seconds
        count, total = max(1, int(len(self.images) * share)), len(self.images)
        if count == total:
            return None
        self.images = evenly(self.images, count)
        self.seconds = pixel_s * self._pixel_count
        return say(
            "training",
            "Validation looks at {count} of the {total} held-out {total:image|images}, for all of "
            "them would take too much of the time; evaluate looks at all.",
        )(count=count, total=total)

    def take_no_more(self, count: int) -> None:
        """Look at so many images at most."""
        self.images = evenly(self.images, count)

    def times(self, clock: Clock, steps_per_epoch: int) -> list[float]:
        """At which fractions of the training to validate; the last is its end."""
        if not self.images:
            return []
        count = _MOST
        if clock.seconds is not None:
            affordable = _SHARE * clock.seconds / max(self.seconds, 1e-3)
            count = max(2, min(count, int(affordable)))
        elif clock.steps is not None:
            count = min(count, max(1, clock.steps // steps_per_epoch))
        return [k / count for k in range(1, count + 1)]

    def state_dict(self) -> dict[str, Any]:
        """What `load_state_dict` needs to go on as if never stopped."""
        return {"names": list(names_of(self.images)), "seconds": self.seconds}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from a `state_dict`: look at the same images as then."""
        names = set(state["names"])
        found = enumerate(names_of(self.images))
        self.images = chosen_of(self.images, [place for place, name in found if name in names])
        self.seconds = state["seconds"]

    @property
    def _pixel_count(self) -> int:
        some = evenly(self.images, _MEASURED)  # to know the size of an image it has to be read
        return round(len(self.images) * fmean(image.target.size for image in some))


def _corner(image: LabelledImage) -> LabelledImage:
    part = slice(0, _CORNER_PX), slice(0, _CORNER_PX)
    weights = None if image.weights is None else image.weights[part]
    return replace(image, pixels=image.pixels[part], target=image.target[part], weights=weights)
