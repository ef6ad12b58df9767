"""Outcome: what is kept of one picture's probabilities while they come, and then written."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from unet_studio.domain.message import StoppedError
from unet_studio.imaging.deciding import tidied
from unet_studio.storage.pictures.region_picture import is_large
from unet_studio.storage.predictions.large_prediction import LargePrediction

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.learning.prediction.predictor import Predictor
    from unet_studio.storage.predictions.prediction_folder import PredictionFolder


class Outcome(Protocol):
    """Takes the bands of a picture, and gives pieces of work for the thread that writes."""

    left_out: Message | None

    def add(self, band: NDArray[np.float32]) -> Callable[[], None] | None:
        """Take the next rows, (K, h, W) probabilities; what is to be written of them already."""

    def finish(self, is_stopped: Callable[[], bool]) -> None:
        """Write the files, or what is left of them."""

    def abandon(self) -> None:
        """Leave no half-written file; nothing is being written any more."""


def outcome_of(
    image: ImageRef,
    pixels: Any,
    predictor: Predictor,
    folder: PredictionFolder,
    decision: Decision,
) -> Outcome:
    """How to keep what is found in this picture."""
    if is_large(pixels.shape) and decision.is_plain:
        return BandedOutcome(image, pixels, predictor, folder, decision)
    return WholeOutcome(image, pixels, predictor, folder, decision)


class WholeOutcome:
    """In memory until all is there."""

    left_out: Message | None = None

    def __init__(
        self,
        image: ImageRef,
        pixels: Any,
        predictor: Predictor,
        folder: PredictionFolder,
        decision: Decision,
    ) -> None:
        self._image, self._pixels = image, pixels
        self._predictor, self._folder, self._decision = predictor, folder, decision
        self._masks: list[NDArray[np.uint8]] = []
        self._probabilities: list[NDArray[np.float16]] = []

    def add(self, band: NDArray[np.float32]) -> Callable[[], None] | None:
        """As `Outcome` says."""
        self._masks.append(self._predictor.mask_of(band, self._decision.plain))
        if "probabilities" in self._folder.save:
            self._probabilities.append(band.astype(np.float16))
        return None

    def finish(self, is_stopped: Callable[[], bool]) -> None:
        """As `Outcome` says."""
        mask = tidied(np.concatenate(self._masks), self._decision)
        found = np.concatenate(self._probabilities, axis=1) if self._probabilities else None
        steps = self._folder.writing(
            self._image.name,
            self._pixels[:],
            mask,
            found,
            self._predictor.classes,
            source=self._image.path,
            drawn_by=self._predictor.signature,
        )
        for _ in steps:
            if is_stopped():
                raise StoppedError

    def abandon(self) -> None:
        """As `Outcome` says."""


class BandedOutcome:
    """Written as it comes, so that memory does not grow with the picture."""

    def __init__(
        self,
        image: ImageRef,
        pixels: Any,
        predictor: Predictor,
        folder: PredictionFolder,
        decision: Decision,
    ) -> None:
        self._predictor, self._decision = predictor, decision
        self._keeps = "probabilities" in folder.save
        classes = predictor.classes
        places = 1 + len(predictor.card.classes)
        self._file = LargePrediction(folder, image.name, pixels, classes, places=places)
        self._opened = ExitStack()
        self._is_open = False
        self.left_out = self._file.left_out

    def add(self, band: NDArray[np.float32]) -> Callable[[], None]:
        """As `Outcome` says."""
        mask = self._predictor.mask_of(band, self._decision.plain)
        found = band.astype(np.float16) if self._keeps else None
        return lambda: self._write(mask, found)

    def _write(self, mask: NDArray[np.uint8], found: NDArray[np.float16] | None) -> None:
        if not self._is_open:
            self._opened.enter_context(self._file)
            self._is_open = True
        self._file.add(mask, found)

    def finish(self, is_stopped: Callable[[], bool]) -> None:
        """As `Outcome` says."""
        if is_stopped():
            raise StoppedError
        self._file.finish()
        self._opened.close()

    def abandon(self) -> None:
        """As `Outcome` says."""
        error = StoppedError()
        self._opened.__exit__(type(error), error, None)
