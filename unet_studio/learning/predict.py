"""Prediction: any model on any pictures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import torch

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.prediction_files import SAVED_BY_DEFAULT
from unet_studio.domain.project import ImageRef, natural_key
from unet_studio.domain.report import PredictionReport
from unet_studio.learning.checkpoint import load_network
from unet_studio.learning.device import choose_device
from unet_studio.learning.fitting import Fitting
from unet_studio.learning.inference import ready_to_predict
from unet_studio.learning.memory_reuse import give_back_memory, keep_freed_memory
from unet_studio.learning.normalisation import scaling_of, with_channels
from unet_studio.learning.validation import THRESHOLD, decided
from unet_studio.storage.image_file import read_image
from unet_studio.storage.image_folder import find_images, images_in_file
from unet_studio.storage.prediction_folder import PredictionFolder
from unet_studio.storage.project_file import is_project, list_images, read_project

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

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
            dtype=chosen.dtype("auto"),
            device=chosen.torch_device,
            fitting=Fitting(self.card.fit, self.card.fit_px),
        )
        if augment:
            self._inference = replace(self._inference, views=self.card.views)
        self._ids = np.array([0, *(c.id for c in self.card.classes)], np.uint8)

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

    def find_probabilities(self, image: NDArray[Any]) -> Generator[None, None, NDArray[np.float32]]:
        """As `probabilities`, step by step, so that it can be stopped within a picture."""
        bands = yield from _collected(self._bands(image))
        return np.concatenate(bands, axis=1)

    def mask(self, image: NDArray[Any], threshold: float = THRESHOLD) -> NDArray[np.uint8]:
        """Which class each pixel is.

        Parameters
        ----------
        image
            As in `probabilities`; of any size, memory does not grow with it.
        threshold
            The least probability of the class where there is only one; of several classes and
            background the most probable wins.

        Returns
        -------
        (H, W) uint8 class ids of the card.
        """
        return _result(self.find_mask(image, threshold))

    def find_mask(
        self, image: NDArray[Any], threshold: float = THRESHOLD
    ) -> Generator[None, None, NDArray[np.uint8]]:
        """As `mask`, step by step, so that it can be stopped within a picture."""
        bands = (None if b is None else self.mask_of(b, threshold) for b in self._bands(image))
        masks = yield from _collected(bands)
        return np.concatenate(masks)

    def mask_of(
        self, probabilities: NDArray[np.float32], threshold: float = THRESHOLD
    ) -> NDArray[np.uint8]:
        """The mask that these probabilities give; see `mask`."""
        return self._ids[decided(probabilities, threshold)]

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
        with self.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return f"{self.card.name}@{digest[:12]}"

    def _bands(self, image: NDArray[Any]) -> Iterable[NDArray[np.float32] | None]:
        pixels = with_channels(image, self.card.network.in_channels)
        return self._inference.bands(pixels, scaling_of(pixels, self.card.normalisation))


def _collected(bands: Iterable[ArrayT | None]) -> Generator[None, None, list[ArrayT]]:
    collected: list[ArrayT] = []
    for band in bands:
        if band is None:
            yield
        else:
            collected.append(band)
    return collected


def _result(steps: Generator[None, None, ArrayT]) -> ArrayT:
    """Take all steps at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: ArrayT = end.value
            return result


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
    threshold: float = THRESHOLD,
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
    threshold
        See `Predictor.mask`.
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
    predictor = Predictor(model, device, augment=augment)
    failed: dict[str, Message] = {}
    files: list[dict[str, object]] = []
    used = {"model": str(model), "views": predictor.views}
    folder.begin(used)
    keep_freed_memory()
    try:
        for done, image in enumerate(images, start=1):
            began = perf_counter()
            mask, problem = None, None
            try:
                under_way = PredictionReport(
                    done - 1, len(images), image.name, 0.0, is_finished=False
                )
                steps = _predict_one(predictor, image, folder, threshold)
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
        give_back_memory()
    return PredictionSummary(out, len(images) - len(failed), failed)


def _saying(
    report: PredictionReport, steps: Generator[None, None, Path | None]
) -> Generator[PredictionReport, None, Path | None]:
    """Yield the report at each step."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            mask: Path | None = end.value
            return mask
        yield report


def _predict_one(
    predictor: Predictor,
    image: ImageRef,
    folder: PredictionFolder,
    threshold: float,
) -> Generator[None, None, Path | None]:
    """Write what is found, step by step; returns the mask file, if masks are saved."""
    pixels = read_image(image.path, plane=image.plane)
    yield
    probabilities = None
    if "probabilities" in folder.save:
        probabilities = yield from predictor.find_probabilities(pixels)
        mask = predictor.mask_of(probabilities, threshold)
    else:
        mask = yield from predictor.find_mask(pixels, threshold)
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
        "status": "failed" if problem else "done",
        "seconds": round(seconds, 3),
        **({"problem": str(problem)} if problem else {}),
    }
