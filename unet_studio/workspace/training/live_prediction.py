"""Live prediction: what the newest model says of the image in view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import StudioError, say
from unet_studio.storage.predictions.draft_making import Author
from unet_studio.workspace.garbage import importing_torch
from unet_studio.workspace.job import reason_of

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.learning.prediction.predictor import Predictor
    from unet_studio.workspace.background import Background

MOST_PIXELS = 25_000_000
"""A larger image would be predicted for longer than it is looked at."""


@dataclass(frozen=True, eq=False)
class LiveMask:
    """What a model says of an image.

    Attributes
    ----------
    image
        The image.
    mask
        (H, W) uint8 ids of the model's classes.
    author
        The model.
    """

    image: ImageRef
    mask: NDArray[np.uint8]
    author: Author


class LivePrediction(QObject):
    """Predicts one image at a time, with one model at a time, off the GUI thread.

    Signals
    -------
    found(LiveMask)
        Of the image and the model asked for last.
    failed(Message)
        Why there is none.
    """

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._wanted: tuple[Path, ImageRef] | None = None
        self._at_work = False
        self._predictor: Predictor | None = None  # used by the thread of `background` alone

    def ask(self, model: Path | None, image: ImageRef | None) -> None:
        """Predict this; of several wishes that come meanwhile, only the last is fulfilled."""
        self._wanted = (model, image) if model is not None and image is not None else None
        self._go_on()

    def _go_on(self) -> None:
        if self._wanted is None or self._at_work:
            return
        model, image = wanted = self._wanted
        self._at_work = True
        self._background.submit(
            lambda: self._predict(model, image),
            lambda mask: self._on_answer(wanted, mask=mask),
            lambda error: self._on_answer(wanted, problem=reason_of(error)),
        )

    def _on_answer(
        self,
        answered: tuple[Path, ImageRef],
        *,
        mask: LiveMask | None = None,
        problem: Message | None = None,
    ) -> None:
        self._at_work = False
        if answered != self._wanted:
            self._go_on()
            return
        self._wanted = None
        if mask is not None:
            self.found.emit(mask)
        elif problem is not None:
            self.failed.emit(problem)

    def _predict(self, model: Path, image: ImageRef) -> LiveMask:
        with importing_torch():
            from unet_studio.learning.prediction.predictor import Predictor
            from unet_studio.storage.pictures.image_file import read_image

        pixels = read_image(image.path, plane=image.plane)
        height, width = pixels.shape[:2]
        if height * width > MOST_PIXELS:
            text = say(
                "live", "{name} is too large to be predicted while you label; use Results (F4)."
            )
            raise StudioError(text(name=image.name))
        if self._predictor is None or self._predictor.path != model:
            self._predictor = Predictor(model)
        predictor = self._predictor
        mask = predictor.mask(pixels)
        return LiveMask(image, mask, Author(predictor.card, model))
