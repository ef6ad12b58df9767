"""Conversion reports on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from unet_studio.cli.json_lines import print_json
from unet_studio.domain.conversion_report import ConversionReport, ConversionStep
from unet_studio.domain.message import Message, say

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.conversion_report import FileConversion


class Conversions:
    """Collects what a job says of each image, and tells it in the end."""

    def __init__(self) -> None:
        self._files: list[FileConversion] = []

    def add(self, report: object) -> None:
        """Take one report of the job, whatever it is."""
        if isinstance(report, ConversionStep) and report.file is not None:
            self._files.append(report.file)

    def tell(self, out: Path, *, json: bool, strict: bool) -> None:
        """Tell what was collected, if anything was."""
        title = say("import", "Labels taken in")()
        tell(ConversionReport(title, tuple(self._files), out=out), json=json, strict=strict)


def tell(
    report: ConversionReport,
    *,
    json: bool,
    strict: bool,
    losses: tuple[Message, ...] = (),
) -> None:
    """Print a report: the table on standard output, what was lost on standard error.

    Raises
    ------
    typer.Exit
        With code 1 if `strict` and not everything was carried over.
    """
    report = ConversionReport(report.title, report.files, (*report.losses, *losses), report.out)
    if json:
        print_json(report.as_json())
    elif report.files:
        typer.echo(report.as_text().rstrip())
    if strict and not report.is_whole:
        raise typer.Exit(1)
