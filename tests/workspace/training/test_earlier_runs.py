"""Earlier runs: what is shown is what was asked for last, whatever is read late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from small_project import small_project

from unet_studio.storage.runs.run_folder import METRICS, new_run
from unet_studio.workspace.training.earlier_runs import EarlierRuns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Late:
    """A background whose answers come when they are let in."""

    def __init__(self) -> None:
        self.answers: list[Callable[[], None]] = []

    def submit(self, work: Callable[[], Any], done: Callable[[Any], None], _failed: object) -> None:
        self.answers.append(lambda: done(work()))


def test_an_answer_that_comes_late_is_not_shown(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", 1)
    first, second = new_run(project, "first"), new_run(project, "second")
    for run in (first, second):
        (run / METRICS).write_text("step,epoch,elapsed_s,train_loss,validation_loss\n1,0,1,0.5,\n")
    background = Late()
    runs = EarlierRuns(background)  # type: ignore[arg-type]
    runs.show(first)
    runs.show(None)
    background.answers.pop()()
    assert runs.shown is None
    runs.show(first)
    runs.show(second)
    for answer in reversed(background.answers):
        answer()
    assert runs.shown == second
    assert runs.history.curves.steps == [1.0]
