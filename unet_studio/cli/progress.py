"""Showing a job while it runs: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from unet_studio.domain.message import Message, StudioError, say

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from rich.console import Console

    from unet_studio.domain.report import ProgressReport

ReportT = TypeVar("ReportT")
ResultT = TypeVar("ResultT")

LINE_EVERY_S = 10.0


@dataclass(frozen=True)
class Step:
    """Where a job stands.

    Attributes
    ----------
    share
        The part done, 0 to 1.
    text
        What was just done.
    problem
        What went wrong with it, if anything.
    """

    share: float
    text: str
    problem: str | None = None


class PartlyDoneError(StudioError):
    """A job ended early; `kept` says, line by line, what it left on disk."""

    def __init__(self, message: Message, kept: Iterable[str]) -> None:
        super().__init__(message)
        self.kept = tuple(kept)


class Display(Protocol):
    """Something that shows a step."""

    def show(self, step: Step) -> None:
        """Show where the job stands now."""


def step_of(report: ProgressReport) -> Step:
    """The step that a plain progress report speaks of."""
    return Step(
        share=report.done / max(report.total, 1),
        text=f"{report.done}/{report.total} {report.message}",
        problem=str(report.problem) if report.problem else None,
    )


def follow(
    job: Generator[ReportT, None, ResultT],
    title: str,
    *,
    read: Callable[[ReportT], Step],
    each: Callable[[ReportT], object] = id,
    kept: Callable[[], Iterable[str]] = tuple,
) -> ResultT:
    """Run a job to its end and show how far it is, on standard error.

    Parameters
    ----------
    job
        Generator of reports that returns the result.
    title
        What is being done, in a word or two.
    read
        What to show of a report.
    each
        Called with every report.
    kept
        Asked when the job ends early, though not before its first report; says what it left on
        disk.

    Raises
    ------
    PartlyDoneError
        If the job failed, or Ctrl-C stopped it; it was closed and has put its files in order.
    """
    is_begun = False
    try:
        with _display(title) as display:
            while True:
                report = next(job)
                is_begun = True
                each(report)
                display.show(read(report))
    except StopIteration as end:
        result: ResultT = end.value
        return result
    except KeyboardInterrupt:
        job.close()
        message = say("command line", "Stopped before the end.")()
        raise PartlyDoneError(message, kept()) from None
    except StudioError as error:
        raise PartlyDoneError(error.message, kept() if is_begun else ()) from error


def finished_in(out: Path) -> list[str]:
    """What to say is kept in an output folder: nothing if the job wrote nothing there."""
    has_files = out.is_dir() and any(path.is_file() for path in out.rglob("*"))
    return [f"What is finished is in {out}."] if has_files else []


@contextmanager
def _display(title: str) -> Iterator[Display]:
    from rich.console import Console

    console = Console(stderr=True)
    if console.is_terminal:
        with _Bar(console, title) as bar:
            yield bar
    else:
        yield _Lines(console, title)


class _Bar:
    """A bar that moves and vanishes at the end; problems stay above it."""

    def __init__(self, console: Console, title: str) -> None:

        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[text]}", markup=False),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task(title, total=1.0, text="")

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._progress.stop()

    def show(self, step: Step) -> None:
        """Move the bar."""
        self._progress.update(self._task, completed=step.share, text=step.text)
        if step.problem:
            self._progress.console.print(step.problem, markup=False, highlight=False)


class _Lines:
    """A line every ten seconds, for logs; problems at once."""

    def __init__(self, console: Console, title: str) -> None:

        self._console = console
        self._title = title
        self._last_s = time.monotonic()

    def show(self, step: Step) -> None:
        """Print a line if one is due."""
        if step.problem:
            self._print(step.problem)
        if time.monotonic() - self._last_s >= LINE_EVERY_S:
            self._last_s = time.monotonic()
            self._print(f"{self._title}: {step.share:.0%}, {step.text}")

    def _print(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)
