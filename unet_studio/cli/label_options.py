"""Options that say where labels come from, the same for `new` and `import`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import mask_values

if TYPE_CHECKING:
    from unet_studio.storage.exchange.label_source import ForeignLabels

MasksOption = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Mask files with the names of the images.")
]
ValuesOption = Annotated[
    str | None,
    typer.Option(
        metavar="VALUE=NAME,...",
        help="What the values in the masks mean, e.g. 0=membrane,255=background, or"
        " #ff0000=name for masks in colours.",
    ),
]
InstancesOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Every value in --masks but 0 is one object of this class."),
]
CocoOption = Annotated[Path | None, typer.Option(metavar="FILE", help="A COCO file of instances.")]
YoloOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="A YOLO data set: its folder, or its data.yaml."),
]
PartialOption = Annotated[
    bool, typer.Option("--partial", help="What no shape covers is unknown, not background.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
StrictOption = Annotated[
    bool,
    typer.Option("--strict", help="Exit with 1 unless all was carried over, with as many regions."),
]


def foreign_labels(
    *,
    masks: Path | None,
    values: str | None,
    instances: str | None,
    coco: Path | None,
    yolo: Path | None,
    voc: Path | None,
    labelme: bool | Path | None,
) -> "ForeignLabels | None":
    """The one source that was named, None if none was; more than one ends with exit code 2."""
    if sum(bool(given) for given in (masks, coco, yolo, voc, labelme)) > 1:
        raise typer.BadParameter("Give one of --masks, --labelme, --voc, --coco, --yolo.")
    if (values is not None or instances is not None) and masks is None:
        raise typer.BadParameter("--values and --instances speak of --masks, which is missing.")
    if values is not None and instances is not None:
        raise typer.BadParameter("Give --values or --instances, not both.")
    meanings = mask_values(values)
    from unet_studio.storage.exchange import label_source

    if masks is not None:
        return label_source.MaskFolder(masks, meanings, instances)
    if coco is not None:
        return label_source.CocoFile(coco)
    if yolo is not None:
        return label_source.YoloFolder(yolo)
    if voc is not None:
        return label_source.VocFolder(voc)
    return label_source.LabelmeFolder(labelme) if isinstance(labelme, Path) else None
