"""Large prediction: the files of one large image, written from top to bottom."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.message import Message, say
from unet_studio.imaging.overlay import overlay
from unet_studio.storage.atomic_write import atomic_path
from unet_studio.storage.pictures.mask_file import palette_of
from unet_studio.storage.pictures.png_bands import PngBands
from unet_studio.storage.predictions.probability_file import ProbabilityBands

if TYPE_CHECKING:
    from types import TracebackType

    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.storage.predictions.prediction_folder import PredictionFolder

OVERLAY_EDGE_PX = 8192
WRITTEN = ("masks", "results", "probabilities", "overlays")


class LargePrediction:
    """One image that is never in memory as a whole, to be used in a with block.

    Masks, results and probabilities have the image's size. Overlays get smaller, to at most 8192
    pixels an edge; contours, drafts and objects are left out, for they need the whole mask.
    """

    def __init__(
        self,
        folder: PredictionFolder,
        name: str,
        image: Any,
        classes: ClassTable,
        *,
        places: int,
    ) -> None:
        """Begin.

        Parameters
        ----------
        folder
            Where to write, and what.
        name
            The image's.
        image
            (H, W) or (H, W, C), in memory or read by parts.
        classes
            The model's.
        places
            How many probabilities a pixel has.
        """
        self._folder, self._name, self._image, self._classes = folder, name, image, classes
        self._places = places
        self._size: tuple[int, int] = (image.shape[0], image.shape[1])
        self._stack = ExitStack()
        self._row = 0
        self._every = -(-max(self._size) // OVERLAY_EDGE_PX)
        self._shown: list[NDArray[np.uint8]] = []
        self._reduced: list[NDArray[Any]] = []

    @property
    def left_out(self) -> Message | None:
        """What is not written as usual, and why."""
        missing = [kind for kind in sorted(self._folder.save) if kind not in WRITTEN]
        is_smaller = "overlays" in self._folder.save and self._every > 1
        if missing:
            text = say(
                "predict",
                "Too large to be in memory as a whole: there are no {kinds} of it, and an overlay "
                "has 1/{step} of its height and width.",
            )
            return text(kinds=", ".join(missing), step=self._every)
        if is_smaller:
            text = say("predict", "It is large: its overlay has 1/{step} of its height and width.")
            return text(step=self._every)
        return None

    def __enter__(self) -> LargePrediction:
        save, palette = self._folder.save, palette_of(self._classes)
        self._masks = [
            self._stack.enter_context(PngBands(self._new(kind), self._size, colours))
            for kind, colours in (("masks", palette), ("results", None))
            if kind in save
        ]
        self._is_result = [kind == "results" for kind in ("masks", "results") if kind in save]
        self._probabilities: ProbabilityBands | None = None
        if "probabilities" in save:
            shape = (self._places, *self._size)
            written = ProbabilityBands(self._new("probabilities"), shape)
            self._probabilities = self._stack.enter_context(written)
        return self

    def _new(self, kind: str) -> Any:
        return self._stack.enter_context(atomic_path(self._folder.path(kind, self._name)))

    def add(self, mask: NDArray[np.uint8], probabilities: NDArray[np.floating] | None) -> None:
        """The next rows: (h, W) uint8 class ids, and (K, h, W) probabilities if they are saved."""
        for file, is_result in zip(self._masks, self._is_result, strict=True):
            file.add(np.where(mask > 0, np.uint8(255), np.uint8(0)) if is_result else mask)
        if self._probabilities is not None and probabilities is not None:
            self._probabilities.add(probabilities)
        if "overlays" in self._folder.save:
            self._reduce(mask)
        self._row += len(mask)

    def _reduce(self, mask: NDArray[np.uint8]) -> None:
        """Every so manieth pixel of these rows, for the overlay."""
        first = -self._row % self._every
        step = slice(None, None, self._every)
        self._shown.append(mask[first :: self._every, step].copy())
        band = self._image[self._row : self._row + len(mask)]
        self._reduced.append(band[first :: self._every, step].copy())

    def finish(self) -> None:
        """Write what has to wait for the last row; the files are there when the block ends."""
        if "overlays" in self._folder.save:
            self._write_overlay()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def _write_overlay(self) -> None:
        from PIL import Image

        image, mask = np.concatenate(self._reduced), np.concatenate(self._shown)
        shown = Image.fromarray(overlay(image, mask, self._classes))
        with atomic_path(self._folder.path("overlays", self._name)) as temporary:
            shown.save(temporary, format="PNG", compress_level=3)
