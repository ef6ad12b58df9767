"""Prediction: any model on any pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.prediction_files import SAVED_BY_DEFAULT
from unet_studio.domain.report import PredictionReport
from unet_studio.learning.computing.memory_reuse import freed_memory_kept
from unet_studio.learning.prediction.prediction_line import PredictionLine
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.predictions.prediction_folder import PredictionFolder
from unet_studio.storage.predictions.prediction_report import PredictionRecord, Source
from unet_studio.storage.predictions.redeciding import redecided

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.project import ImageRef
    from unet_studio.learning.prediction.passage import Passage


_LOOKED_AT = 200  # images, between two reports


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
    was_there
        How many of those done had been predicted in the same way before, and were left alone.
    others
        Names of further images in the folder, which were predicted by another model or otherwise.
    """

    out: Path
    done: int
    failed: dict[str, Message]
    was_there: int = 0
    others: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Images asked for."""
        return self.done + len(self.failed)


def predict_files(
    models: Path | Sequence[Path],
    images: Sequence[ImageRef],
    out: Path,
    *,
    save: Collection[str] = SAVED_BY_DEFAULT,
    device: str = "auto",
    decision: Decision = USUAL_DECISION,
    augment: bool = False,
    again: bool = False,
    int8: bool = False,
    pixel_size_um: float | None = None,
) -> Generator[PredictionReport, None, PredictionSummary]:
    """Predict pictures and write what was found; one bad file never stops the rest.

    What was predicted before into the same folder by the same models in the same way, from files
    that have not changed since, is left as it is. ``report.json`` is kept while this goes on.

    Parameters
    ----------
    models
        The model file, or several of the same classes whose probabilities are averaged.
    images
        See `storage.project.given_images.collect_images`.
    out
        Folder to write to, as `storage.predictions.prediction_folder` says.
    save
        Some of `domain.prediction_files.SAVEABLE`.
    device
        See `learning.computing.device.choose_device`.
    decision
        How probabilities become masks. If `out` keeps the probabilities of all these images by
        this very model, nothing is predicted again: see `storage.predictions.redeciding`.
    augment
        See `Predictor`.
    again
        Whether to predict what is there already, too.
    int8
        See `Predictor`; ``report.json`` says so.
    pixel_size_um
        Edge of a pixel of the pictures, for the table of objects; None = nobody knows.

    Yields
    ------
    One finished report per image, in their order, and before it others, so that one can stop at
    any time.

    Raises
    ------
    StudioError
        If a model cannot be used, they cannot be averaged, `save` names something unknown or `out`
        cannot be written to.
    """
    folder = PredictionFolder(out, save, pixel_size_um)
    predictor = Predictor(models, device, augment=augment, int8=int8)
    about = _about(predictor, pixel_size_um)
    record = PredictionRecord(out, _how(predictor, decision, int8=int8), about=about)
    sources = {image.name: Source.of(image) for image in images}
    record.begin()
    there, kept = yield from _looked_up(record, folder, () if again else images, sources)
    coming = [image for image in images if image.name not in there | kept]
    failed: dict[str, Message] = {}
    line = PredictionLine(predictor, folder, decision, coming)
    try:
        record.take_back(image.name for image in coming)
        with freed_memory_kept(), line:
            passages = iter(line)
            for before, image in enumerate(images):
                report = PredictionReport(before, len(images), image.name, 0.0, is_finished=False)
                passage = None
                if image.name in kept:
                    steps = redecided(
                        folder, image, decision, predictor.classes, predictor.signature
                    )
                    problem = yield from _decided(steps, report)
                    if problem is None:
                        record.decide(image.name)
                    else:
                        failed[image.name] = problem
                elif image.name not in there:
                    passage = yield from _passed(passages, report)
                    _record(record, passage, folder, sources[image.name])
                    if passage.problem is not None:
                        failed[image.name] = passage.problem
                yield _finished(
                    report,
                    passage,
                    folder,
                    record.unlike(image.name),
                    failed.get(image.name),
                )
        unlike = {image.name: "; ".join(map(str, record.unlike(image.name))) for image in images}
        done = [image for image in images if image.name not in failed]
        folder.finish(done, predictor.classes, unlike)
    finally:
        try:
            folder.keep(predictor.classes)
        finally:  # there may be room for this, and it is what one goes on from
            record.finish([image.name for image in images], untouched=line.waiting)
    others = tuple(record.others(frozenset(sources)))
    return PredictionSummary(out, len(images) - len(failed), failed, len(there), others)


def _passed(
    passages: Iterator[tuple[Passage, Message | None]], report: PredictionReport
) -> Generator[PredictionReport, None, Passage]:
    """Say what there is to say until the next picture is over."""
    for passage, note in passages:
        if passage.is_over:
            return passage
        yield replace(report, note=note)
    raise AssertionError("more pictures come out than went in")


def _looked_up(
    record: PredictionRecord,
    folder: PredictionFolder,
    images: Sequence[ImageRef],
    sources: Mapping[str, Source | None],
) -> Generator[PredictionReport, None, tuple[set[str], set[str]]]:
    """Names of images of which all is there, and of those whose masks are only to be decided."""
    there, kept = set[str](), set[str]()
    for place, image in enumerate(images):
        output, source = folder.output_name(image.name), sources[image.name]
        if record.is_there(image, output, source) and folder.has_all(image.name):
            there.add(image.name)
        elif (
            record.is_there(image, output, source, decided_alike=False)
            and folder.path("probabilities", image.name).is_file()
        ):
            kept.add(image.name)
        if place % _LOOKED_AT == 0:
            yield PredictionReport(0, len(images), image.name, 0.0, is_finished=False)
    return there, kept


def _decided(
    steps: Generator[None, None, None], report: PredictionReport
) -> Generator[PredictionReport, None, Message | None]:
    """Decide a mask anew; returns why that cannot be done, if so."""
    try:
        for _ in steps:
            yield report
    except StudioError as error:
        return error.message
    except (MemoryError, OSError) as error:
        return say("prediction", "{name}: {detail}")(name=report.name, detail=error)
    return None


def _record(
    record: PredictionRecord, passage: Passage, folder: PredictionFolder, source: Source | None
) -> None:
    record.add(
        passage.image,
        seconds=passage.seconds,
        output=folder.output_name(passage.image.name),
        source=source,
        problem=passage.problem,
        left_out=passage.left_out,
        unlike=passage.unlike,
    )


def _finished(
    report: PredictionReport,
    passage: Passage | None,
    folder: PredictionFolder,
    unlike: tuple[Message, ...],
    problem: Message | None,
) -> PredictionReport:
    is_saved = "masks" in folder.save and problem is None
    return replace(
        report,
        done=report.done + 1,
        seconds=passage.seconds if passage else 0.0,
        mask=folder.path("masks", report.name) if is_saved else None,
        problem=problem,
        note=passage.left_out if passage and problem is None else None,
        is_finished=True,
        was_there=passage is None,
        unlike=unlike,
    )


def _how(predictor: Predictor, decision: Decision, *, int8: bool) -> dict[str, Any]:
    """What decides of a picture's prediction besides the picture."""
    return {
        "models": predictor.signature,
        "views": predictor.views,
        "decision": decision.as_json(),
        **({"precision": "int8"} if int8 else {}),
    }


def _about(predictor: Predictor, pixel_size_um: float | None) -> dict[str, Any]:
    known = {} if pixel_size_um is None else {"pixel_size_um": pixel_size_um}
    models = [str(path) for path in predictor.paths]
    return {"model": str(predictor.path), "models": models, **known}
