"""Looking: how unsure a model is of a picture, where, and what the picture looks like to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from unet_studio.imaging.spot import richest_box, spread_boxes
from unet_studio.learning.computing.device import choose_device
from unet_studio.learning.data.fitting import Fitting
from unet_studio.learning.data.normalisation import scaling_of, with_channels
from unet_studio.learning.network.model_weights import load_network
from unet_studio.learning.prediction.faster_network import ready_to_predict
from unet_studio.storage.pictures.picture_source import open_picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor, nn

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import ImageRef
    from unet_studio.domain.suggestion import Box
    from unet_studio.learning.data.normalisation import Scaling
    from unet_studio.storage.pictures.large_picture import LargeSource
    from unet_studio.storage.pictures.picture_source import MemorySource

SPOT_PX = 256
"""Edge of a spot: some minutes of labelling, and enough around a pixel to tell what it is."""

WHOLE_PIXELS = 2_000_000
_SQUARE_PX, _SQUARES = 512, 9
"""Larger pictures are looked at in so many squares at their own size: shrunk, they would show the
model things of another size than it has learnt."""

_GLANCE_PX, _GLANCES = 192, 4
"""What a picture looks like is taken from so many squares."""

_BORDER_PX = 4
"""So near to a border of the prediction, being unsure is being unsure of the border."""


@dataclass(frozen=True, eq=False)
class Look:
    """What a model made of one picture.

    Attributes
    ----------
    size
        Height and width of the picture.
    spot
        Where it is most unsure.
    uncertainty
        Mean entropy per pixel of the spot, 0 to 1.
    border_share
        Which part of that lies along borders of the prediction, 0 to 1.
    """

    size: tuple[int, int]
    spot: Box
    uncertainty: float
    border_share: float


def entropy_of(probabilities: NDArray[np.floating]) -> NDArray[np.float32]:
    """How unsure probabilities are: their entropy as a share of the greatest there can be.

    Parameters
    ----------
    probabilities
        (K, H, W), 0 to 1; K at least 2.

    Returns
    -------
    (H, W) float32, 0 to 1.
    """
    likely = np.clip(probabilities.astype(np.float32), 1e-7, 1.0)
    found = -(likely * np.log(likely)).sum(axis=0) / np.float32(np.log(len(likely)))
    return np.asarray(np.clip(found, 0.0, 1.0), np.float32)


def look_of(
    size: tuple[int, int],
    parts: list[tuple[Box, NDArray[np.floating]]],
    labelled: NDArray[np.bool_] | None = None,
) -> Look:
    """The spot among parts of a picture.

    Parameters
    ----------
    size
        Height and width of the picture.
    parts
        Where each lies, and its (K, h, w) probabilities; at least one.
    labelled
        (H, W) of the whole picture: pixels that are labelled already and teach nothing more.
    """
    looks = []
    for (left, top, right, bottom), probabilities in parts:
        unsure = entropy_of(probabilities)
        if labelled is not None:
            unsure[labelled[top:bottom, left:right]] = 0.0
        spot, mean = richest_box(unsure, SPOT_PX)
        inside = np.s_[spot[1] : spot[3], spot[0] : spot[2]]
        along = _borders(probabilities)[inside]
        share = float(unsure[inside][along].sum() / max(float(unsure[inside].sum()), 1e-12))
        moved = (spot[0] + left, spot[1] + top, spot[2] + left, spot[3] + top)
        looks.append(Look(size, moved, mean, share))
    return max(looks, key=lambda look: look.uncertainty)


def _borders(probabilities: NDArray[np.floating]) -> NDArray[np.bool_]:
    """(h, w) bool: pixels near a border between two classes of the mask."""
    mask = probabilities.argmax(axis=0).astype(np.uint8)
    kernel = np.ones((2 * _BORDER_PX + 1, 2 * _BORDER_PX + 1), np.uint8)
    return np.asarray(cv2.dilate(mask, kernel) != cv2.erode(mask, kernel))


class Onlooker:
    """A model, loaded once, that looks at many pictures.

    Attributes
    ----------
    card
        What the model says of itself.
    """

    def __init__(self, model: Path, device: str = "auto") -> None:
        """Load a model.

        Raises
        ------
        ModelFileError
            If the file is no model.
        StudioError
            If there is no such device.
        """
        chosen = choose_device(device)
        self.card, network = load_network(model)
        self._fitting = Fitting(self.card.fit, self.card.fit_px)
        self._inference = ready_to_predict(
            network,
            dtype=chosen.dtype(self.card.precision),
            device=chosen.torch_device,
            fitting=self._fitting,
        )

    def open(self, image: ImageRef) -> Glimpse:
        """Open a picture.

        Raises
        ------
        UnreadableImageError
            If it cannot be read.
        StudioError
            If it has other channels than the model takes.
        """
        return Glimpse(open_picture(image.path, image.plane), self.card)

    def probabilities(self, glimpse: Glimpse) -> Iterator[tuple[Box, NDArray[np.float32]] | None]:
        """What the model says of a picture, or of squares of a large one.

        Yields
        ------
        Where a part lies and its (K, h, w) probabilities; between them None, where one may stop.
        """
        height, width = glimpse.size
        boxes = [(0, 0, width, height)]
        if height * width > WHOLE_PIXELS and self._fitting.is_none:
            boxes = spread_boxes(height, width, _SQUARE_PX, _SQUARES)
        for box in boxes:
            bands = []
            for band in self._inference.bands(glimpse.pixels(box), glimpse.scaling):
                if band is None:
                    yield None
                else:
                    bands.append(band)
            yield box, np.concatenate(bands, axis=1)

    def features(self, glimpse: Glimpse) -> NDArray[np.float32]:
        """What a picture looks like to the network: its coarsest activations, pooled.

        Returns
        -------
        (D,) float32: mean and deviation of every channel where the network is narrowest.
        """
        seen: list[NDArray[np.float32]] = []

        def note(_part: nn.Module, _given: object, found: Tensor) -> None:
            values = found.detach().float()  # (B, C, h, w)
            pooled = values.mean(dim=(2, 3)), values.std(dim=(2, 3), unbiased=False)
            seen.extend(np.concatenate([p.cpu().numpy() for p in pooled], axis=1))

        watching = self._inference.network.bottom.register_forward_hook(note)
        try:
            for box in self._glances(glimpse):
                for _ in self._inference.bands(glimpse.pixels(box), glimpse.scaling):
                    pass
        finally:
            watching.remove()
        return np.asarray(np.mean(seen, axis=0), np.float32)

    def _glances(self, glimpse: Glimpse) -> list[Box]:
        height, width = glimpse.size
        if self._fitting.is_none:
            return spread_boxes(height, width, _GLANCE_PX, _GLANCES)
        return [(0, 0, width, height)]


class Glimpse:
    """An open picture, read part by part as a network takes it.

    Attributes
    ----------
    size
        Height and width.
    scaling
        Of the whole picture, or of a sample of a large one.
    """

    def __init__(self, source: MemorySource | LargeSource, card: ModelCard) -> None:
        self._source = source
        self._channels = card.network.in_channels
        self.size: tuple[int, int] = source.size
        self.scaling: Scaling = scaling_of(self._fitted(source.sample()), card.normalisation)

    def pixels(self, box: Box) -> NDArray[Any]:
        """(h, w, C) of a part of the picture."""
        left, top, right, bottom = box
        return self._fitted(self._source.read(left, top, right - left, bottom - top))

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def _fitted(self, pixels: NDArray[Any]) -> NDArray[Any]:
        return with_channels(pixels, self._channels)
