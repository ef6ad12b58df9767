"""Commands that bring labels in and out of a project: `import`, `export`, `crop`."""

import math
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import finite
from unet_studio.cli.conversion import tell
from unet_studio.cli.label_options import (
    CocoOption,
    InstancesOption,
    JsonOption,
    MasksOption,
    PartialOption,
    StrictOption,
    ValuesOption,
    YoloOption,
    foreign_labels,
)
from unet_studio.cli.progress import finished_in, follow, step_of
from unet_studio.domain.message import filled

if TYPE_CHECKING:
    from collections.abc import Generator

    from unet_studio.domain.conversion_report import ConversionStep
    from unet_studio.domain.project import Project
    from unet_studio.storage.exchange.label_export import ExportSummary

ProjectArgument = Annotated[Path, typer.Argument(metavar="PROJECT", help="The project folder.")]


class ExportFormat(StrEnum):
    """The forms that labels can be exported in."""

    MASKS = "masks"
    LABELME_FOUR = "labelme-four"
    COCO = "coco"
    YOLO = "yolo"


class MaskStyle(StrEnum):
    """What stands in exported masks; as `MaskValues`, which takes long to load."""

    INDEX = "index"
    GREY = "grey"
    COLOUR = "colour"


class Labelled(StrEnum):
    """What to do with images that are labelled already; as `MergePolicy`."""

    KEEP = "keep"
    REPLACE = "replace"
    ADD = "add"


def import_labels(
    project: ProjectArgument,
    *,
    masks: MasksOption = None,
    values: ValuesOption = None,
    instances: InstancesOption = None,
    voc: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder with SegmentationClass."),
    ] = None,
    coco: CocoOption = None,
    yolo: YoloOption = None,
    labelme: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of labelme files.")
    ] = None,
    labelled: Annotated[
        Labelled,
        typer.Option(
            help="Images that are labelled already: keep their labels, replace them (the earlier"
            " ones are kept aside), or add the new ones over them."
        ),
    ] = Labelled.KEEP,
    rename: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CLASS=NAME",
            help="What a class of the source is called here; CLASS= leaves it out. Can be given"
            " several times.",
        ),
    ] = None,
    partial: PartialOption = False,
    json: JsonOption = False,
    strict: StrictOption = False,
) -> None:
    """Take labels from elsewhere into a project; classes are matched by name."""
    source = foreign_labels(
        masks=masks, values=values, instances=instances, coco=coco, yolo=yolo, voc=voc,
        labelme=labelme,
    )  # fmt: skip
    if source is None:
        raise typer.BadParameter("Give one of --masks, --labelme, --voc, --coco, --yolo.")
    becomes = _renames(rename or [])
    from unet_studio.storage.exchange.label_import import ImportChoice, MergePolicy, import_into
    from unet_studio.storage.exchange.label_source import reader_of
    from unet_studio.storage.project.project_file import list_images, read_project

    found = read_project(project)
    reader = reader_of(source, found.images_dir, list_images(found))
    choice = ImportChoice(MergePolicy(labelled), partial, becomes or None)
    outcome = follow(import_into(found, reader, choice), "Import", read=step_of)
    tell(outcome.report, json=json, strict=strict)


def export(
    project: ProjectArgument,
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where to write.")],
    form: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            help="masks: PNGs as in Pascal VOC; labelme-four: labelme's four files each; coco:"
            " instances.json; yolo: outlines, with data.yaml.",
        ),
    ] = ExportFormat.MASKS,
    mask_values: Annotated[
        MaskStyle,
        typer.Option(help="For masks: class ids with a palette, as grey values, or in colours."),
    ] = MaskStyle.INDEX,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the files of an earlier export.")
    ] = False,
    json: JsonOption = False,
    strict: StrictOption = False,
) -> None:
    """Write the labels of a project for other programs."""
    from unet_studio.storage.project.project_file import read_project

    job = _exporting(read_project(project), out, form, mask_values, overwrite=overwrite)
    summary = follow(job, "Export", read=step_of, kept=lambda: finished_in(out))
    if not json:
        text = "{count} labelled {count:image|images} exported, in {out}"
        typer.echo(filled(text, count=summary.written, out=out))
    tell(summary.report, json=json, strict=strict)
    if summary.problems:
        typer.echo("Some are missing; the reasons stand above.", err=True)
        raise typer.Exit(1)


def crop(
    project: ProjectArgument,
    *,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="The new project; a new or empty folder.")
    ],
    threshold: Annotated[
        int, typer.Option(min=0, max=254, help="Pixels brighter than this are of interest.")
    ] = 200,
    least_area: Annotated[
        float,
        typer.Option(min=0, metavar="PIXELS", callback=finite, help="The smallest region to keep."),
    ] = 1000,
    most_area: Annotated[
        float | None,
        typer.Option(
            min=0,
            metavar="PIXELS",
            callback=finite,
            help="The largest region to keep; however large if not said.",
        ),
    ] = None,
    json: JsonOption = False,
    strict: StrictOption = False,
) -> None:
    """Cut the bright regions out of all images, labels and all, into a new project."""
    from unet_studio.imaging.roi import RoiSettings
    from unet_studio.storage.founding.roi_crop import crop_project
    from unet_studio.storage.project.project_file import read_project

    settings = RoiSettings(threshold, least_area, math.inf if most_area is None else most_area)
    job = crop_project(read_project(project), out, settings)
    outcome = follow(job, "Crop", read=step_of, kept=lambda: finished_in(out))
    tell(outcome.report, json=json, strict=strict)


def _exporting(
    project: "Project", out: Path, form: ExportFormat, style: MaskStyle, *, overwrite: bool
) -> "Generator[ConversionStep, None, ExportSummary]":
    if form is ExportFormat.MASKS:
        from unet_studio.storage.exchange.mask_export import MaskValues, export_voc

        return export_voc(project, out, values=MaskValues(style), overwrite=overwrite)
    if form is ExportFormat.LABELME_FOUR:
        from unet_studio.storage.exchange.mask_export import export_labelme_four

        return export_labelme_four(project, out, overwrite=overwrite)
    if form is ExportFormat.COCO:
        from unet_studio.storage.exchange.coco_export import export_coco

        return export_coco(project, out, overwrite=overwrite)
    from unet_studio.storage.exchange.yolo_export import export_yolo

    return export_yolo(project, out, overwrite=overwrite)


def _renames(pairs: list[str]) -> dict[str, str | None]:
    renames: dict[str, str | None] = {}
    for pair in pairs:
        old, found, new = (part.strip() for part in pair.partition("="))
        if not found or not old:
            raise typer.BadParameter(f"{pair!r} is not of the form CLASS=NAME.")
        renames[old] = new or None
    return renames
