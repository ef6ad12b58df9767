"""Commands that make projects: `sample` and `new`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import finite, names_in
from unet_studio.cli.conversion import Conversions
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
from unet_studio.cli.progress import follow, step_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from unet_studio.domain.project import Project


MOST_NAMES = 10


def sample(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Write the sample project: drawn by this program, no download."""
    from unet_studio.storage.founding.sample_project import write_sample

    _describe(write_sample(folder))


def new(
    root: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="Where the project is to be; a folder.")
    ],
    *,
    images: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The images; they stay where they are. Not needed with --yolo."
        ),
    ] = None,
    masks: MasksOption = None,
    values: ValuesOption = None,
    instances: InstancesOption = None,
    labelme: Annotated[
        bool, typer.Option("--labelme", help="Take the labelme files beside the images.")
    ] = False,
    voc: Annotated[
        bool,
        typer.Option("--voc", help="--images is a folder with JPEGImages and SegmentationClass."),
    ] = False,
    coco: CocoOption = None,
    yolo: YoloOption = None,
    held_out: Annotated[
        str | None,
        typer.Option(
            metavar="NAME,NAME,...", help="Images to keep from training; scores come from these."
        ),
    ] = None,
    held_out_share: Annotated[
        float | None,
        typer.Option(
            min=0.0,
            max=0.9,
            callback=finite,
            help="The share of the labelled images to hold out; 0.2 if not said.",
        ),
    ] = None,
    partial: PartialOption = False,
    json: JsonOption = False,
    strict: StrictOption = False,
) -> None:
    """Make a project from a folder of images, with labels if there are some."""
    if held_out is not None and held_out_share is not None:
        raise typer.BadParameter("Give --held-out or --held-out-share, not both.")
    chosen = foreign_labels(
        masks=masks, values=values, instances=instances, coco=coco, yolo=yolo,
        labelme=labelme, voc=images if voc else None,
    )  # fmt: skip
    if images is None and yolo is None:
        raise typer.BadParameter("Say where the images are: --images DIR.")
    from unet_studio.storage.exchange.label_source import LabelmeBeside, NoLabels
    from unet_studio.storage.founding.project_new import new_project

    job = new_project(
        root,
        images_dir=images or (yolo if yolo is not None and yolo.is_dir() else root),
        labels=chosen or (LabelmeBeside() if labelme else NoLabels()),
        held_out=None if held_out is None else names_in(held_out),
        held_out_share=0.2 if held_out_share is None else held_out_share,
        partial=partial,
    )
    conversions = Conversions()
    project = follow(job, "New project", read=step_of, each=conversions.add)
    if not json:
        _describe(project)
    conversions.tell(project.root, json=json, strict=strict)


def _describe(project: "Project") -> None:
    from unet_studio.storage.project.project_file import list_images
    from unet_studio.storage.project.project_labels import labelled_images

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
