"""Film strip: predicts the same few pictures again and again while a network learns."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.film import Film, FilmFrame, FilmImage
from unet_studio.imaging.deciding import decided_places
from unet_studio.imaging.display_range import to_display
from unet_studio.learning.scores.validation import evenly
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.runs.film import FilmWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.learning.course.clock import Clock
    from unet_studio.learning.data.dataset import LabelledImage
    from unet_studio.learning.data.split import Split
    from unet_studio.learning.prediction.inference import Inference

MOST_IMAGES = 4
EDGE_PX = 256
"""Of larger images only a part is shown."""

_SHARE = 0.025  # of the time, for all frames together
_EARLY = 0.25  # of what all frames may take, so much may be spent ahead of the rest
_FREE_S = 0.2  # so much may be spent however short the training is
_STEPS = [0, *sorted({round(10 ** (k / 4)) for k in range(17)})]  # four a decade, up to 10,000
_MOST_FRAMES = 80


@dataclass(frozen=True)
class _Part:
    """The part of an image that is shown."""

    image: LabelledImage
    box: FilmImage

    @property
    def area(self) -> tuple[slice, slice]:
        box = self.box
        return slice(box.top, box.top + box.height), slice(box.left, box.left + box.width)


class FilmStrip:
    """Takes frames at its own steps and at validations, as the time allows.

    What is seen changes fast in the beginning, so the steps of its own lie as on a logarithmic
    axis.

    Attributes
    ----------
    spent_s
        What all frames took since training began.
    """

    def __init__(self, run: Path, split: Split, clock: Clock, *, whole: bool) -> None:
        """Choose the pictures; held-out ones, where there are any.

        Parameters
        ----------
        run
            The run folder.
        split
            The images.
        clock
            Of the training: frames take at most a fortieth of its time, the last one aside.
        whole
            Whether images are shown whole, because the network sees them resized.
        """
        is_held_out = bool(split.held_out.images)
        images = split.held_out.images or split.training.images
        classes = tuple(split.project.classes)
        self._parts = [_part(image, whole=whole) for image in evenly(images, MOST_IMAGES)]
        self._ids = np.array([0, *(c.id for c in classes)], np.uint8)
        self._film = Film(tuple(p.box for p in self._parts), classes, is_held_out)
        self._run, self._clock = run, clock
        self._writer: FilmWriter | None = None
        self._frame_s = 0.0
        self._is_warm = False
        self.spent_s = 0.0

    def frame_now_and_then(self, step: int, inference: Callable[[], Inference]) -> FilmFrame | None:
        """Take a frame if this is one of the strip's own steps and there is time for it."""
        return self.frame(step, inference) if step in _STEPS else None

    def frame(self, step: int, inference: Callable[[], Inference]) -> FilmFrame | None:
        """Take a frame, if there is time for it.

        Parameters
        ----------
        step
            Batches so far.
        inference
            Makes the network as it is now ready to predict.

        Returns
        -------
        What is on disk now; None if nothing was added.
        """
        if not self._has_time(step):
            return None
        began = perf_counter()
        try:
            with suppress(WriteError):  # a full disk is told of by whoever writes the model
                return self._taken(step, inference())
            return None
        finally:
            self._note(perf_counter() - began)

    def _note(self, seconds: float) -> None:
        """The first frame is of the preparation: much is loaded then that is there later."""
        if self._is_warm:
            self._frame_s = seconds
            self.spent_s += seconds
        self._is_warm = True

    def _has_time(self, step: int) -> bool:
        frames = self._writer.film.frames if self._writer else ()
        if not frames:
            return True
        if len(frames) >= _MOST_FRAMES or frames[-1].step == step:
            return False
        if self._clock.fraction(step) >= 1:
            return True  # whatever it takes: this is the network that learnt all it will learn
        elapsed, left = self._clock.elapsed_s, self._clock.remaining_s(step) or 0.0
        earned = max(_FREE_S, _SHARE * max(elapsed, _EARLY * (elapsed + left)))
        return self.spent_s + self._frame_s <= earned

    def _taken(self, step: int, inference: Inference) -> FilmFrame:
        masks = [self._predicted(part, inference) for part in self._parts]
        writer = self._writer = self._writer or self._begun()
        writer.add(step, self._clock.elapsed_s, masks)
        return writer.film.frames[-1]

    def _begun(self) -> FilmWriter:
        pictures = [to_display(_shown(p.image.pixels))[p.area] for p in self._parts]
        labels = [_as_ids(p.image.target[p.area], self._ids) for p in self._parts]
        return FilmWriter(self._run, self._film, pictures, labels)

    def _predicted(self, part: _Part, inference: Inference) -> NDArray[np.uint8]:
        pixels = np.ascontiguousarray(part.image.pixels[part.area])
        found = decided_places(inference.probabilities(pixels, part.image.scaling))
        return _as_ids(found, self._ids)


def _part(image: LabelledImage, *, whole: bool) -> _Part:
    """The part of an image where there is most to see: around the middle of what is labelled."""
    height, width = image.size
    if whole:
        return _Part(image, FilmImage(image.name, 0, 0, width, height))
    tall, wide = min(height, EDGE_PX), min(width, EDGE_PX)
    spots = np.concatenate(image.foreground_spots or (image.labelled_spots,))
    row, column = np.median(spots, axis=0) if len(spots) else (height / 2, width / 2)
    top = int(np.clip(row - tall / 2, 0, height - tall))
    left = int(np.clip(column - wide / 2, 0, width - wide))
    return _Part(image, FilmImage(image.name, left, top, wide, tall))


def _shown(pixels: NDArray[np.generic]) -> NDArray[np.generic]:
    """A grey picture without the axis of its one channel."""
    return pixels[..., 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels


def _as_ids(mask: NDArray[np.uint8], ids: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Positions in the class table as class ids; what is ignored stays so."""
    table = np.full(256, 255, np.uint8)
    table[: len(ids)] = ids
    return table[mask]
