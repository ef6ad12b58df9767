"""Label recovery: edits that a window left unsaved are saved before anything learns from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from unet_studio.domain.message import filled
from unet_studio.domain.steps import result_of

if TYPE_CHECKING:
    from unet_studio.domain.project import Project


def bring_back_edits(project: Project) -> None:
    """Save what windows that ended without saving had noted in the project, and say so."""
    from unet_studio.storage.journal.journal import JOURNAL_FOLDER
    from unet_studio.storage.journal.journal_replay import recover
    from unet_studio.storage.project.project_file import list_images

    found = result_of(recover(project, [project.root / JOURNAL_FOLDER], list_images(project)))
    if found.images:
        names = ", ".join(found.images)
        text = "{n} unsaved {n:edit of a window was|edits of a window were} brought back: {names}"
        typer.echo(filled(text, n=found.edits, names=names), err=True)
    for problem in found.problems:
        typer.echo(str(problem), err=True)
    if found.unsaved:
        names = ", ".join(image.name for image in found.unsaved)
        typer.echo(f"They could not be saved, and are not learnt from: {names}", err=True)
