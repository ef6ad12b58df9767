"""Predictor: a model, loaded once, that finds masks in any pictures."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.imaging.deciding import decided_mask, tidied
from unet_studio.learning.checkpoint import load_network
from unet_studio.learning.device import choose_device
from unet_studio.learning.fitting import Fitting
from unet_studio.learning.inference import ready_to_predict
from unet_studio.learning.memory_ladder import is_out_of_memory
from unet_studio.learning.normalisation import scaling_of, with_channels
from unet_studio.storage.model_file import read_signature

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.decision import Decision

ArrayT = TypeVar("ArrayT")


class Predictor:
    """A model, loaded once, for many pictures.

    Attributes
    ----------
    path
        The model file.
    card
        What it says of itself.
    """

    def __init__(self, path: Path, device: str = "auto", *, augment: bool = False) -> None:
        """Load a model.

        Parameters
        ----------
        path
            The model file.
        device
            See `learning.device.choose_device`.
        augment
            Whether every picture is looked at in all the `views` that the card names, which takes
            so many times as long and is a little better.

        Raises
        ------
        ModelFileError
            If the file is no model.
        StudioError
            If there is no such device.
        """
        chosen = choose_device(device)
        self.path = path
        self.card, network = load_network(path)
        self._inference = ready_to_predict(
            network,
            dtype=chosen.dtype(self.card.precision),
            device=chosen.torch_device,
            fitting=Fitting(self.card.fit, self.card.fit_px),
        )
        if augment:
            self._inference = replace(self._inference, views=self.card.views)

    def probabilities(self, image: NDArray[Any]) -> NDArray[np.float32]:
        """How likely each class is at each pixel.

        Parameters
        ----------
        image
            (H, W) or (H, W, C), any real type, as `read_image` gives it; grey becomes colour and
            colour grey as the model needs.

        Raises
        ------
        StudioError
            If the picture has other channels than the model takes.

        Returns
        -------
        (K, H, W) float32, 0 to 1, background first, then the classes of the card.
        """
        return _result(self.find_probabilities(image))

    def find_probabilities(
        self, image: NDArray[Any]
    ) -> Generator[Message | None, None, NDArray[np.float32]]:
        """As `probabilities`, step by step, so that it can be stopped within a picture.

        Yields
        ------
        What a person should know, or None.
        """
        bands = yield from self._where_there_is_room(image, lambda band: band)
        return np.concatenate(bands, axis=1)

    def mask(self, image: NDArray[Any], decision: Decision = USUAL_DECISION) -> NDArray[np.uint8]:
        """Which class each pixel is.

        Parameters
        ----------
        image
            As in `probabilities`; of any size, memory does not grow with it.
        decision
            How probabilities become a mask.

        Returns
        -------
        (H, W) uint8 class ids of the card.
        """
        return _result(self.find_mask(image, decision))

    def find_mask(
        self, image: NDArray[Any], decision: Decision = USUAL_DECISION
    ) -> Generator[Message | None, None, NDArray[np.uint8]]:
        """As `mask`, step by step, so that it can be stopped within a picture.

        Yields
        ------
        As `find_probabilities`.
        """
        masks = yield from self._where_there_is_room(
            image, lambda band: self.mask_of(band, decision.plain)
        )
        return tidied(np.concatenate(masks), decision)

    def mask_of(
        self, probabilities: NDArray[np.float32], decision: Decision = USUAL_DECISION
    ) -> NDArray[np.uint8]:
        """The mask that these probabilities give; see `mask`."""
        return decided_mask(probabilities, decision, self.card.classes)

    @property
    def views(self) -> int:
        """In how many positions every picture is looked at; 1 = as it is."""
        return self._inference.views

    @property
    def classes(self) -> ClassTable:
        """The classes of the card."""
        listed = self.card.classes
        return ClassTable(listed, max((c.id for c in listed), default=0) + 1)

    @cached_property
    def signature(self) -> str:
        """``MODEL@HASH``: names this very file, whatever it is called."""
        return read_signature(self.path)

    def _where_there_is_room(
        self, image: NDArray[Any], made_of: Callable[[NDArray[np.float32]], ArrayT]
    ) -> Generator[Message | None, None, list[ArrayT]]:
        """What is made of the bands of a picture; tiles get smaller until memory suffices.

        Later pictures are predicted in tiles as small.
        """
        while True:
            try:
                bands = self._bands(image)
                return (yield from _collected(None if b is None else made_of(b) for b in bands))
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
            # Only now, for the error holds on to memory.
            yield self._take_smaller_tiles(image.shape)

    def _take_smaller_tiles(self, size: tuple[int, ...]) -> Message:
        smaller = self._inference.with_smaller_tiles(size)
        if smaller is None:
            raise StudioError(
                say(
                    "prediction",
                    "Memory ran out, though as little is used as possible. Close other programs, "
                    "or let the CPU predict (--device cpu).",
                )()
            )
        self._inference = smaller
        return say(
            "prediction",
            "Memory ran out, so pictures are predicted in tiles of {tile} pixels from now on. "
            "That is slower, and masks may differ a little at the edges of tiles.",
        )(tile=smaller.tile_px)

    def _bands(self, image: NDArray[Any]) -> Iterable[NDArray[np.float32] | None]:
        pixels = with_channels(image, self.card.network.in_channels)
        return self._inference.bands(pixels, scaling_of(pixels, self.card.normalisation))


def _collected(
    bands: Iterable[ArrayT | None],
) -> Generator[Message | None, None, list[ArrayT]]:
    collected: list[ArrayT] = []
    for band in bands:
        if band is None:
            yield None
        else:
            collected.append(band)
    return collected


def _result(steps: Generator[Message | None, None, ArrayT]) -> ArrayT:
    """Take all steps at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: ArrayT = end.value
            return result
