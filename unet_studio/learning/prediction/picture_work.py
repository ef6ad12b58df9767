"""Picture work: the patches of one picture for all models, and their averaged answers in bands."""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.learning.prediction.tiling import Cut, Patch


@dataclass(frozen=True, eq=False)
class Question:
    """A patch that waits for a network.

    Attributes
    ----------
    work
        Whose patch it is.
    member
        Which of the models is asked.
    number
        Of the patch, in the order in which this model's answers are joined.
    patch
        What to show.
    """

    work: PictureWork
    member: int
    number: int
    patch: Patch


class PictureWork:
    """What there is to do for one picture.

    Attributes
    ----------
    is_done
        Whether all rows of the picture have been given out.
    """

    def __init__(self, cuts: Sequence[Cut], height: int) -> None:
        """Begin.

        Parameters
        ----------
        cuts
            The picture as each model needs it.
        height
            Of the picture.
        """
        self._cuts = cuts
        self._rows_left = height
        self._early: list[dict[int, NDArray[np.float32]]] = [{} for _ in cuts]
        self._expected = [0] * len(cuts)
        self._bands: list[deque[NDArray[np.float32]]] = [deque() for _ in cuts]

    @property
    def is_done(self) -> bool:
        """See the class."""
        return self._rows_left == 0

    def questions(self) -> Iterator[Question]:
        """All patches of all models, from top to bottom, so that few answers have to be kept."""
        asked = [self._questions_of(member) for member in range(len(self._cuts))]
        return heapq.merge(*asked, key=lambda question: question.patch.top)

    def _questions_of(self, member: int) -> Iterator[Question]:
        for number, patch in enumerate(self._cuts[member].patches()):
            yield Question(self, member, number, patch)

    def joined(
        self, question: Question, answer: NDArray[np.float32]
    ) -> Iterator[NDArray[np.float32]]:
        """Take an answer; they may come in any order.

        Parameters
        ----------
        question
            One of `questions`.
        answer
            (out_channels, h, w) float32, as `Cut.joined` takes it.

        Yields
        ------
        (K, rows, W) float32 probabilities that are final, from top to bottom.
        """
        member, early = question.member, self._early[question.member]
        early[question.number] = answer
        while self._expected[member] in early:
            found = early.pop(self._expected[member])
            self._expected[member] += 1
            self._bands[member].extend(self._cuts[member].joined(found))
        for band in self._averaged():
            self._rows_left -= band.shape[1]
            yield band

    def _averaged(self) -> Iterator[NDArray[np.float32]]:
        while all(self._bands):
            rows = min(bands[0].shape[1] for bands in self._bands)
            total = _first_rows(self._bands[0], rows)
            if len(self._bands) > 1:
                total = total.copy()
                for bands in list(self._bands)[1:]:
                    total += _first_rows(bands, rows)
                total /= len(self._bands)
            yield total


def _first_rows(bands: deque[NDArray[np.float32]], rows: int) -> NDArray[np.float32]:
    band = bands.popleft()
    if band.shape[1] > rows:
        bands.appendleft(band[:, rows:])
    return band[:, :rows]
