"""Selection by points and boxes with a segment-anything model, run by osam.

osam (MIT licence) knows the models, fetches them and runs them with onnxruntime; it is imported
when first needed. Kirillov et al., "Segment Anything", 2023; Xiong et al., "EfficientSAM", 2023;
Ravi et al., "SAM 2", 2024.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import IntEnum
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.report import ProgressReport

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from numpy.typing import NDArray

MODEL_NAMES = ("efficientsam:10m", "efficientsam:latest", "sam2:tiny", "sam2:small", "sam2:latest")
"""The models offered, the lightest first: on a processor without a GPU the first one answers in
about a second, the last in about ten."""

TIMEOUT_S = 30.0
_LOOK_EVERY_S = 0.1


class Meaning(IntEnum):
    """What a point says, under segment-anything's numbers."""

    OUTSIDE = 0
    INSIDE = 1
    BOX_START = 2  # its upper left corner
    BOX_END = 3  # its lower right corner


@dataclass(frozen=True)
class PromptPoint:
    """One point of a prompt, in pixels of the picture that was embedded."""

    x: float
    y: float
    meaning: Meaning = Meaning.INSIDE


@dataclass(frozen=True)
class PromptModel:
    """What is known of a model.

    Attributes
    ----------
    name
        osam's.
    licence
        Of its weights.
    source
        Where it comes from.
    is_here
        Whether its files are on this computer.
    """

    name: str
    licence: str
    source: str
    is_here: bool


def prompt_model(name: str) -> PromptModel:
    """What is known of a model; `StudioError` if there is none of this name."""
    kind = _kind(name)
    return PromptModel(
        name, kind.metadata.license_name, kind.metadata.source_url, kind.get_size() is not None
    )


def download_prompt_model(name: str) -> Generator[ProgressReport, None, str]:
    """Fetch a model's files, a few hundred megabytes at most; a job that returns the name.

    Closing the generator stops the transfer; what is there already is used the next time.

    Raises
    ------
    StudioError
        If it cannot be fetched: no network, no room, or a file that is not what it should be.
    """
    kind = _kind(name)
    answers: Queue[tuple[str, int, int | None] | BaseException | None] = Queue()
    cancel = threading.Event()

    def pull() -> None:
        try:
            kind.pull(
                progress=lambda file, done, total: answers.put((file, done, total)),
                cancel=cancel,
                timeout=TIMEOUT_S,
            )
        except Exception as error:  # noqa: BLE001 - handed over to the thread that asked
            answers.put(error)
        else:
            answers.put(None)

    thread = threading.Thread(target=pull, name="prompt-model", daemon=True)
    thread.start()
    try:
        yield from _progress_of(answers, name)
    finally:
        cancel.set()
    return name


def _progress_of(
    answers: Queue[tuple[str, int, int | None] | BaseException | None], name: str
) -> Generator[ProgressReport, None, None]:
    message = say("prompt", "Fetching {name}")(name=name)
    while True:
        try:
            answer = answers.get(timeout=_LOOK_EVERY_S)
        except Empty:
            yield ProgressReport(0, 1, message)  # Cancel is looked for here, too
            continue
        if answer is None:
            return
        if isinstance(answer, BaseException):
            raise StudioError(_why_not(name, answer)) from answer
        file, done, total = answer
        text = say("prompt", "Fetching {file}: {done} MB")
        megabytes = f"{done / 1e6:.0f}"
        yield ProgressReport(done, max(total or 0, done, 1), text(file=file, done=megabytes))


def _why_not(name: str, error: BaseException) -> Message:
    return say(
        "prompt",
        "The model {name} could not be fetched. Is this computer online? Every other tool works "
        "without it; ask again when there is a network. ({reason})",
    )(name=name, reason=str(error)[:300])


class PromptEngine:
    """One model in memory.

    Parameters
    ----------
    name
        Of a model whose files are here.

    Raises
    ------
    StudioError
        If its files are not here, or not usable.
    """

    def __init__(self, name: str) -> None:
        kind = _kind(name)
        if kind.get_size() is None:
            raise StudioError(say("prompt", "The model {name} is not here yet.")(name=name))
        self.name = name
        try:
            self._model = _without_fetching(kind)()
        except Exception as error:
            kind.remove()  # so that it is fetched anew
            raise StudioError(
                say(
                    "prompt",
                    "The files of the model {name} are broken and were removed. Choose the tool "
                    "again to fetch them anew. ({reason})",
                )(name=name, reason=error)
            ) from error

    def embed(self, rgb: NDArray[np.uint8]) -> Any:
        """What the model makes of a picture, (h, w, 3) uint8 RGB: slow, and done once for it."""
        return self._model.encode_image(np.ascontiguousarray(rgb))

    def mask(self, embedding: Any, points: Sequence[PromptPoint]) -> NDArray[np.bool_]:
        """(h, w) bool: what the points mean in a picture that was embedded; quick."""
        import osam

        request = osam.types.GenerateRequest(
            model=self.name,
            image_embedding=embedding,
            prompt=osam.types.Prompt(
                points=np.array([[p.x, p.y] for p in points], np.float32),
                point_labels=np.array([p.meaning for p in points], np.int64),
            ),
        )
        whole = np.zeros((embedding.original_height, embedding.original_width), bool)
        for found in self._model.generate(request).annotations:
            box = found.bounding_box
            if found.mask is not None and box is not None and found.mask.size:
                whole[box.ymin : box.ymax + 1, box.xmin : box.xmax + 1] |= found.mask
        return whole


def _without_fetching(kind: Any) -> Any:
    """Osam's class, which would fetch missing files in silence, less that."""
    return type(kind.__name__, (kind,), {"pull": classmethod(lambda _cls, **_how: None)})


def _kind(name: str) -> Any:
    import osam.apis
    from loguru import logger

    logger.disable("osam")  # it speaks to the terminal
    try:
        return osam.apis.get_model_type_by_name(name)
    except ValueError as error:
        raise StudioError(say("prompt", "There is no model {name}.")(name=name)) from error
