"""The command `import-weights`: a model of weights that the script of a write-up saved."""

from pathlib import Path
from typing import Annotated

import typer

from unet_studio.cli.arguments import names_in


def import_weights(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .pth or .safetensors that a script saved.")
    ],
    *,
    recipe: Annotated[
        str, typer.Option(metavar="NAME", help="The recipe whose original script saved it.")
    ],
    out: Annotated[Path, typer.Option(metavar="MODEL", help="The .safetensors to write.")],
    classes: Annotated[
        str | None,
        typer.Option(metavar="A,B,...", help="Names of the classes, background left out."),
    ] = None,
) -> None:
    """Make a model of weights that the script of a write-up saved; nothing in them is run."""
    if out.suffix != ".safetensors":
        raise typer.BadParameter("--out must end in .safetensors.")
    from unet_studio.learning.network.foreign_weights import import_weights as imported

    card = imported(file, recipe, out, names_in(classes))
    typer.echo(f"Model {out}: {', '.join(c.name for c in card.classes)}")
