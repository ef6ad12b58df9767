"""Prediction: any model on any pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

import torch

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.prediction_files import SAVED_BY_DEFAULT
from unet_studio.domain.project import ImageRef, natural_key
from unet_studio.domain.report import PredictionReport
from unet_studio.learning.memory_reuse import freed_memory_kept
from unet_studio.learning.predictor import Predictor
from unet_studio.storage.image_file import read_image
from unet_studio.storage.image_folder import find_images, images_in_file
from unet_studio.storage.model_file import read_card, read_signature
from unet_studio.storage.prediction_folder import PredictionFolder
from unet_studio.storage.project_file import is_project, list_images, read_project
from unet_studio.storage.redeciding import can_redecide, redecide

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Sequence
    from pathlib import Path

    from unet_studio.domain.decision import Decision


@dataclass(frozen=True)
class PredictionSummary:
    """What a prediction ends with.

    Attributes
    ----------
    out
        Where everything lies.
    done
        Images predicted.
    failed
        Name -> why not.
    """

    out: Path
    done: int
    failed: dict[str, Message]

    @property
    def total(self) -> int:
        """Images asked for."""
        return self.done + len(self.failed)


def collect_images(inputs: Sequence[Path]) -> list[ImageRef]:
    """The pictures that people mean by files, folders and projects.

    Folders are searched with all their sub-folders; of a project its images are taken, of a stack
    all planes. The order is natural, and every picture comes once.

    Raises
    ------
    StudioError
        If a path is not there or there is no picture at all.
    """
    found: dict[tuple[Path, int | None], ImageRef] = {}
    taken: set[str] = set()
    for given in inputs:
        for image in _images_at(given):
            file = image.path.resolve()
            if (file, image.plane) not in found:
                named = _with_free_name(image, file, taken)
                found[file, image.plane] = named
                taken.add(named.name)
    if not found:
        raise StudioError(
            say("prediction", "There is no picture in {paths}.")(
                paths=", ".join(str(path) for path in inputs)
            )
        )
    return sorted(found.values(), key=lambda image: natural_key(image.name))


def _with_free_name(image: ImageRef, file: Path, taken: Collection[str]) -> ImageRef:
    """Pictures of the same name from different folders get the folders' names before theirs."""
    parts, name = file.parent.parts[1:], image.name
    while name in taken and parts:
        name, parts = f"{parts[-1]}/{name}", parts[:-1]
    return replace(image, name=name)


def _images_at(path: Path) -> list[ImageRef]:
    if not path.exists():
        raise StudioError(say("prediction", "There is no file or folder {path}.")(path=path))
    if path.is_file():
        return images_in_file(path)
    if is_project(path):
        return list(list_images(read_project(path)))
    return list(find_images(path))


def predict_files(
    model: Path,
    images: Sequence[ImageRef],
    out: Path,
    *,
    save: Collection[str] = SAVED_BY_DEFAULT,
    device: str = "auto",
    decision: Decision = USUAL_DECISION,
    augment: bool = False,
) -> Generator[PredictionReport, None, PredictionSummary]:
    """Predict pictures and write what was found; one bad file never stops the rest.

    Parameters
    ----------
    model
        The model file.
    images
        See `collect_images`.
    out
        Folder to write to, as `storage.prediction_folder` says.
    save
        Some of `domain.prediction_files.SAVEABLE`.
    device
        See `learning.device.choose_device`.
    decision
        How probabilities become masks. If `out` keeps the probabilities of all these images by
        this very model, nothing is predicted again: see `storage.redeciding`.
    augment
        See `Predictor`.

    Yields
    ------
    One finished report per image, and before it others, so that a large one can be stopped too.

    Raises
    ------
    StudioError
        If the model cannot be used, `save` names something unknown or `out` cannot be written to.
    """
    folder = PredictionFolder(out, save)
    card = read_card(model)
    views = card.views if augment else 1
    if can_redecide(out, images, read_signature(model), views, save):
        kept = yield from redecide(out, images, decision, ClassTable(card.classes), save=save)
        return PredictionSummary(out, len(images) - len(kept), kept)
    predictor = Predictor(model, device, augment=augment)
    failed: dict[str, Message] = {}
    files: list[dict[str, object]] = []
    used = {
        "model": str(model),
        "signature": predictor.signature,
        "views": predictor.views,
        "decision": decision.as_json(),
    }
    folder.begin(used)
    try:
        for done, image in enumerate(images, start=1):
            began = perf_counter()
            mask, problem = None, None
            try:
                under_way = PredictionReport(
                    done - 1, len(images), image.name, 0.0, is_finished=False
                )
                steps = _predict_one(predictor, image, folder, decision)
                with freed_memory_kept():
                    mask = yield from _saying(under_way, steps)
            except StudioError as error:
                problem = failed[image.name] = error.message
            except (MemoryError, OSError, torch.OutOfMemoryError) as error:
                problem = failed[image.name] = say("prediction", "{name}: {detail}")(
                    name=image.name, detail=error
                )
            seconds = perf_counter() - began
            files.append(_line(image, seconds, problem))
            yield PredictionReport(done, len(images), image.name, seconds, mask, problem)
    finally:
        folder.finish({**used, "files": files})
    return PredictionSummary(out, len(images) - len(failed), failed)


def _saying(
    report: PredictionReport, steps: Generator[Message | None, None, Path | None]
) -> Generator[PredictionReport, None, Path | None]:
    """Yield the report at each step, with what is to be said."""
    while True:
        try:
            note = next(steps)
        except StopIteration as end:
            mask: Path | None = end.value
            return mask
        yield replace(report, note=note)


def _predict_one(
    predictor: Predictor,
    image: ImageRef,
    folder: PredictionFolder,
    decision: Decision,
) -> Generator[Message | None, None, Path | None]:
    """Write what is found, step by step; returns the mask file, if masks are saved."""
    pixels = read_image(image.path, plane=image.plane)
    yield None
    probabilities = None
    if "probabilities" in folder.save:
        probabilities = yield from predictor.find_probabilities(pixels)
        mask = predictor.mask_of(probabilities, decision)
    else:
        mask = yield from predictor.find_mask(pixels, decision)
    yield from folder.writing(
        image.name,
        pixels,
        mask,
        probabilities,
        predictor.classes,
        source=image.path,
        drawn_by=predictor.signature,
    )
    return folder.path("masks", image.name) if "masks" in folder.save else None


def _line(image: ImageRef, seconds: float, problem: Message | None) -> dict[str, object]:
    return {
        "name": image.name,
        "picture": str(image.path.resolve()),
        **({"plane": image.plane} if image.plane is not None else {}),
        "status": "failed" if problem else "done",
        "seconds": round(seconds, 3),
        **({"problem": str(problem)} if problem else {}),
    }
