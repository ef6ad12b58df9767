"""`compare`: runs beside each other, after training a set of them if that is wished."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unet_studio.cli.arguments import finite, names_in, settings_in
from unet_studio.cli.json_lines import print_json
from unet_studio.cli.model_options import DeviceOption
from unet_studio.cli.progress import PartlyDoneError, follow, step_of
from unet_studio.cli.steps import training_step
from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from unet_studio.domain.project import Project
    from unet_studio.domain.run_entry import RunEntry
    from unet_studio.domain.run_queue import Variation


def compare(
    targets: Annotated[
        list[Path],
        typer.Argument(metavar="RUN...|PROJECT", help="Run folders, or a project for all of its."),
    ],
    *,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write a page with everything.")
    ] = None,
    table: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE.csv", help="Write the table.")
    ] = None,
    train: Annotated[
        str | None,
        typer.Option(
            metavar="SET",
            help="First train these in PROJECT and compare them alone: loss-comparison (six runs: "
            "three losses, with and without augmentation), all, or recipes NAME,NAME,...",
        ),
    ] = None,
    vary: Annotated[
        str | None,
        typer.Option(
            metavar="KEY=VALUE,VALUE,...",
            help="First train the one recipe of --train with each value.",
        ),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(min=0.0, callback=finite, help="How long each training may take."),
    ] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="Epochs of each training.")] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Change a value in all; repeatable."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of each training.")] = 0,
    device: DeviceOption = "auto",
    json: Annotated[bool, typer.Option("--json", help="One JSON object per run.")] = False,
) -> None:
    """Score the models of several runs on the same held-out images."""
    if minutes is not None and epochs is not None:
        raise typer.BadParameter("Give --minutes or --epochs, not both.")
    project = _project_of(targets)
    failed = 0
    if train is None and vary is None:
        runs = _runs(targets, project)
    else:
        if project.root.resolve() != targets[0].resolve():
            raise typer.BadParameter("--train and --vary need a PROJECT, not runs.")
        variations = _variations(train or "auto", vary, settings_in(settings or []))
        budget = {"minutes": minutes, "epochs": epochs}
        runs, failed = _train(project, variations, budget, seed=seed, device=device)
        project = _project_of(targets)  # images may have been held out by the first training
    from unet_studio.cli.comparison_table import print_comparison
    from unet_studio.learning.reports.compare import compare as comparing
    from unet_studio.learning.reports.comparison import rows_of
    from unet_studio.learning.reports.comparison_page import write_comparison

    comparison = follow(comparing(runs, project, device=device), "Compare", read=step_of)
    if json:
        for row in rows_of(comparison):
            print_json(row)
    else:
        print_comparison(comparison)
    write_comparison(comparison, html=out, table=table)
    for path in (out, table):
        if path is not None:
            typer.echo(f"Written: {path}", err=json)
    if failed or all(run.scores is None for run in comparison.runs):
        raise typer.Exit(1)


def _project_of(targets: list[Path]) -> "Project":
    from unet_studio.storage.project.project_file import is_project, read_project

    first = targets[0]
    if len(targets) == 1 and is_project(first):
        return read_project(first)
    roots = {target.resolve().parent.parent for target in targets}
    if len(roots) > 1:
        raise StudioError(
            say(
                "compare",
                "These runs are of different projects: {projects}. Only runs of one project have "
                "held-out images in common.",
            )(projects=", ".join(sorted(map(str, roots))))
        )
    return read_project(roots.pop())


def _runs(targets: list[Path], project: "Project") -> "list[RunEntry]":
    from unet_studio.storage.runs.run_folder import run_in, runs_of

    if project.root.resolve() == targets[0].resolve():
        return runs_of(project)
    runs = []
    for target in targets:
        entry = run_in(target.resolve())
        if entry is None:
            raise StudioError(say("compare", "There is no run in {path}.")(path=target))
        runs.append(entry)
    return runs


def _variations(recipes: str, vary: str | None, settings: dict[str, str]) -> "list[Variation]":
    from dataclasses import replace

    from unet_studio.learning.recipes import recipe_named
    from unet_studio.learning.recipes.recipe_sets import recipe_set, varied

    try:
        if vary is None:
            chosen = recipe_set(recipes)
        else:
            key, _, values = vary.partition("=")
            chosen = varied(recipes, key.strip(), names_in(values))
        chosen = [replace(each, values={**each.values, **settings}) for each in chosen]
        for each in chosen:
            recipe_named(each.recipe, **each.values)
    except StudioError as error:
        raise typer.BadParameter(str(error)) from error
    return chosen


def _train(
    project: "Project",
    variations: "list[Variation]",
    budget: "dict[str, float | int | None]",
    *,
    seed: int,
    device: str,
) -> "tuple[list[RunEntry], int]":
    """Train one after another; those that fail are told and left out."""
    from unet_studio.learning.recipes import recipe_named
    from unet_studio.learning.training.train import train
    from unet_studio.storage.project.project_file import read_project
    from unet_studio.storage.runs.run_folder import run_in

    runs, failed = [], 0
    for place, each in enumerate(variations, start=1):
        job = train(
            read_project(project.root),
            recipe_named(each.recipe, **each.values),
            device=device,
            seed=seed,
            name=each.title,
            title_key=each.title_key,
            **budget,  # type: ignore[arg-type]  # minutes or epochs
        )
        title = f"{place} of {len(variations)}: {each.title}"
        try:
            trained = follow(job, title, read=training_step)
        except PartlyDoneError as error:
            if error.__cause__ is None:  # Ctrl-C: whoever stops means all of them
                raise
            failed += 1
            typer.echo(f"{title} failed: {error}", err=True)
            continue
        entry = run_in(trained.run)
        if entry is not None:
            runs.append(entry)
    return runs, failed
