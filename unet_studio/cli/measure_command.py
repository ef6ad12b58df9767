"""The command `measure`: the objects of predictions or labels, as a table."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from unet_studio.cli.arguments import finite
from unet_studio.cli.progress import follow, step_of
from unet_studio.domain.message import StudioError, filled, say
from unet_studio.domain.steps import result_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from unet_studio.domain.corrected_total import ClassBias, CorrectedTotal
    from unet_studio.domain.label_class import LabelClass
    from unet_studio.domain.measurement import ClassTotal, MeasuredImage
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.report import ProgressReport

ResultT = TypeVar("ResultT")


class What(StrEnum):
    """Whose masks to measure."""

    PREDICTIONS = "predictions"
    LABELS = "labels"


def measure(
    source: Annotated[
        Path,
        typer.Argument(metavar="PROJECT|PREDICTIONS", help="A project, or what predict wrote."),
    ],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.csv", help="Where to write the table.")],
    what: Annotated[What, typer.Option(help="Predicted masks, or what a person drew.")] = (
        What.PREDICTIONS
    ),
    pixel_size: Annotated[
        float | None,
        typer.Option(
            min=1e-9,
            metavar="UM",
            callback=finite,
            help="Edge of a pixel; else the project says it.",
        ),
    ] = None,
) -> None:
    """Measure every object: area, perimeter, place, form, intensities; one row each.

    A summary per image and class is written beside it.
    """
    from unet_studio.storage.predictions.measured_images import predicted_images
    from unet_studio.storage.predictions.objects_file import write_tables

    project = _project_of(source)
    size = pixel_size or (project.pixel_size_um if project else None)
    unlike: dict[str, str] = {}
    if what is What.LABELS:
        if project is None:
            raise typer.BadParameter("Labels are those of a project: give its folder.")
        found = follow(_labels(project), "Measure", read=step_of)
        biases: Mapping[str, ClassBias] = {}
    else:
        folder = _prediction_of(source, project)
        unlike = {p.image.name: p.unlike for p in predicted_images(folder) if p.unlike}
        found, biases = follow(_predictions(folder, project), "Measure", read=step_of)
    summary = write_tables(out, found, size, unlike)
    text = "{count} {count:object|objects} in {out}, a summary in {summary}"
    typer.echo(filled(text, count=sum(len(m.objects) for m in found), out=out, summary=summary))
    if unlike:
        typer.echo(f"Unlike the training images, check them first: {', '.join(unlike)}")
    for line in _totals(found, biases, size):
        typer.echo(line)


def _project_of(source: Path) -> "Project | None":
    """The project that a folder is, or lies in."""
    from unet_studio.storage.project.project_file import is_project, read_project

    for folder in (source, *source.resolve().parents):
        if is_project(folder):
            return read_project(folder)
    return None


def _prediction_of(source: Path, project: "Project | None") -> Path:
    """The prediction folder meant: itself, or the newest of a project."""
    from unet_studio.storage.pictures.image_folder import REPORT_NAME
    from unet_studio.storage.project.project_file import is_project

    if project is None or not is_project(source):
        return source
    reports = (project.root / "predictions").glob(f"*/{REPORT_NAME}")
    newest = max(reports, key=lambda path: path.stat().st_mtime_ns, default=None)
    if newest is None:
        raise StudioError(
            say(
                "measure",
                "The project {project} has no predictions yet. Predict first, or measure its "
                "labels: --what labels",
            )(project=source)
        )
    return newest.parent


def _labels(project: "Project") -> "Generator[ProgressReport, None, list[MeasuredImage]]":
    """Measure all labelled images; a job."""
    from unet_studio.storage.predictions.measured_images import objects_of_labels
    from unet_studio.storage.project.project_labels import labelled_images

    images = labelled_images(project)
    found: list[MeasuredImage] = []
    for done, image in enumerate(images, 1):
        report = _report(done, len(images), image)
        try:
            measured = result_of(objects_of_labels(project, image))
        except StudioError as error:
            yield _with_problem(report, error)
            continue
        if measured is not None:
            found.append(measured)
        yield report
    return found


def _predictions(
    folder: Path, project: "Project | None"
) -> "Generator[ProgressReport, None, tuple[list[MeasuredImage], Mapping[str, ClassBias]]]":
    """Measure all masks of a prediction folder, and how its totals are off; a job."""
    from unet_studio.storage.predictions.measured_images import (
        biases,
        objects_of_prediction,
        predicted_images,
    )

    images = predicted_images(folder)
    classes, held_out = _known_of(folder)
    found: dict[str, MeasuredImage] = {}
    for done, predicted in enumerate(images, 1):
        image, report = predicted.image, _report(done, len(images), predicted.image)
        try:
            steps = objects_of_prediction(folder, image, predicted.mask, classes)
            found[image.name] = result_of(steps)
        except StudioError as error:
            yield _with_problem(report, error)
            continue
        yield report
    if project is None:
        return list(found.values()), {}
    scored = [p.image for p in images if p.image.name in held_out & project.held_out]
    return list(found.values()), result_of(biases(project, scored, found))


def _known_of(folder: Path) -> "tuple[Iterable[LabelClass], frozenset[str]]":
    """The classes of the model that predicted, and the names of the images it never saw.

    Where its file is gone, classes have numbers for names.
    """
    from unet_studio.domain.label_class import PALETTE, LabelClass
    from unet_studio.storage.predictions.prediction_report import read_report
    from unet_studio.storage.runs.model_file import read_card

    try:
        card = read_card(Path(str(read_report(folder).get("model", ""))))
    except StudioError:
        plain = [LabelClass(k, f"class {k}", PALETTE[k % len(PALETTE)]) for k in range(1, 255)]
        return plain, frozenset()
    return card.classes, frozenset(card.held_out) - frozenset(card.trained_on)


def _report(done: int, total: int, image: "ImageRef") -> "ProgressReport":
    from unet_studio.domain.report import ProgressReport

    return ProgressReport(done, total, say("measure", "{name} measured")(name=image.name))


def _with_problem(report: "ProgressReport", error: StudioError) -> "ProgressReport":
    from dataclasses import replace

    return replace(report, problem=error.message)


def _totals(
    found: "list[MeasuredImage]", biases: "Mapping[str, ClassBias]", pixel_size_um: float | None
) -> list[str]:
    """A line for each class."""
    from unet_studio.domain.measurement import totals_of

    lines = []
    for name, total in totals_of(found).items():
        known = biases.get(name)
        count = known.count.corrected(total.count) if known and known.count else None
        area = known.area.corrected(total.area_px) if known and known.area else None
        lines.append(f"{name}: {_said(total, count, area, pixel_size_um)}")
    return lines


def _said(
    total: "ClassTotal",
    count: "CorrectedTotal | None",
    area: "CorrectedTotal | None",
    pixel_size_um: float | None,
) -> str:
    factor, unit = (1.0, "px") if pixel_size_um is None else (pixel_size_um**2, "um2")
    text = filled("{count} {count:object|objects}", count=total.count)
    text += f"{_corrected(count, 1.0)}, "
    text += f"area {total.area_px * factor:,.6g} {unit}{_corrected(area, factor)}"
    known = area or count
    images = known.images if known else 0
    if not images:
        return text
    return text + filled("; corrected by {n} held-out {n:image|images}, 95 %", n=images)


def _corrected(found: "CorrectedTotal | None", factor: float) -> str:
    if found is None:
        return ""
    value, low, high = (round_to(v * factor) for v in (found.value, found.low, found.high))
    return f" (corrected {value}: {low}-{high})"


def round_to(value: float) -> str:
    """Four digits are more than anybody knows of an estimate."""
    return f"{float(f'{value:.4g}'):,.10g}"
