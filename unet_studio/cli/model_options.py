"""Options that commands have in common where models compute."""

from typing import Annotated

import typer

from unet_studio.cli.arguments import device_name

DeviceOption = Annotated[
    str,
    typer.Option("--device", metavar="auto|cpu|cuda|cuda:N", callback=device_name),
]

AugmentOption = Annotated[
    bool,
    typer.Option(
        "--augment",
        help="Look at every image flipped and turned as well, as the model was trained, and "
        "average: a little better, up to 8 times as slow.",
    ),
]
