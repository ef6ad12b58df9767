"""Preview: a picture of what a training just looked at, its label and what the network says."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.imaging.display_range import to_display
from unet_studio.imaging.overlay import overlay
from unet_studio.learning.data.dataset import IGNORED
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.exchange.label_export import write_png
from unet_studio.storage.runs.run_folder import PREVIEW

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.learning.data.batches import Batch

_EVERY_S = 5.0
_GREATEST_PX = 1024  # edge of a patch beyond which a part of it is enough
_GAP_PX = 4


class Preview:
    """Draws the image, its label and the prediction side by side, from time to time.

    What the network said is from the step itself, so it costs no further pass; the film strip shows
    images it does not learn from.
    """

    def __init__(self, run: Path, classes: ClassTable) -> None:
        self._run = run
        self._classes = classes
        self._drawn_s = -_EVERY_S

    def draw_now_and_then(self, last: tuple[Batch, Tensor] | None, elapsed_s: float) -> None:
        """Draw, but not so often that it takes time; that it cannot be written is no harm."""
        if last is None or elapsed_s - self._drawn_s < _EVERY_S:
            return
        self._drawn_s = elapsed_s
        batch, logits = last
        with suppress(WriteError):
            write_png(self._run / PREVIEW, self._picture(batch, logits))

    def _picture(self, batch: Batch, logits: Tensor) -> NDArray[np.uint8]:
        height, width = (min(n, _GREATEST_PX) for n in batch.target.shape[1:])
        margin_px = (batch.pixels.shape[2] - batch.target.shape[1]) // 2
        pixels = batch.pixels[0, :, margin_px:, margin_px:][:, :height, :width]
        said = logits[0, :, :height, :width]
        found = said[0] > 0 if len(said) == 1 else said.argmax(0)
        image = to_display(pixels.permute(1, 2, 0).float().cpu().numpy())
        label = batch.target[0, :height, :width].cpu().numpy()
        masks = (label, found.cpu().numpy().astype(np.uint8))
        drawn = [overlay(image, self._with_ids(mask), self._classes) for mask in masks]
        gap = np.full((height, _GAP_PX, 3), 255, np.uint8)
        return np.concatenate([image, gap, drawn[0], gap, drawn[1]], axis=1)

    def _with_ids(self, target: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Positions in the class list to class ids, which have colours."""
        table = np.zeros(256, np.uint8)
        table[IGNORED] = IGNORED
        for position, label_class in enumerate(self._classes, start=1):
            table[position] = label_class.id
        return table[target]
