"""Batching: patches of many pictures put together so that the network sees several at a time."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.learning.prediction.picture_work import Question

    Kind = tuple[int, tuple[int, int]]  # model, size of the patch


class Batcher:
    """The patches that wait, sorted by what can be computed together.

    Attributes
    ----------
    pixels
        A batch has no more than so many, unless a single patch has.
    """

    def __init__(self, pixels: int) -> None:
        self.pixels = pixels
        self._most: dict[int, int] = {}  # model -> pixels, where memory has run out
        self._waiting: dict[Kind, deque[Question]] = {}
        self._waiting_px = 0

    @property
    def has_enough(self) -> bool:
        """Whether there is no need for more patches just now."""
        return self._waiting_px >= 2 * self.pixels

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def add(self, question: Question) -> None:
        """Let a patch wait for others of its size."""
        kind = question.member, question.patch.size
        self._waiting.setdefault(kind, deque()).append(question)
        self._waiting_px += _pixels(kind)

    def take(self, *, only_full: bool) -> list[Question]:
        """The next batch: a full one if there is one, else what has waited longest.

        Parameters
        ----------
        only_full
            Whether to rather wait than to take fewer patches than fit; then it may be empty.
        """
        full = [kind for kind, found in self._waiting.items() if len(found) >= self._count(kind)]
        kinds = full or ([] if only_full else list(self._waiting))
        if not kinds:
            return []
        kind = kinds[0]
        waiting = self._waiting[kind]
        batch = [waiting.popleft() for _ in range(min(len(waiting), self._count(kind)))]
        self._waiting_px -= len(batch) * _pixels(kind)
        if not waiting:
            del self._waiting[kind]
        return batch

    def take_fewer(self, member: int, batch: list[Question]) -> None:
        """Put back a batch there was no memory for; those of this model are smaller from now on."""
        together = sum(_pixels((q.member, q.patch.size)) for q in batch)
        self._most[member] = together // 2
        kind = member, batch[0].patch.size
        self._waiting.setdefault(kind, deque()).extendleft(reversed(batch))
        self._waiting_px += together

    def drop(self, is_over: Callable[[Question], bool]) -> None:
        """Forget patches."""
        for kind, waiting in list(self._waiting.items()):
            kept = deque(question for question in waiting if not is_over(question))
            self._waiting_px -= (len(waiting) - len(kept)) * _pixels(kind)
            if kept:
                self._waiting[kind] = kept
            else:
                del self._waiting[kind]

    def _count(self, kind: Kind) -> int:
        return max(1, self._most.get(kind[0], self.pixels) // _pixels(kind))


def _pixels(kind: Kind) -> int:
    return kind[1][0] * kind[1][1]
