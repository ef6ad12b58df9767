"""Steps: what generators that return something do, all at once or as a part of a longer job."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

StepT = TypeVar("StepT")
ReportT = TypeVar("ReportT")
ResultT = TypeVar("ResultT")


def result_of(steps: Generator[object, None, ResultT]) -> ResultT:
    """Take all steps at once; what they return."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: ResultT = end.value
            return result


def reporting(
    steps: Generator[StepT, None, ResultT], report_of: Callable[[StepT], ReportT]
) -> Generator[ReportT, None, ResultT]:
    """Take steps as a part of a job that has reports of its own.

    Parameters
    ----------
    steps
        Closed where the job is stopped.
    report_of
        What the job says after each step.
    """
    try:
        while True:
            yield report_of(next(steps))
    except StopIteration as end:
        result: ResultT = end.value
        return result
    finally:
        steps.close()
