"""Deciding the masks of a prediction folder anew, from the probabilities that are kept there."""

from __future__ import annotations

import json
from time import perf_counter
from typing import TYPE_CHECKING, Any

from unet_studio.domain.decision import USUAL_DECISION, Decision
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.prediction_files import SAVEABLE
from unet_studio.domain.report import PredictionReport
from unet_studio.imaging.deciding import decided_mask
from unet_studio.storage.image_file import read_image
from unet_studio.storage.image_folder import REPORT_NAME
from unet_studio.storage.prediction_folder import PredictionFolder
from unet_studio.storage.probability_file import read_probabilities

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.project import ImageRef

_SHOWING_THE_PICTURE = {"overlays", "contours"}


def read_report(out: Path) -> dict[str, Any]:
    """What ``report.json`` of a prediction folder says; empty if there is none to be read."""
    try:
        found = json.loads((out / REPORT_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def decision_of(report: Mapping[str, Any]) -> Decision:
    """How the masks of a prediction folder were decided."""
    try:
        return Decision.of_json(report.get("decision", {}))
    except StudioError:
        return USUAL_DECISION


def can_redecide(
    out: Path, images: Sequence[ImageRef], signature: str, views: int, save: Collection[str]
) -> bool:
    """Whether all that is asked for can be had without predicting again.

    Parameters
    ----------
    out
        The prediction folder.
    images
        Those asked for, in the order in which they would be predicted.
    signature
        Of the model, see `model_file.read_signature`.
    views
        In how many positions each image is to be looked at.
    save
        What is to be written.
    """
    report = read_report(out)
    if report.get("signature") != signature or report.get("views", 1) != views or not images:
        return False
    folder = PredictionFolder(out, save)
    return all(_is_newer(folder.path("probabilities", image.name), image.path) for image in images)


def _is_newer(kept: Path, picture: Path) -> bool:
    try:
        return kept.stat().st_mtime_ns >= picture.stat().st_mtime_ns
    except OSError:
        return False


def kinds_in(out: Path) -> frozenset[str]:
    """What is kept of each image in a prediction folder."""
    return frozenset(kind for kind in SAVEABLE if (out / kind).is_dir())


def redecide(
    out: Path,
    images: Sequence[ImageRef],
    decision: Decision,
    classes: ClassTable,
    *,
    save: Collection[str] | None = None,
) -> Generator[PredictionReport, None, dict[str, Message]]:
    """Write masks and all that is made of them anew; one image that fails never stops the rest.

    Each file is replaced as a whole. Where it was stopped, the report says of each image that was
    reached how it is decided now.

    Parameters
    ----------
    out
        The prediction folder.
    images
        Those to decide, in the order in which they were predicted.
    decision
        How.
    classes
        Of the model.
    save
        What to write, as in `PredictionFolder`; None = what is there.

    Yields
    ------
    As `learning.predict.predict_files`.

    Returns
    -------
    Name -> why an image stays as it was.
    """
    kinds = (kinds_in(out) if save is None else frozenset(save)) - {"probabilities"}
    folder, report = PredictionFolder(out, kinds), read_report(out)
    lines = {str(line.get("name")): dict(line) for line in report.get("files", [])}
    failed: dict[str, Message] = {}
    signature = str(report.get("signature", ""))
    folder.begin(report)
    try:
        for done, image in enumerate(images, start=1):
            began, problem = perf_counter(), None
            under_way = PredictionReport(done - 1, len(images), image.name, 0.0, is_finished=False)
            steps = _redecide_one(folder, image, decision, classes, signature)
            try:
                for _ in steps:
                    yield under_way
            except (StudioError, OSError, MemoryError) as error:
                problem = failed[image.name] = _reason(image, error)
            else:
                line = lines.setdefault(image.name, {"name": image.name, "status": "done"})
                line["decision"] = decision.as_json()
            mask = folder.path("masks", image.name) if "masks" in kinds else None
            yield PredictionReport(
                done,
                len(images),
                image.name,
                perf_counter() - began,
                None if problem else mask,
                problem,
            )
    finally:
        folder.finish(_with_one_decision({**report, "files": list(lines.values())}, decision))
    return failed


def _redecide_one(
    folder: PredictionFolder,
    image: ImageRef,
    decision: Decision,
    classes: ClassTable,
    signature: str,
) -> Generator[None, None, None]:
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


def _with_one_decision(report: dict[str, Any], decision: Decision) -> dict[str, Any]:
    """The decision once for all where all images have it, and for each where they differ."""
    before, new = report.get("decision", USUAL_DECISION.as_json()), decision.as_json()
    lines = report["files"]
    predicted = [line for line in lines if line.get("status") != "failed"]
    if all(line.get("decision", before) == new for line in predicted):
        plain = [{k: v for k, v in line.items() if k != "decision"} for line in lines]
        return {**report, "decision": new, "files": plain}
    return {**report, "decision": before}
