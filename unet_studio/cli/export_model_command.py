"""The `export-model` command: a model in a form that other programs read."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from unet_studio.cli.arguments import model_file, names_in
from unet_studio.cli.json_lines import print_json
from unet_studio.cli.progress import follow, step_of
from unet_studio.domain.model_export import ModelExportWish, ModelFormat


class Pixels(StrEnum):
    """Types of pixels."""

    UINT8 = "uint8"
    UINT16 = "uint16"
    FLOAT32 = "float32"


def export_model(
    model: Annotated[
        Path, typer.Argument(metavar="MODEL", help="A model file, or a project for its best one.")
    ],
    *,
    form: Annotated[ModelFormat, typer.Option("--format", help="The form.")],
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="Ends in .onnx, .pt (TorchScript) or .zip.")
    ],
    pixels: Annotated[
        Pixels,
        typer.Option(help="Of the pictures it will be given; models may scale by its range."),
    ] = Pixels.UINT8,
    picture: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="To check it with, and to show in the package."),
    ] = None,
    authors: Annotated[
        str | None, typer.Option("--author", metavar="A,B,...", help="Named in the package.")
    ] = None,
    licence: Annotated[
        str, typer.Option(metavar="SPDX", help="Of the weights, e.g. CC-BY-4.0.")
    ] = "",
    examples: Annotated[
        bool, typer.Option(help="Write Python examples beside it that make masks with it.")
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="One JSON object at the end.")] = False,
) -> None:
    """Hand a model on to other programs; it is compared with torch before it is kept."""
    if out.suffix.lower() not in form.suffixes:
        raise typer.BadParameter(f"--out must end in {form.suffixes[0]}.")
    file = model_file(model)
    from unet_studio.learning.export.export_model import export_model as exporting

    wish = ModelExportWish(
        form, out, pixels.value, picture, tuple(names_in(authors)), licence, examples
    )
    exported = follow(exporting(file, wish), "Export", read=step_of)
    sizes = ", ".join(f"{height} x {width}" for height, width in exported.sizes)
    if json:
        print_json(
            {
                "file": exported.path,
                "format": exported.format.value,
                "max_abs_difference": exported.difference,
                "sizes": exported.sizes,
                "examples": exported.examples,
            }
        )
        return
    typer.echo(f"Written {exported.path}")
    typer.echo(
        f"Probabilities differ from torch's by at most {exported.difference:.1e} "
        f"(pictures of {sizes} pixels)"
    )
    for example in exported.examples:
        typer.echo(f"Example: python {example} PICTURE...")
