"""The command `recipes`: which recipes there are, and one as a file to change."""

from typing import Annotated

import typer

from unet_studio.domain.message import StudioError


def recipes(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME|FILE.toml]", help="Print this one as TOML.")
    ] = None,
) -> None:
    """List the recipes, or print one as a file to change and train with."""
    from unet_studio.learning.recipes import RECIPES, recipe_named
    from unet_studio.learning.recipes.titles import TITLES
    from unet_studio.storage.runs.recipe_file import to_toml

    if name is not None:
        try:
            typer.echo(to_toml(recipe_named(name)), nl=False)
        except StudioError as error:
            raise typer.BadParameter(str(error)) from error
        return
    width = max(len(known) for known in RECIPES)
    for known in RECIPES:
        typer.echo(f"{known:<{width}}  {TITLES[known].about}")
