"""What this machine has and what a project lacks, each with its fix: `doctor`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from unet_studio.cli.machine_check import check_machine
from unet_studio.cli.progress import follow, step_of
from unet_studio.domain.finding import Finding, Level

MARKS = {Level.OK: "ok      ", Level.WARNING: "warning ", Level.PROBLEM: "problem "}


def doctor(
    project: Annotated[
        Path | None, typer.Argument(metavar="[PROJECT]", help="A project whose data to check.")
    ] = None,
) -> None:
    """Say what this machine has, what is missing, and the exact fix; check the data."""
    worst = _print_all(check_machine())
    if project is not None:
        from unet_studio.storage.project_check import check_project
        from unet_studio.storage.project_file import read_project

        findings = follow(check_project(read_project(project)), "Check", read=step_of)
        worst |= _print_all(findings)
    raise typer.Exit(1 if worst else 0)


def _print_all(findings: Iterable[Finding]) -> bool:
    """Print findings as they come; whether there is a problem among them."""
    has_problem = False
    for finding in findings:
        typer.echo(f"{MARKS[finding.level]} {finding.message}")
        if finding.fix:
            typer.echo(f"{'':8}    -> {finding.fix}")
        has_problem |= finding.level is Level.PROBLEM
    return has_problem
