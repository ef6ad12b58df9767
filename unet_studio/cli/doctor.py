"""What this machine has and what a project lacks, each with its fix: `doctor`."""

import getpass
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from unet_studio.cli.arguments import names_in
from unet_studio.cli.json_lines import print_json
from unet_studio.cli.machine_check import check_machine
from unet_studio.cli.progress import follow, step_of
from unet_studio.domain.finding import Finding, Level

MARKS = {
    Level.OK: "ok      ",
    Level.HINT: "hint    ",
    Level.WARNING: "warning ",
    Level.PROBLEM: "problem ",
}
NAMED = 5
"""Images that are named for each finding; ``--json`` names all."""


def doctor(
    project: Annotated[
        Path | None, typer.Argument(metavar="[PROJECT]", help="A project whose data to check.")
    ] = None,
    fix: Annotated[
        str | None,
        typer.Option(
            metavar="NAME,...|all",
            help="Mend what these findings name in brackets; all = every warning and problem that"
            " can be mended. Earlier versions of the labels are kept.",
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object per finding.")
    ] = False,
) -> None:
    """Say what this machine has, what is missing, and the exact fix; check the data."""
    if fix is not None and project is None:
        raise typer.BadParameter("--fix speaks of a PROJECT, which is missing.")
    worst = _print_all(check_machine(), as_json=json)
    if project is not None:
        findings = _check(project)
        if fix is not None:
            _mend(project, _chosen(findings, fix))
            findings = _check(project)
        worst |= _print_all(findings, as_json=json)
    raise typer.Exit(1 if worst else 0)


def _check(root: Path) -> list[Finding]:
    from unet_studio.storage.data_doctor.accepted import not_accepted, read_accepted
    from unet_studio.storage.data_doctor.check import check_data
    from unet_studio.storage.project.project_file import read_project

    project = read_project(root)
    findings = follow(check_data(project), "Check", read=step_of)
    return not_accepted(findings, read_accepted(project))


def _chosen(findings: list[Finding], fix: str) -> list[Finding]:
    """The findings to mend; exit code 2 if one of the names cannot be."""
    can = {f.key: f for f in findings if f.remedy is not None}
    if fix == "all":
        return [f for f in can.values() if f.level in (Level.WARNING, Level.PROBLEM)]
    wanted = names_in(fix)
    unknown = [name for name in wanted if name not in can]
    if unknown:
        raise typer.BadParameter(
            f"nothing to mend by the name {', '.join(unknown)}; there is {', '.join(can) or 'none'}"
        )
    return [can[name] for name in wanted]


def _mend(root: Path, findings: list[Finding]) -> None:
    from unet_studio.domain.remedy import ProjectRemedy
    from unet_studio.storage.data_doctor.mending import mend_labels
    from unet_studio.storage.labels.label_history import Deed
    from unet_studio.storage.project.project_file import read_project, write_project

    for finding in findings:
        project, remedy = read_project(root), finding.remedy
        if isinstance(remedy, ProjectRemedy):
            write_project(remedy.applied(project))
        elif remedy is not None:
            deed = Deed(getpass.getuser(), (remedy.title,))
            follow(mend_labels(project, remedy, deed), str(remedy.title), read=step_of)
        typer.echo(f"mended   {finding.message}", err=True)


def _print_all(findings: Iterable[Finding], *, as_json: bool) -> bool:
    """Print findings as they come; whether there is a problem among them."""
    has_problem = False
    for finding in findings:
        if as_json:
            print_json(_json(finding))
        else:
            _print(finding)
        has_problem |= finding.level is Level.PROBLEM
    return has_problem


def _print(finding: Finding) -> None:
    can_mend = finding.remedy is not None
    typer.echo(f"{MARKS[finding.level]} {finding.message}{f' [{finding.key}]' * can_mend}")
    for spot in finding.spots[:NAMED]:
        typer.echo(f"{'':12}{spot.image}{f': {spot.note}' if spot.note else ''}")
    if len(finding.spots) > NAMED:
        typer.echo(f"{'':12}... and {len(finding.spots) - NAMED} more")
    if finding.why:
        typer.echo(f"{'':12}{finding.why}")
    if finding.fix:
        typer.echo(f"{'':8}    -> {finding.fix}")


def _json(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.key,
        "level": finding.level,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "can_mend": finding.remedy is not None,
        "spots": finding.spots,
    }
