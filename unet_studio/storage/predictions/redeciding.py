"""Deciding the masks of a prediction folder anew, from the probabilities that are kept there."""

from __future__ import annotations

import math
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from unet_studio.domain.decision import USUAL_DECISION, Decision
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.prediction_files import SAVEABLE
from unet_studio.domain.report import PredictionReport
from unet_studio.imaging.deciding import decided_mask
from unet_studio.storage.exchange.coco_export import COCO_FILE
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.predictions.objects_file import OBJECTS_NAME
from unet_studio.storage.predictions.prediction_folder import PredictionFolder
from unet_studio.storage.predictions.prediction_report import PredictionRecord, read_report
from unet_studio.storage.predictions.probability_file import read_probabilities

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.project import ImageRef

_SHOWING_THE_PICTURE = {"overlays", "contours", "objects"}


def decision_of(report: Mapping[str, Any]) -> Decision:
    """How the masks of a prediction folder were decided, as far as no image says otherwise."""
    how = report.get("how")
    try:
        return Decision.of_json(how.get("decision", {}) if isinstance(how, dict) else {})
    except StudioError:
        return USUAL_DECISION


def kinds_in(out: Path) -> frozenset[str]:
    """What is kept of each image in a prediction folder, and of all of them together."""
    files = {"coco": COCO_FILE, "objects": OBJECTS_NAME}
    return frozenset(kind for kind in SAVEABLE if (out / files.get(kind, kind)).exists())


def redecide(
    out: Path,
    images: Sequence[ImageRef],
    decision: Decision,
    classes: ClassTable,
) -> Generator[PredictionReport, None, dict[str, Message]]:
    """Write masks and all that is made of them anew; one image that fails never stops the rest.

    Each file is replaced as a whole. The report says of each image how it is decided, also where
    this was stopped half-way.

    Parameters
    ----------
    out
        The prediction folder; what is kept there of each image is written anew.
    images
        Those to decide, in the order in which they were predicted.
    decision
        How.
    classes
        Of the model.

    Yields
    ------
    As `learning.prediction.predict.predict_files`.

    Returns
    -------
    Name -> why an image stays as it was.
    """
    report = read_report(out)
    folder = PredictionFolder(out, kinds_in(out), _pixel_size_um(report))
    how = report.get("how")
    how = {**(how if isinstance(how, dict) else {}), "decision": decision.as_json()}
    about = {key: value for key, value in report.items() if key not in ("how", "files")}
    record, signature = PredictionRecord(out, how, about=about), str(how.get("models", ""))
    record.begin()
    failed: dict[str, Message] = {}
    try:
        for before, image in enumerate(images):
            began = perf_counter()
            under_way = PredictionReport(before, len(images), image.name, 0.0, is_finished=False)
            try:
                for _ in redecided(folder, image, decision, classes, signature):
                    yield under_way
            except (StudioError, OSError, MemoryError) as error:
                failed[image.name] = _reason(image, error)
            else:
                record.decide(image.name)
            yield replace(
                under_way,
                done=before + 1,
                seconds=perf_counter() - began,
                mask=None if image.name in failed else folder.path("masks", image.name),
                problem=failed.get(image.name),
                is_finished=True,
            )
        unlike = {image.name: "; ".join(map(str, record.unlike(image.name))) for image in images}
        folder.finish(images, classes, unlike)
    finally:
        folder.keep(classes)
        record.finish([image.name for image in images])
    return failed


def _pixel_size_um(report: Mapping[str, Any]) -> float | None:
    found = report.get("pixel_size_um")
    return float(found) if isinstance(found, int | float) and 0 < found < math.inf else None


def redecided(
    folder: PredictionFolder,
    image: ImageRef,
    decision: Decision,
    classes: ClassTable,
    signature: str,
) -> Generator[None, None, None]:
    """Decide one mask anew and write it, and what is made of it, step by step.

    Parameters
    ----------
    folder
        Says what to write; probabilities stay as they are.
    signature
        ``MODEL@HASH``, for drafts.

    Raises
    ------
    StudioError
        If probabilities or picture cannot be read, or the picture has another size now.
    WriteError
        If a file cannot be written.
    """
    probabilities = read_probabilities(folder.path("probabilities", image.name))
    yield
    mask = decided_mask(probabilities, decision, classes)
    yield
    shown = mask
    if folder.save & _SHOWING_THE_PICTURE:
        shown = read_image(image.path, plane=image.plane)
        if shown.shape[:2] != mask.shape:
            raise StudioError(
                say("predict", "{name} has another size than when it was predicted.")(
                    name=image.name
                )
            )
    yield
    # No stop from here on: all files of an image are to come from one decision.
    for _ in folder.writing(
        image.name, shown, mask, None, classes, source=image.path, drawn_by=signature
    ):
        pass


def _reason(image: ImageRef, error: Exception) -> Message:
    if isinstance(error, StudioError):
        return error.message
    return say("prediction", "{name}: {detail}")(name=image.name, detail=error)
