"""Predictor: models, loaded once, that find masks in any pictures."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np
import torch

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.imaging.deciding import decided_mask, tidied
from unet_studio.imaging.picture_features import picture_features
from unet_studio.learning.computing.device import choose_device
from unet_studio.learning.computing.memory_ladder import is_out_of_memory
from unet_studio.learning.data.fitting import Fitting
from unet_studio.learning.data.normalisation import in_channels, scaling_of
from unet_studio.learning.network.int8_network import can_be_int8, computes_int8
from unet_studio.learning.network.model_weights import load_network
from unet_studio.learning.prediction.faster_network import ready_to_predict
from unet_studio.learning.prediction.picture_work import PictureWork
from unet_studio.storage.runs.model_file import signature_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from numpy.typing import NDArray
    from torch import nn

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.pixels import Pixels
    from unet_studio.learning.computing.device import Device
    from unet_studio.learning.network.unet import UNet
    from unet_studio.learning.prediction.inference import Inference

ArrayT = TypeVar("ArrayT")


class NoRoomError(Exception):
    """Memory ran out in a model's network.

    Attributes
    ----------
    member
        Which one it was.
    """

    def __init__(self, member: int) -> None:
        super().__init__(member)
        self.member = member


class Predictor:
    """One model, or the mean of several, loaded once, for many pictures.

    Attributes
    ----------
    paths
        The model files.
    cards
        What they say of themselves.
    device
        Where it computes.
    """

    def __init__(
        self,
        paths: Path | Sequence[Path],
        device: str = "auto",
        *,
        augment: bool = False,
        int8: bool = False,
    ) -> None:
        """Load a model.

        Parameters
        ----------
        paths
            The model file, or several of the same classes whose probabilities are averaged.
        device
            See `learning.computing.device.choose_device`.
        augment
            Whether every picture is looked at in all the `views` that the card names, which takes
            so many times as long and is a little better.
        int8
            Whether to compute with bytes where a CPU is fast at that: faster, a little less exact.

        Raises
        ------
        ModelFileError
            If a file is no model.
        StudioError
            If there is no such device, or the models know different classes, or `int8`
            is impossible.
        """
        self.device = choose_device(device)
        self.paths = (paths,) if isinstance(paths, Path) else tuple(paths)
        loaded = [load_network(path) for path in self.paths]
        self.cards = tuple(card for card, _ in loaded)
        for card in self.cards[1:]:
            _check_classes(self.card, card)
        if int8:
            _check_int8(self.cards, self.device)
        self._inferences = [
            _ready(card, network, self.device, augment=augment, int8=int8)
            for card, network in loaded
        ]

    @property
    def path(self) -> Path:
        """Of the first model."""
        return self.paths[0]

    @property
    def card(self) -> ModelCard:
        """Of the first model; the classes are those of all."""
        return self.cards[0]

    @property
    def networks(self) -> list[nn.Module]:
        """What computes."""
        return [inference.network for inference in self._inferences]

    @property
    def computes_in(self) -> Literal["float32", "bfloat16", "cuda"]:
        """What all of the models can do with: a batch may hold more or less."""
        found = {inference.computes_in for inference in self._inferences}
        return "float32" if "float32" in found else found.pop()

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

    def unlike(self, image: Pixels) -> tuple[Message, ...]:
        """In what a picture is unlike the training images, the oddest first; see `Likeness`.

        Nothing if it is like them, or the card does not say what they look like.
        """
        likeness = self.card.likeness
        return likeness.unlike(picture_features(image)) if likeness is not None else ()

    def is_uncertain(self, share: float) -> bool:
        """Whether it is certain of unusually few pixels of a picture.

        Nobody knows what is usual where several views or models are averaged, which makes
        probabilities milder.

        Parameters
        ----------
        share
            Of the pixels, see `imaging.certainty`.
        """
        usual, is_one = self.card.least_certain, len(self.paths) == 1 and self.views == 1
        return is_one and usual is not None and share < usual

    @property
    def views(self) -> int:
        """In how many positions every picture is looked at, at most; 1 = as it is."""
        return max(inference.views for inference in self._inferences)

    @property
    def classes(self) -> ClassTable:
        """The classes of the card."""
        listed = self.card.classes
        return ClassTable(listed, max((c.id for c in listed), default=0) + 1)

    @cached_property
    def signature(self) -> str:
        """``MODEL@HASH``: names this very file, whatever it is called; of several joined by +."""
        return " + ".join(map(signature_of, self.cards, self.paths))

    # ---- Patch by patch ----

    def work(self, image: Pixels) -> PictureWork:
        """What there is to do for a picture, (H, W) or (H, W, C), in memory or read by parts.

        Raises
        ------
        StudioError
            If it has other channels than a model takes.
        """
        cuts = []
        for card, inference in zip(self.cards, self._inferences, strict=True):
            pixels = in_channels(image, card.network.in_channels)
            cuts.append(inference.cut(pixels, scaling_of(pixels, card.normalisation)))
        return PictureWork(cuts, image.shape[0])

    def answers(self, member: int, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """What one of the networks says; see `Inference.answers`.

        Raises
        ------
        NoRoomError
            If memory runs out.
        """
        try:
            return self._inferences[member].answers(pixels)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
        raise NoRoomError(member)  # only now, for the error holds on to memory

    def take_smaller_tiles(self, member: int, size: tuple[int, ...]) -> Message:
        """Need less memory from now on, for pictures of this height and width; what to say of it.

        Raises
        ------
        StudioError
            If as little as possible is needed already.
        """
        smaller = self._inferences[member].with_smaller_tiles(size)
        if smaller is None:
            raise StudioError(
                say(
                    "prediction",
                    "Memory ran out, though as little is used as possible. Close other programs, "
                    "or let the CPU predict (--device cpu).",
                )()
            )
        self._inferences[member] = smaller
        return say(
            "prediction",
            "Memory ran out, so pictures are predicted in tiles of {tile} pixels from now on. "
            "That is slower, and masks may differ a little at the edges of tiles.",
        )(tile=smaller.tile_px)

    def _where_there_is_room(
        self, image: NDArray[Any], made_of: Callable[[NDArray[np.float32]], ArrayT]
    ) -> Generator[Message | None, None, list[ArrayT]]:
        """What is made of the bands of a picture; tiles get smaller until memory suffices.

        Later pictures are predicted in tiles as small.
        """
        while True:
            try:
                return (yield from self._made_of_bands(image, made_of))
            except NoRoomError as error:
                member = error.member
            yield self.take_smaller_tiles(member, image.shape)

    def _made_of_bands(
        self, image: NDArray[Any], made_of: Callable[[NDArray[np.float32]], ArrayT]
    ) -> Generator[None, None, list[ArrayT]]:
        made, work = [], self.work(image)
        for question in work.questions():
            answer = self.answers(question.member, question.patch.pixels()[None])[0]
            yield None
            made += [made_of(band) for band in work.joined(question, answer)]
        return made


def _ready(
    card: ModelCard, network: UNet, device: Device, *, augment: bool, int8: bool
) -> Inference:
    inference = ready_to_predict(
        network,
        dtype=torch.bfloat16 if int8 else device.dtype(card.precision),
        device=device.torch_device,
        fitting=Fitting(card.fit, card.fit_px),
        int8=int8,
    )
    return replace(inference, views=card.views) if augment else inference


def _check_int8(cards: Sequence[ModelCard], device: Device) -> None:
    if device.is_cuda or not device.fast_bfloat16 or not computes_int8():
        raise StudioError(
            say("prediction", "Here int8 is of no use: it makes only some CPUs faster. Leave it.")()
        )
    for card in cards:
        if not can_be_int8(card.network):
            raise StudioError(
                say("prediction", "The network of {name} is of a kind that has no int8.")(
                    name=card.name
                )
            )


def _check_classes(first: ModelCard, other: ModelCard) -> None:
    ours, theirs = ([(c.id, c.name) for c in card.classes] for card in (first, other))
    if ours != theirs:
        raise StudioError(
            say(
                "prediction",
                "Models can only be averaged if they know the same classes: {first} knows {ours}, "
                "{other} knows {theirs}.",
            )(
                first=first.name,
                ours=_listed(ours),
                other=other.name,
                theirs=_listed(theirs),
            )
        )


def _listed(classes: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{name} ({number})" for number, name in classes)


def _result(steps: Generator[Message | None, None, ArrayT]) -> ArrayT:
    """Take all steps at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: ArrayT = end.value
            return result
