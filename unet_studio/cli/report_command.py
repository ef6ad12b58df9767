"""`report`: one run told in one HTML page."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.model_options import DeviceOption
from unet_studio.cli.progress import follow, step_of
from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project
    from unet_studio.domain.run_entry import RunEntry


class PageLanguage(StrEnum):
    """In which a page can be written."""

    ENGLISH = "en"
    CHINESE = "zh"


def report(
    target: Annotated[
        Path,
        typer.Argument(
            metavar="RUN|MODEL|PROJECT",
            help="A run folder, the model in one, or a project for the run of its best model.",
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Where to write; else report.html in the run."),
    ] = None,
    language: Annotated[
        PageLanguage, typer.Option("--lang", help="Of the page.")
    ] = PageLanguage.ENGLISH,
    device: DeviceOption = "auto",
) -> None:
    """Tell one run in one HTML file: data, split, recipe, scores, pictures, how to rerun it."""
    entry, project = _run_of(target)
    from unet_studio.learning.reports.study import study
    from unet_studio.learning.reports.study_page import write_study
    from unet_studio.storage.runs.run_folder import PAGE

    found = follow(study(entry, project, device=device), "Report", read=step_of)
    path = out or entry.path / PAGE
    write_study(found, path, _renderer(language), language.value)
    typer.echo(f"Written: {path}")


def _renderer(language: PageLanguage) -> "Callable[[Message], str]":
    if language is PageLanguage.ENGLISH:
        return str  # without Qt, which servers may lack
    from unet_studio.storage.resource_files import resources_dir
    from unet_studio.ui.translations import renderer

    return renderer(resources_dir() / "translations", "zh_CN")


def _run_of(target: Path) -> "tuple[RunEntry, Project]":
    from unet_studio.storage.project.project_file import is_project, read_project
    from unet_studio.storage.runs.run_folder import best_model, run_in

    folder = target.resolve()
    if is_project(folder):
        best = best_model(read_project(folder))
        if best is None:
            raise StudioError(
                say("study", "The project {path} has no run with a model yet: train first.")(
                    path=target
                )
            )
        folder = best
    if folder.is_file():
        folder = folder.parent
    entry = run_in(folder) if folder.is_dir() else None
    root = folder.parent.parent
    if entry is None or not is_project(root):
        raise StudioError(
            say(
                "study",
                "{path} belongs to no run of a project. A report tells of a training: give a run "
                "folder, the model in one, or a project.",
            )(path=target)
        )
    return entry, read_project(root)
