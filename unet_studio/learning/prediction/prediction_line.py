"""Prediction line: pictures are read, predicted and written at the same time, by one thread each.

The thread that iterates does none of it: it hands pieces of work from one to the next, so that it
can answer at any time. Patches of several pictures go through the network together.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from unet_studio.domain.likeness import UNCERTAIN
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.imaging.certainty import certain_pixels
from unet_studio.learning.computing.interruption import check_within
from unet_studio.learning.computing.line_threads import LineThreads
from unet_studio.learning.prediction.batching import Batcher
from unet_studio.learning.prediction.outcome import outcome_of
from unet_studio.learning.prediction.passage import Passage
from unet_studio.learning.prediction.predictor import NoRoomError
from unet_studio.storage.pictures.region_picture import lent_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.project import ImageRef
    from unet_studio.learning.prediction.picture_work import PictureWork, Question
    from unet_studio.learning.prediction.predictor import Predictor
    from unet_studio.storage.predictions.prediction_folder import PredictionFolder

BATCH_PIXELS = {"float32": 1 << 19, "bfloat16": 5 << 18, "cuda": 1 << 23}
"""Of a CPU by what it computes with, and of a GPU. Larger batches gain nothing, and a convolution
must be over soon when a person wants to stop."""

READ_AHEAD = 2
AT_THE_NETWORK = 2  # batches: what is found in one is joined while the next is computed
MOST_AT_A_TIME = 64
MOST_PIXELS_AT_A_TIME = 64_000_000  # of pictures between reading and writing
MOST_WRITES = 6  # pieces of work; then the network waits for the disk

# What may be wrong with one picture, and is no reason to leave the others alone.
_OF_ONE_PICTURE = (StudioError, MemoryError, OSError, torch.OutOfMemoryError)


class PredictionLine:
    """Predicts pictures; to be iterated once, inside a with block."""

    def __init__(
        self,
        predictor: Predictor,
        folder: PredictionFolder,
        decision: Decision,
        images: Sequence[ImageRef],
    ) -> None:
        self._predictor, self._folder, self._decision = predictor, folder, decision
        self._coming = deque(Passage(image) for image in images)
        self._under_way: deque[Passage] = deque()  # in the order of the images
        self._fed: deque[tuple[Passage, Iterator[Question]]] = deque()
        self._passages: dict[PictureWork | None, Passage] = {}
        self._batcher = Batcher(BATCH_PIXELS[predictor.computes_in])
        self._computing = 0
        self._cutting = 0  # how often tiles have become smaller
        self._notes: list[Message] = []
        self._threads = LineThreads()

    def __enter__(self) -> PredictionLine:
        for network in self._predictor.networks:
            check_within(network, self._threads.check)
        return self

    def __exit__(self, *_: object) -> None:
        are_gone = self._threads.stop()
        for passage in self._under_way:
            if passage.outcome is not None and are_gone:
                passage.outcome.abandon()
            passage.opened.close()

    @property
    def waiting(self) -> frozenset[str]:
        """Names of the images that nothing was done with yet."""
        return frozenset(passage.image.name for passage in self._coming)

    def __iter__(self) -> Iterator[tuple[Passage, Message | None]]:
        """The pictures as they are finished, in order; before it the oldest one, now and then.

        Yields
        ------
        A picture, over or not, and what a person should know.
        """
        while self._coming or self._under_way:
            self._read_ahead()
            self._feed()
            self._compute()
            yield from self._said()
            self._threads.look()
            while self._under_way and self._under_way[0].is_over:
                yield from self._said()
                yield self._under_way.popleft(), None

    def _said(self) -> Iterator[tuple[Passage, Message | None]]:
        if self._under_way and not self._under_way[0].is_over:
            notes, self._notes = self._notes, []
            for note in notes:
                yield self._under_way[0], note
            if not notes:
                yield self._under_way[0], None

    # ---- Reading ----

    def _read_ahead(self) -> None:
        while self._coming and self._has_room():
            passage = self._coming.popleft()
            self._under_way.append(passage)
            self._threads.submit(
                self._threads.reader,
                partial(self._opened, passage),
                partial(self._on_read, passage),
            )

    def _has_room(self) -> bool:
        reading = sum(p.pixels is None and not p.is_over for p in self._under_way)
        pixels = sum(p.pixel_count for p in self._under_way)
        return (
            reading < READ_AHEAD
            and len(self._under_way) < MOST_AT_A_TIME
            and pixels < MOST_PIXELS_AT_A_TIME
        )

    def _opened(self, passage: Passage) -> tuple[Any, PictureWork, int]:
        cutting = self._cutting
        pixels = passage.opened.enter_context(lent_picture(passage.image.path, passage.image.plane))
        passage.unlike = self._predictor.unlike(pixels)
        return pixels, self._predictor.work(pixels), cutting

    def _on_read(self, passage: Passage, future: Future[Any]) -> None:
        found = self._result(passage, future)
        if found is None:
            return
        passage.pixels, passage.work, cutting = found
        if cutting != self._cutting:  # tiles have become smaller meanwhile
            passage.work = self._predictor.work(passage.pixels)
        self._begin(passage)

    def _begin(self, passage: Passage) -> None:
        assert passage.work is not None
        passage.outcome = outcome_of(
            passage.image, passage.pixels, self._predictor, self._folder, self._decision
        )
        passage.left_out = passage.outcome.left_out
        self._passages[passage.work] = passage
        self._fed.append((passage, passage.work.questions()))

    # ---- The network ----

    def _feed(self) -> None:
        while self._fed and not self._batcher.has_enough:
            passage, questions = self._fed[0]
            question = None if passage.is_over else next(questions, None)
            if question is None:
                self._fed.popleft()
            else:
                self._batcher.add(question)

    def _compute(self) -> None:
        """Keep a batch waiting behind the one that is computed, so that the network never waits."""
        while self._computing < AT_THE_NETWORK and self._writes <= MOST_WRITES:
            batch = self._batcher.take(only_full=self._computing > 0)
            if not batch:
                return
            patches = [(q, pixels) for q in batch if (pixels := self._shown(q)) is not None]
            if patches:
                questions, shown = zip(*patches, strict=True)
                self._start(list(questions), np.stack(shown))
            self._feed()

    @property
    def _writes(self) -> int:
        return sum(passage.writes for passage in self._under_way)

    def _shown(self, question: Question) -> NDArray[np.float32] | None:
        """A patch's pixels; None if they cannot be read, which is the end of its picture."""
        passage = self._passages.get(question.work)
        if passage is None:
            return None
        try:
            return question.patch.pixels()
        except _OF_ONE_PICTURE as error:
            self._give_up(passage, error)
            return None

    def _start(self, batch: list[Question], pixels: NDArray[np.float32]) -> None:
        member = batch[0].member
        self._computing += 1
        self._threads.submit(
            self._threads.network,
            lambda: self._predictor.answers(member, pixels),
            partial(self._on_answers, batch),
        )

    def _on_answers(self, batch: list[Question], future: Future[Any]) -> None:
        self._computing -= 1
        error = future.exception()
        if isinstance(error, NoRoomError):
            self._use_less_memory(batch, error.member)
            return
        seconds, answers = future.result()
        for question, answer in zip(batch, answers, strict=True):
            passage = self._passages.get(question.work)
            if passage is not None:
                passage.seconds += seconds / len(batch)
                self._join(passage, question, answer)

    def _join(self, passage: Passage, question: Question, answer: NDArray[np.float32]) -> None:
        outcome, work = passage.outcome, question.work
        assert outcome is not None
        for band in work.joined(question, answer):
            passage.certain += certain_pixels(band)
            write = outcome.add(band)
            if write is not None:
                self._write(passage, write)
        if work.is_done:
            if self._predictor.is_uncertain(passage.certain / max(passage.pixel_count, 1)):
                passage.unlike += (UNCERTAIN(),)
            del self._passages[work]
            self._write(
                passage, lambda: outcome.finish(lambda: self._threads.is_stopped), is_last=True
            )

    # ---- Writing ----

    def _write(self, passage: Passage, write: Callable[[], None], *, is_last: bool = False) -> None:
        passage.writes += 1
        then = partial(self._on_written, passage, is_last=is_last)
        self._threads.submit(self._threads.writer, write, then)

    def _on_written(self, passage: Passage, future: Future[Any], *, is_last: bool) -> None:
        passage.writes -= 1
        if not passage.is_over:
            self._result(passage, future)
        if is_last and not passage.is_over:
            self._close(passage)

    # ---- What goes wrong ----

    def _result(self, passage: Passage, future: Future[Any]) -> Any:
        """What a piece of work gave; None if it failed, which is the end of its picture."""
        try:
            seconds, found = future.result()
        except _OF_ONE_PICTURE as error:
            self._give_up(passage, error)
            return None
        passage.seconds += seconds
        return found

    def _give_up(self, passage: Passage, error: BaseException) -> None:
        passage.problem = (
            error.message
            if isinstance(error, StudioError)
            else say("prediction", "{name}: {detail}")(name=passage.image.name, detail=error)
        )
        if passage.outcome is not None:
            self._threads.submit(self._threads.writer, passage.outcome.abandon)
        self._close(passage)

    def _close(self, passage: Passage) -> None:
        passage.is_over = True
        if (work := passage.work) in self._passages:
            del self._passages[work]
            self._batcher.drop(lambda question: question.work is work)
        passage.opened.close()
        passage.pixels = passage.work = passage.outcome = None

    def _use_less_memory(self, batch: list[Question], member: int) -> None:
        """Memory ran out: fewer patches at a time, then smaller ones for all that is under way."""
        if len(batch) > 1:
            self._batcher.take_fewer(member, batch)
            return
        passage = self._passages.get(batch[0].work)
        if passage is None:
            return
        try:
            note = self._predictor.take_smaller_tiles(member, passage.pixels.shape)
        except StudioError as error:
            self._give_up(passage, error)
            return
        self._notes.append(note)
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Cut all pictures again that are not yet predicted; what was found of them is dropped."""
        self._cutting += 1
        self._batcher.drop(lambda _: True)
        self._fed.clear()
        begun = list(self._passages.values())
        self._passages.clear()
        for passage in begun:
            if passage.outcome is not None:
                self._threads.submit(self._threads.writer, passage.outcome.abandon)
                passage.work, passage.certain = self._predictor.work(passage.pixels), 0
                self._begin(passage)
