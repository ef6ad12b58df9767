"""Jobs: generators on a thread."""

import threading
import time
from collections.abc import Generator

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from unet_studio.domain.message import StudioError, say
from unet_studio.workspace.job import Job


class Ear(QObject):
    """Writes down what a job says, and on which thread it was heard."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.reports: list[object] = []
        self.threads: set[QThread] = set()
        job.reported.connect(self.on_reported)
        job.returned.connect(self.on_returned)
        job.failed.connect(self.on_failed)
        job.cancelled.connect(self.on_cancelled)

    def on_reported(self, reports: list[object]) -> None:
        self.reports += reports
        self.threads.add(QThread.currentThread())

    def on_returned(self, value: object) -> None:
        self.heard.append(("returned", value))

    def on_failed(self, message: object, details: str) -> None:
        self.heard.append(("failed", (str(message), details)))

    def on_cancelled(self) -> None:
        self.heard.append(("cancelled", None))

    @property
    def ends(self) -> list[str]:
        return [kind for kind, _ in self.heard]


def finish(qtbot: QtBot, job: Job, ear: Ear) -> None:
    """Wait for the last word of a job and then for its thread."""
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert job.wait(5000)


def test_reports_arrive_in_order_on_the_gui_thread_and_none_is_lost(qtbot: QtBot) -> None:
    def count() -> Generator[int, None, str]:
        yield from range(5000)
        return "done"

    job = Job(count)
    ear = Ear(job)
    job.start()
    finish(qtbot, job, ear)
    assert ear.reports == list(range(5000))
    assert ear.heard == [("returned", "done")]
    assert ear.threads == {QThread.currentThread()}


def test_reports_are_gathered_into_few_signals(qtbot: QtBot) -> None:
    job = Job(lambda: (n for n in range(20_000)))
    ear = Ear(job)
    signals: list[int] = []
    job.reported.connect(lambda reports: signals.append(len(reports)))
    started = time.monotonic()
    job.start()
    finish(qtbot, job, ear)
    assert len(ear.reports) == 20_000
    assert len(signals) <= 2 + (time.monotonic() - started) * 20


def test_the_generator_is_made_and_run_on_the_thread_of_the_job(qtbot: QtBot) -> None:
    threads = set()

    def start() -> Generator[int, None, None]:
        threads.add(threading.get_ident())

        def steps() -> Generator[int, None, None]:
            threads.add(threading.get_ident())
            yield 1

        return steps()

    job = Job(start)
    ear = Ear(job)
    job.start()
    finish(qtbot, job, ear)
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_an_expected_failure_is_one_sentence_after_the_reports_before_it(qtbot: QtBot) -> None:
    def work() -> Generator[int, None, None]:
        yield 1
        yield 2
        raise StudioError(say("test", "The disk {name} is full.")(name="D"))

    job = Job(work)
    ear = Ear(job)
    job.start()
    finish(qtbot, job, ear)
    assert ear.reports == [1, 2]
    assert ear.heard == [("failed", ("The disk D is full.", ""))]


@pytest.mark.parametrize("early", [True, False], ids=["when made", "while running"])
def test_a_defect_is_told_with_its_traceback(qtbot: QtBot, early: bool) -> None:
    def guilty_function() -> Generator[int, None, None]:
        if early:
            raise KeyError("lost")
        return late()

    def late() -> Generator[int, None, None]:
        yield 1
        raise KeyError("lost")

    job = Job(guilty_function)
    ear = Ear(job)
    job.start()
    finish(qtbot, job, ear)
    (kind, told), *others = ear.heard
    assert kind == "failed"
    assert not others
    message, details = told  # type: ignore[misc]
    assert "KeyError" in message
    assert "lost" in message
    assert ("guilty_function" if early else "in late") in details
    assert ear.reports == ([] if early else [1])


def test_cancelling_runs_the_generators_end_and_says_so_once(qtbot: QtBot) -> None:
    ended: list[int] = []

    def endless() -> Generator[int, None, None]:
        n = 0
        try:
            while True:
                yield n
                n += 1
                time.sleep(0.001)
        finally:
            ended.append(threading.get_ident())

    job = Job(endless)
    ear = Ear(job)
    job.start()
    qtbot.waitUntil(lambda: bool(ear.reports))
    job.cancel()
    finish(qtbot, job, ear)
    assert ear.ends == ["cancelled"]
    assert len(ended) == 1
    assert ended[0] != threading.get_ident()
    assert ear.reports == list(range(len(ear.reports)))


def test_a_job_cancelled_at_once_does_nothing(qtbot: QtBot) -> None:
    may_go = threading.Event()
    begun: list[int] = []

    def start() -> Generator[int, None, None]:
        may_go.wait(5)

        def steps() -> Generator[int, None, None]:
            begun.append(1)
            yield 1

        return steps()

    job = Job(start)
    ear = Ear(job)
    job.start()
    job.cancel()
    may_go.set()
    finish(qtbot, job, ear)
    assert ear.ends == ["cancelled"]
    assert not begun


def test_a_failure_while_being_cancelled_is_told(qtbot: QtBot) -> None:
    def stubborn() -> Generator[int, None, None]:
        try:
            while True:
                yield 1
                time.sleep(0.001)
        finally:
            raise StudioError(say("test", "Cannot tidy up.")())

    job = Job(stubborn)
    ear = Ear(job)
    job.start()
    qtbot.waitUntil(lambda: bool(ear.reports))
    job.cancel()
    finish(qtbot, job, ear)
    assert ear.heard == [("failed", ("Cannot tidy up.", ""))]
