"""The long work a person asked for."""

import threading
import time
from collections.abc import Generator, Iterator

import pytest
from pytestqt.qtbot import QtBot

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.task import Task

TITLE = say("test", "Counting")()


def report(done: int, total: int, problem: str | None = None) -> ProgressReport:
    found = say("test", "Bad: {what}")(what=problem) if problem else None
    return ProgressReport(done, total, say("test", "Step")(), found)


def steps(total: int) -> Generator[ProgressReport, None, str]:
    for n in range(1, total + 1):
        yield report(n, total, f"step {n}" if n % 2 == 0 else None)
    return "all"


def endless() -> Generator[ProgressReport, None, None]:
    while True:
        yield report(1, 10)
        time.sleep(0.001)


@pytest.fixture
def task(qtbot: QtBot) -> Iterator[Task]:
    made = Task()
    yield made
    made.close()


@pytest.fixture
def told(task: Task) -> list[Notice]:
    notices: list[Notice] = []
    task.noticed.connect(notices.append)
    return notices


def test_reports_move_the_bar_and_problems_are_gathered(
    qtbot: QtBot, task: Task, told: list[Notice]
) -> None:
    results: list[object] = []
    each: list[int] = []
    bars: list[tuple[int, int]] = []
    task.changed.connect(lambda: bars.append((task.done, task.total)))
    assert task.start(
        TITLE, lambda: steps(5), results.append, lambda rs: each.extend(r.done for r in rs)
    )
    assert task.is_running
    assert task.title == TITLE
    qtbot.waitUntil(lambda: bool(results))
    assert results == ["all"]
    assert each == [1, 2, 3, 4, 5]
    assert [str(p) for p in task.problems] == ["Bad: step 2", "Bad: step 4"]
    assert (5, 5) in bars
    assert not task.is_running
    assert task.title is None
    assert not told


def test_the_next_can_be_started_by_what_follows_the_first(qtbot: QtBot, task: Task) -> None:
    results: list[object] = []
    task.start(
        TITLE,
        lambda: steps(2),
        lambda _: results.append(task.start(TITLE, lambda: steps(1), results.append)),
    )
    qtbot.waitUntil(lambda: len(results) == 2)
    assert results == [True, "all"]
    assert task.problems == []


def test_only_one_at_a_time_and_the_second_is_told_to_wait(
    qtbot: QtBot, task: Task, told: list[Notice]
) -> None:
    assert task.start(TITLE, endless, print)
    ran = threading.Event()
    assert not task.start(TITLE, lambda: iter([ran.set()]), print)  # type: ignore[arg-type,return-value]
    (notice,) = told
    assert "Counting" in str(notice.message)
    told.clear()
    task.cancel()
    qtbot.waitUntil(lambda: not task.is_running)
    assert not ran.is_set()


def test_cancelling_says_so_and_calls_nothing(qtbot: QtBot, task: Task, told: list[Notice]) -> None:
    then: list[object] = []
    each: list[object] = []
    over: list[bool] = []
    task.start(TITLE, endless, then.append, each.append, over=lambda: over.append(task.is_running))
    qtbot.waitUntil(lambda: bool(each))
    task.cancel()
    qtbot.waitUntil(lambda: not task.is_running)
    assert over == [False]
    (notice,) = told
    assert notice.severity is Severity.INFORMATION
    assert "Cancelled" in str(notice.message)
    assert not then


def test_a_failure_is_told_loudly(qtbot: QtBot, task: Task, told: list[Notice]) -> None:
    def work() -> Generator[ProgressReport, None, None]:
        yield report(1, 2)
        raise StudioError(say("test", "No room.")())

    then: list[object] = []
    task.start(TITLE, work, then.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [Notice(say("test", "No room.")(), Severity.ERROR)]
    assert not then
    assert not task.is_running


def test_a_defect_is_told_with_details(qtbot: QtBot, task: Task, told: list[Notice]) -> None:
    def work() -> Generator[ProgressReport, None, None]:
        yield report(1, 2)
        raise RuntimeError("boom")

    task.start(TITLE, work, print)
    qtbot.waitUntil(lambda: bool(told))
    assert "Traceback" in told[0].details
    assert "boom" in str(told[0].message)
