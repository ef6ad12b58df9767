"""Prediction room: a training predicts held-out images with no more memory than there is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from unet_studio.domain.message import StudioError
from unet_studio.learning.computing.memory_ladder import is_out_of_memory
from unet_studio.learning.course.training_messages import (
    says_no_room_to_predict,
    says_smaller_tiles,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.message import Message
    from unet_studio.learning.course.footing import Footing
    from unet_studio.learning.network.unet import UNet
    from unet_studio.learning.prediction.inference import Inference

_Found = TypeVar("_Found")


class PredictionRoom:
    """Makes networks ready to predict, and cuts images into smaller tiles once memory ran out.

    A prediction needs other memory than a step, so this is a ladder of its own, beside
    `memory_ladder`; and it begins at the top in every training, for one failed try costs little.

    Parameters
    ----------
    footing
        Says where is computed, and with which numbers.
    edge_px
        The longest edge of a held-out image.
    """

    def __init__(self, footing: Footing, edge_px: int) -> None:
        self._footing, self._edge_px = footing, edge_px
        self._tile: tuple[int, int] | None = None  # edge and overlap in pixels; None = as usual
        self._notes: list[Message] = []

    @property
    def is_usual(self) -> bool:
        """Whether tiles are as large as ever."""
        return self._tile is None

    def ready(self, network: UNet) -> Inference:
        """A network of the training, in tiles that there is memory for."""
        inference = self._footing.ready(network)
        if self._tile is None:
            return inference
        return replace(inference, tile_px=self._tile[0], overlap_px=self._tile[1])

    def found(self, network: UNet, work: Callable[[Inference], _Found]) -> _Found:
        """What some work with the network finds; it begins anew in smaller tiles where it has to.

        Raises
        ------
        StudioError
            If memory runs out with the smallest tiles.
        """
        while True:
            inference = None
            try:
                inference = self.ready(network)
                return work(inference)
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
            self._take_smaller_tiles(inference)  # only now, for the error holds on to memory

    def found_if_it_fits(self, work: Callable[[], _Found]) -> _Found | None:
        """As `found`, of what the training can do without: None if memory runs out."""
        try:
            return work()
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
        return None

    def take_notes(self) -> list[Message]:
        """What a person should know, and has not been told yet."""
        notes, self._notes = self._notes, []
        return notes

    def _take_smaller_tiles(self, inference: Inference | None) -> None:
        smaller = inference and inference.with_smaller_tiles((self._edge_px,))
        if smaller is None:
            raise StudioError(says_no_room_to_predict())
        self._tile = smaller.tile_px, smaller.overlap_px
        self._notes.append(says_smaller_tiles(smaller.tile_px))
