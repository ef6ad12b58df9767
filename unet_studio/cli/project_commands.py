"""Commands that make and export projects: `sample`, `new`, `export`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import mask_values, names_in
from unet_studio.cli.progress import finished_in, follow, step_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from unet_studio.domain.project import Project
    from unet_studio.storage.project_new import LabelSource


MOST_NAMES = 10


class ExportFormat(StrEnum):
    """The forms that masks can be exported in."""

    MASKS = "masks"
    LABELME_FOUR = "labelme-four"


def sample(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Write the sample project: drawn by this program, no download."""
    from unet_studio.storage.sample_project import write_sample

    _describe(write_sample(folder))


def new(
    root: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="Where the project is to be; a folder.")
    ],
    *,
    images: Annotated[
        Path, typer.Option(metavar="DIR", help="The images; they stay where they are.")
    ],
    masks: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Mask files with the names of the images."),
    ] = None,
    values: Annotated[
        str | None,
        typer.Option(
            metavar="VALUE=NAME,...",
            help="What the values in the masks mean, e.g. 0=membrane,255=background, or"
            " #ff0000=name for masks in colours.",
        ),
    ] = None,
    labelme: Annotated[
        bool, typer.Option("--labelme", help="Take the labelme files beside the images.")
    ] = False,
    voc: Annotated[
        bool,
        typer.Option("--voc", help="--images is a folder with JPEGImages and SegmentationClass."),
    ] = False,
    held_out: Annotated[
        str | None,
        typer.Option(
            metavar="NAME,NAME,...", help="Images to keep from training; scores come from these."
        ),
    ] = None,
    held_out_share: Annotated[
        float | None,
        typer.Option(
            min=0.0, max=0.9, help="The share of the labelled images to hold out; 0.2 if not said."
        ),
    ] = None,
    partial: Annotated[
        bool,
        typer.Option("--partial", help="What no shape covers is unknown, not background."),
    ] = False,
) -> None:
    """Make a project from a folder of images, with labels if there are some."""
    if held_out is not None and held_out_share is not None:
        raise typer.BadParameter("Give --held-out or --held-out-share, not both.")
    if sum([masks is not None, labelme, voc]) > 1:
        raise typer.BadParameter("Give one of --masks, --labelme, --voc.")
    if values is not None and masks is None:
        raise typer.BadParameter("--values says what is in --masks, which is missing.")
    meanings = mask_values(values)
    from unet_studio.storage.project_new import new_project

    job = new_project(
        root,
        images_dir=images,
        labels=_label_source(images, masks=masks, values=meanings, labelme=labelme, voc=voc),
        held_out=None if held_out is None else names_in(held_out),
        held_out_share=0.2 if held_out_share is None else held_out_share,
        partial=partial,
    )
    _describe(follow(job, "New project", read=step_of))


def export(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project folder.")],
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where to write.")],
    form: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            help="masks: index PNGs as in Pascal VOC; labelme-four: labelme's four files each.",
        ),
    ] = ExportFormat.MASKS,
) -> None:
    """Write the labels of a project as masks."""
    from unet_studio.storage import mask_export
    from unet_studio.storage.project_file import read_project

    exporting = {
        ExportFormat.MASKS: mask_export.export_voc,
        ExportFormat.LABELME_FOUR: mask_export.export_labelme_four,
    }[form]
    summary = follow(
        exporting(read_project(project), out),
        "Export",
        read=step_of,
        kept=lambda: finished_in(out),
    )
    typer.echo(f"{summary.written} labelled images exported, in {out}")
    if summary.problems:
        typer.echo("Some are missing; the reasons stand above.", err=True)
        raise typer.Exit(1)


def _label_source(
    images: Path,
    *,
    masks: Path | None,
    values: "Mapping[int, str] | None",
    labelme: bool,
    voc: bool,
) -> "LabelSource":
    from unet_studio.storage.project_new import LabelmeBeside, MaskFolder, NoLabels, VocFolder

    if masks is not None:
        return MaskFolder(masks, values)
    if labelme:
        return LabelmeBeside()
    return VocFolder(images) if voc else NoLabels()


def _describe(project: "Project") -> None:
    from unet_studio.storage.project_file import list_images
    from unet_studio.storage.project_labels import labelled_images

    images, labelled = len(list_images(project)), len(labelled_images(project))
    typer.echo(f"Project  {project.root}")
    typer.echo(f"Images   {images}, {labelled} of them labelled")
    typer.echo(f"Classes  {', '.join(c.name for c in project.classes) or 'none yet'}")
    typer.echo(f"Held out {_some(project.held_out) or 'none yet'}")


def _some(names: "Collection[str]") -> str:
    """The first of the names, and how many more there are."""
    from unet_studio.domain.project import natural_key

    ordered = sorted(names, key=natural_key)
    more = len(ordered) - MOST_NAMES
    return ", ".join(ordered[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
