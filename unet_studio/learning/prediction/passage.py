"""Passage: one picture on its way through reading, the network and writing."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.learning.prediction.outcome import Outcome
    from unet_studio.learning.prediction.picture_work import PictureWork


@dataclass(eq=False)
class Passage:
    """One picture on its way.

    Attributes
    ----------
    image
        Which.
    seconds
        Spent on it so far, by all threads.
    problem
        Why there is no prediction of it.
    left_out
        What is not written of it, and why.
    unlike
        In what its picture is unlike those that the model was trained on.
    certain
        Of how many of its pixels the model is certain.
    is_over
        Whether it has left the line.
    pixels, opened
        The picture once it is read, and what has to be closed in the end.
    work, outcome
        What there is to do, and what is kept of it.
    writes
        How many pieces of it wait to be written.
    """

    image: ImageRef
    seconds: float = 0.0
    problem: Message | None = None
    left_out: Message | None = None
    unlike: tuple[Message, ...] = ()
    certain: int = 0
    is_over: bool = False
    pixels: Any = None
    work: PictureWork | None = None
    outcome: Outcome | None = None
    opened: ExitStack = field(default_factory=ExitStack)
    writes: int = 0

    @property
    def pixel_count(self) -> int:
        """Of its picture; 0 as long as nobody knows."""
        return 0 if self.pixels is None else int(np.prod(self.pixels.shape[:2]))
