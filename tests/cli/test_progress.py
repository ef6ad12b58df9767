from __future__ import annotations

import os

import pytest

from unet_studio.cli import progress
from unet_studio.cli.progress import PartlyDoneError, Step, follow, step_of
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport

DONE = say("test", "did {n}")
HALF = Step(0.5, "half")


def counting(total):
    for n in range(1, total + 1):
        problem = say("test", "no luck with {n}")(n=n) if n == 2 else None
        yield ProgressReport(n, total, DONE(n=n), problem)
    return "result"


def test_a_job_is_followed_to_its_result(capsys):
    seen = []
    assert follow(counting(3), "Count", read=step_of, each=seen.append) == "result"
    assert [report.done for report in seen] == [1, 2, 3]
    assert capsys.readouterr().out == ""


def test_problems_are_told_at_once(capsys):
    follow(counting(3), "Count", read=step_of)
    assert capsys.readouterr().err == "no luck with 2\n"


def test_a_log_gets_a_line_now_and_then(capsys, monkeypatch):
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0.0)
    follow(counting(2), "Count", read=step_of)
    assert "Count: 50%, 1/2 did 1" in capsys.readouterr().err


def test_a_terminal_gets_a_bar(capsys, monkeypatch):
    monkeypatch.setitem(os.environ, "FORCE_COLOR", "1")
    monkeypatch.setitem(os.environ, "COLUMNS", "100")
    follow(counting(3), "Count", read=step_of)
    shown = capsys.readouterr()
    assert "no luck with 2" in shown.err
    assert "100 %" in shown.err
    assert shown.out == ""


class Closing:
    """A job that remembers whether it was closed."""

    def __init__(self, failure=None):
        self.failure = failure
        self.is_closed = False

    def run(self):
        try:
            yield HALF
            if self.failure:
                raise self.failure
            yield HALF
        finally:
            self.is_closed = True


def interrupt(report):
    raise KeyboardInterrupt


def test_ctrl_c_closes_the_job_and_says_what_is_kept():
    job = Closing()
    with pytest.raises(PartlyDoneError) as stopped:
        follow(
            job.run(), "Train", read=lambda s: s, each=interrupt, kept=lambda: ["a model is kept"]
        )
    assert job.is_closed
    assert stopped.value.kept == ("a model is kept",)
    assert "Stopped" in str(stopped.value)


def test_ctrl_c_inside_the_job_ends_the_same_way():
    job = Closing(KeyboardInterrupt())
    with pytest.raises(PartlyDoneError):
        follow(job.run(), "Train", read=lambda s: s)
    assert job.is_closed


def test_a_failure_says_what_is_kept():
    job = Closing(StudioError(say("test", "The disk is full.")()))
    with pytest.raises(PartlyDoneError, match="The disk is full") as failed:
        follow(job.run(), "Train", read=lambda s: s, kept=lambda: ["half a mask"])
    assert failed.value.kept == ("half a mask",)


def test_a_job_that_refuses_to_begin_has_finished_nothing():
    def refusing():
        raise StudioError(say("test", "The folder is not empty.")())
        yield HALF

    with pytest.raises(PartlyDoneError) as refused:
        follow(refusing(), "Export", read=lambda s: s, kept=lambda: ["what was there before"])
    assert refused.value.kept == ()
