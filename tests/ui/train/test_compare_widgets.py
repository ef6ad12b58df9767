"""The widgets that show runs beside each other, given values made up here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from unet_studio.domain.message import say
from unet_studio.domain.run_curves import Progress, RunCurves, drawn
from unet_studio.domain.run_entry import RunEntry, RunRecord, RunState
from unet_studio.domain.run_queue import QueuedRun, QueueState, RunQueue
from unet_studio.ui.train.compare_plot import ComparePlot
from unet_studio.ui.train.picture_grid import PictureGrid, Tile
from unet_studio.ui.train.queue_view import QueueView
from unet_studio.ui.train.queue_words import queue_text
from unet_studio.ui.train.run_choice import run_text
from unet_studio.ui.train.run_list import RunList
from unet_studio.ui.train.score_overview import ScoreOverview, ScoreRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

RED, GREEN = (255, 0, 0), (0, 255, 0)


def entry(title: str, dice: float | None = None, seconds: float = 60) -> RunEntry:
    record = RunRecord(title, "auto", seconds=seconds, steps=10)
    scores = {} if dice is None else {"cell": dice}
    return RunEntry(Path(title), record, RunState.FINISHED, dice=scores)


def halves() -> np.ndarray:
    """Red on the left, green on the right."""
    pixels = np.zeros((50, 100, 3), np.uint8)
    pixels[:, :50], pixels[:, 50:] = RED, GREEN
    return pixels


def test_runs_of_a_day_can_be_told_apart_by_how_they_begin() -> None:
    name = "2026-11-21-1432-auto"
    unnamed = replace(entry(name), started=datetime(2026, 11, 21, 14, 32))
    assert str(unnamed.short_title) == "auto 14:32, 2026-11-21"
    assert run_text(unnamed) == "auto 14:32, 2026-11-21 · finished"
    queued = replace(unnamed, record=replace(unnamed.record, title="auto"))
    assert str(queued.short_title) == "auto 14:32, 2026-11-21"
    named = replace(unnamed, record=replace(unnamed.record, title="wide"))
    assert str(named.short_title) == "wide"
    assert run_text(named) == "2026-11-21 14:32 · wide · finished"


def test_ticking_says_which_runs(qtbot: QtBot) -> None:
    runs = RunList()
    qtbot.addWidget(runs)
    runs.show_runs([entry("a", 0.5), entry("b")], ("b",))
    assert [runs.item(row, 1).text() for row in (0, 1)] == ["0.500", "–"]
    told: list[tuple[str, ...]] = []
    runs.ticked.connect(told.append)
    runs.item(0, 0).setCheckState(Qt.CheckState.Checked)
    assert told == [("a", "b")]
    runs.show_runs([entry("a", 0.5), entry("b")], ("a", "b"))
    assert told == [("a", "b")]  # showing is no wish
    runs.selectRow(1)
    assert runs.selected == ["b"]


def test_scores_of_other_images_are_marked(qtbot: QtBot) -> None:
    """Those of the first run with a score are what the others are held against."""

    def scored(title: str, dice: float, *held_out: str, fingerprint: str = "") -> RunEntry:
        run = entry(title, dice)
        record = replace(run.record, held_out=held_out, held_out_fingerprint=fingerprint)
        return replace(run, record=record, scored=len(held_out))

    runs = RunList()
    qtbot.addWidget(runs)
    listed = [
        entry("unscored"),
        scored("new", 0.5, "1.png", "2.png", fingerprint="x"),
        scored("same", 0.75, "1.png", "2.png", fingerprint="x"),
        scored("redrawn", 0.875, "1.png", "2.png", fingerprint="y"),
        scored("one", 0.9, "1.png"),
    ]
    runs.show_runs(listed, ())
    said = [runs.item(row, 1).text() for row in range(5)]
    assert said == ["–", "0.500 (2)", "0.750 (2)", "≠ 0.875 (2)", "≠ 0.900 (1)"]
    assert "1.png" in runs.item(4, 1).toolTip()
    assert "those of new" in runs.item(4, 1).toolTip()
    assert "those of" not in runs.item(2, 1).toolTip()
    hasty = replace(scored("hasty", 0.9, "1.png", "2.png", fingerprint="x"), scored=1)
    runs.show_runs([listed[1], hasty], ())
    assert runs.item(1, 1).text() == "≠ 0.900 (1)"
    assert "On 1 of these held-out images" in runs.item(1, 1).toolTip()


def row(title: str, dice: float | None, minutes: float, *, remark: bool = False) -> ScoreRow:
    remarks = (say("compare", "{run} has no model.")(run="x"),) if remark else ()
    rate = {"optimiser.learning_rate": minutes / 1000}
    return ScoreRow(entry(title, seconds=60 * minutes), {"cell": {"dice": dice}}, 3, rate, remarks)


def test_scores_sort_as_numbers_and_the_best_fair_one_is_bold(qtbot: QtBot) -> None:
    table = ScoreOverview()
    qtbot.addWidget(table)
    table.show_rows(
        [
            row("a", 0.5, 2),
            row("b", None, 10),
            row("flatters", 0.99, 1, remark=True),
            row("c", 0.75, 3),
        ]
    )
    heads = [table.horizontalHeaderItem(k).text() for k in range(table.columnCount())]
    dice, minutes = heads.index("cell\nDice"), heads.index("minutes")
    bold = [table.item(r, 0).text() for r in range(4) if table.item(r, dice).font().bold()]
    assert bold == ["c"]
    assert "optimiser.\nlearning_rate" in heads
    table.sortItems(minutes, Qt.SortOrder.AscendingOrder)
    assert [table.item(r, minutes).text() for r in range(4)] == ["1.00", "2.00", "3.00", "10.00"]
    assert table.item(0, 0).text() == "⚠ flatters"
    table.sortItems(dice, Qt.SortOrder.DescendingOrder)
    assert [table.item(r, dice).text() for r in range(4)] == ["0.990", "0.750", "0.500", "–"]
    table.sortItems(dice, Qt.SortOrder.AscendingOrder)
    assert table.item(1, dice).text() == "0.500"


@pytest.fixture
def grid(qtbot: QtBot) -> PictureGrid:
    made = PictureGrid()
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show_tiles([Tile("a", "", halves()), Tile("b", "Dice", halves())], columns=2)
    made.show()
    qtbot.waitExposed(made)
    return made


def colour(grid: PictureGrid, part: float, place: int) -> tuple[int, int, int]:
    """The colour so far to the right in a picture."""
    frame = grid._frame(place)
    x, y = frame.left() + part * frame.width(), frame.center().y()
    found = grid.grab().toImage().pixelColor(round(x), round(y))
    return found.red(), found.green(), found.blue()


def test_pictures_zoom_and_move_together(grid: PictureGrid) -> None:
    assert [colour(grid, 0.1, k) for k in (0, 1)] == [RED, RED]
    assert [colour(grid, 0.9, k) for k in (0, 1)] == [GREEN, GREEN]
    frame = grid._frame(0)
    at = QPointF(frame.left() + 0.9 * frame.width(), frame.center().y())
    turn = QWheelEvent(
        at, grid.mapToGlobal(at), QPoint(), QPoint(0, 1200), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(grid, turn)
    assert [colour(grid, 0.1, k) for k in (0, 1)] == [GREEN, GREEN]
    grid.mouseDoubleClickEvent(turn)  # type: ignore[arg-type]  # it looks at nothing of it
    assert [colour(grid, 0.1, k) for k in (0, 1)] == [RED, RED]


def test_a_missing_picture_leaves_its_place_free(qtbot: QtBot) -> None:
    grid = PictureGrid()
    qtbot.addWidget(grid)
    grid.resize(300, 200)
    grid.show_tiles([Tile("a", "", halves()), None, Tile("b", "", None)])
    assert not grid.grab().isNull()
    grid.show_tiles([])
    assert not grid.grab().isNull()


def test_curves_over_every_axis(qtbot: QtBot) -> None:
    plot = ComparePlot()
    qtbot.addWidget(plot)
    count = np.arange(1.0, 4.0)
    curves = drawn(RunCurves(count, count, count, 1 / count, 1 / count, {"cell": count / 4}))
    nothing = drawn(RunCurves(*[np.zeros(0)] * 5))
    for progress in Progress:
        for several in ([curves], [curves, nothing], []):
            plot.show_runs(several, progress)
            assert len(plot._loss.items) == 2 * bool(several)  # a run without rows draws nothing


def test_a_queue_offers_what_can_be_done(qtbot: QtBot) -> None:
    view = QueueView()
    qtbot.addWidget(view)
    runs = tuple(QueuedRun(s.value, "auto", epochs=2, state=s) for s in QueueState)
    view.show()
    view.show_queue(RunQueue(runs), is_going=True, has_project=True)
    waiting, running = runs[0], runs[1]
    asked: list[tuple[str, int]] = []
    view.moved.connect(lambda key, by: asked.append((key, by)))
    view._table.selectRow(0)
    assert view._down.isEnabled()
    view._down.click()
    assert asked == [(waiting.key, 1)]
    view._table.selectRow(1)
    assert not view._remove.isEnabled()
    assert view._stop.isEnabled()
    assert queue_text(RunQueue(runs)) == f"Training 2 of 5: {running.title}"
    view.show_queue(RunQueue(), is_going=False, has_project=False)
    assert not any(button.isEnabled() for button in view._adding)
    assert not view._go_on.isEnabled()
