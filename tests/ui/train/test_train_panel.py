"""The Train mode's panel and its plot."""

import math

import numpy as np
import pyqtgraph as pg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTextBrowser,
)  # fmt: skip
from pytestqt.qtbot import QtBot

from unet_studio.domain.finding import Finding, Level
from unet_studio.domain.message import say
from unet_studio.domain.report import FoldPlace, MachineUse, TrainingPhase, TrainingReport
from unet_studio.ui.theme import VALIDATION_COLOUR
from unet_studio.ui.train.duration import duration
from unet_studio.ui.train.loss_plot import MAX_DOTS, LossPlot, best_of, running_mean, thinned
from unet_studio.ui.train.train_panel import TrainPanel
from unet_studio.workspace.notices import Notice, Offer, Severity
from unet_studio.workspace.training.training_history import TrainingHistory
from unet_studio.workspace.training.training_run import TrainingState, TrainingWish


@pytest.fixture
def panel(qtbot: QtBot) -> TrainPanel:
    made = TrainPanel(lambda _name: QIcon())
    qtbot.addWidget(made)
    made.show()
    return made


def button(panel: TrainPanel, text: str) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text)


def recipe_list(panel: TrainPanel) -> QComboBox:
    return next(c for c in panel.findChildren(QComboBox) if c.findData("auto") >= 0)


def said(panel: TrainPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_the_wish_is_what_the_widgets_say(panel: TrainPanel) -> None:
    panel.set_minutes(3.5)
    assert panel.wish() == TrainingWish("auto", minutes=3.5)
    recipe_list(panel).setCurrentIndex(1)
    wish = panel.wish()
    assert (wish.recipe, wish.minutes) == ("isbi-binary", None)
    assert wish.epochs == 40
    visible = [box for box in panel.findChildren(QDoubleSpinBox) if box.isVisible()]
    assert [box.value() for box in visible] == [40]


def unit_list(panel: TrainPanel) -> QComboBox:
    return next(c for c in panel.findChildren(QComboBox) if c.findText("minutes") == 0)


def choose(box: QComboBox, index: int) -> None:
    """As a hand does."""
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_a_recipe_that_counts_epochs_says_so_and_takes_minutes_too(panel: TrainPanel) -> None:
    recipes, units = recipe_list(panel), unit_list(panel)
    panel.set_minutes(3.5)
    assert "counts epochs" not in said(panel)
    choose(recipes, recipes.findData("isbi-binary"))
    assert "This recipe counts epochs (40). Choose minutes" in said(panel)
    choose(units, 0)
    assert "This recipe counts epochs (40). Given minutes" in said(panel)
    wish = panel.wish()
    assert (wish.recipe, wish.minutes, wish.epochs) == ("isbi-binary", 3.5, None)
    choose(recipes, recipes.findData("auto"))
    assert (panel.wish().minutes, panel.wish().epochs) == (3.5, None)
    assert "counts epochs" not in said(panel)
    choose(units, 1)
    assert "This recipe plans for minutes." in said(panel)


def test_each_recipe_keeps_what_was_typed_for_it(panel: TrainPanel) -> None:
    recipes, units = recipe_list(panel), unit_list(panel)
    panel.set_minutes(3.5)
    choose(recipes, recipes.findData("isbi-binary"))
    next(box for box in panel.findChildren(QDoubleSpinBox) if box.isVisible()).setValue(7)
    choose(recipes, recipes.findData("unet-2015"))
    assert panel.wish().epochs == 200
    choose(units, 0)
    choose(recipes, recipes.findData("isbi-binary"))
    assert (panel.wish().epochs, panel.wish().minutes) == (7, None)
    choose(recipes, recipes.findData("unet-2015"))
    assert (panel.wish().epochs, panel.wish().minutes) == (None, 3.5)
    panel.start.choose(panel.start.chosen)  # taken anew, it is as the recipe says
    assert panel.wish().epochs == 200


def test_train_takes_what_was_typed_just_now(panel: TrainPanel, qtbot: QtBot) -> None:
    panel.show_state(TrainingState.IDLE, can_train=True)
    wishes: list[TrainingWish] = []
    panel.train_requested.connect(wishes.append)
    minutes = next(box for box in panel.findChildren(QDoubleSpinBox) if box.isVisible())
    minutes.selectAll()
    qtbot.keyClicks(minutes, "7")
    qtbot.mouseClick(button(panel, "Train"), Qt.MouseButton.LeftButton)
    assert wishes == [TrainingWish("auto", minutes=7)]


@pytest.mark.parametrize(
    ("state", "can_train", "train", "stop"),
    [
        (TrainingState.IDLE, False, False, False),
        (TrainingState.IDLE, True, True, False),
        (TrainingState.RUNNING, False, False, True),
        (TrainingState.RUNNING, True, False, True),
        (TrainingState.STOPPING, False, False, False),
    ],
)
def test_buttons_follow_the_state(
    panel: TrainPanel, state: TrainingState, can_train: bool, train: bool, stop: bool
) -> None:
    panel.show_state(state, can_train=can_train)
    assert button(panel, "Train").isEnabled() is train
    assert button(panel, "Stop").isEnabled() is stop
    assert recipe_list(panel).isEnabled()  # for the next training, or the queue
    assert ("for the next training" in said(panel)) is (state is not TrainingState.IDLE)
    assert panel.findChild(QProgressBar).isVisible() is (state is not TrainingState.IDLE)


def test_the_summary_counts_what_there_is(panel: TrainPanel) -> None:
    panel.show_data(0, 0)
    assert "No image is labelled yet" in said(panel)
    panel.show_data(7, 0)
    assert "Labelled images: 7" in said(panel)
    panel.show_data(1, 0)
    assert "Label a second one" in said(panel)
    panel.show_data(1, 1)
    assert "Every labelled image is held out" in said(panel)
    panel.show_data(7, 2)
    assert "to learn from: 5. Held out from training: 2" in said(panel)


def history() -> TrainingHistory:
    made = TrainingHistory()
    made.add(TrainingReport(TrainingPhase.PREPARING, note=say("test", "Patches of 64.")()))
    for step in range(1, 41):
        made.add(TrainingReport(TrainingPhase.TRAINING, step, train_loss=1 / step))
    made.add(
        TrainingReport(
            TrainingPhase.VALIDATING, 40, elapsed_s=30, remaining_s=90,
            validation_loss=0.3, dice={"cell": 0.8, "wall": None}, best=0.8,
        )
    )  # fmt: skip
    return made


def test_the_history_is_shown(panel: TrainPanel) -> None:
    assert "Nothing to learn from yet" in said(panel)
    panel.show_data(7, 2)
    assert "Nothing to learn from yet" not in said(panel)
    assert "The curves appear here" in said(panel)
    panel.show_state(TrainingState.RUNNING, can_train=False)
    panel.show_history(history(), {"cell": "#ff0000"})
    panel.show_progress(history())
    assert "The curves appear here" not in said(panel)
    assert "held-out Dice of the model so far 0.800" in said(panel)
    assert "1 min 30 s left" in said(panel)
    assert panel.findChild(QProgressBar).value() == 250
    assert panel.findChild(QTextBrowser).toPlainText() == "Patches of 64."
    plot = panel.findChild(LossPlot)
    assert plot._validation.getData()[1].tolist() == [0.3]
    assert set(plot._dice_curves) == {"cell", "wall"}
    assert not panel.grab().isNull()
    assert plot._dice_curves["cell"].opts["pen"].color().name() == "#ff0000"
    panel.show_state(TrainingState.IDLE, can_train=True)
    assert "held-out Dice of the model 0.800" in said(panel)


def test_a_cross_validation_says_which_model_is_seen(panel: TrainPanel) -> None:
    panel.show_state(TrainingState.RUNNING, can_train=False)
    under_way = history()
    for step in (1, 2):
        fold = FoldPlace(2, 5)
        under_way.add(TrainingReport(TrainingPhase.TRAINING, step, train_loss=0.5, fold=fold))
    panel.show_progress(under_way)
    assert "Model 2 of 5 · Learning, step 2" in said(panel)
    assert "model 2 of 5 is trained to be scored only" in said(panel)
    panel.show_history(under_way, {})
    plot = panel.findChild(LossPlot)
    assert plot._raw.getData()[0].tolist() == [1, 2]
    under_way.end()
    panel.show_progress(under_way)
    assert "model 1 of 5 is the one that is kept" in said(panel)


def test_what_came_of_it_is_said_while_nothing_trains(panel: TrainPanel, qtbot: QtBot) -> None:
    predict, gone_on = QPushButton("Predict"), []
    panel.offer(predict)
    assert not predict.isVisible()
    ready = Notice(say("test", "Dice 0.8 <of 5 images>")())
    offer = Offer(say("test", "Gently")(), lambda: gone_on.append(True))
    panel.show_outcome([Notice(say("test", "It broke")(), Severity.ERROR, offer=offer), ready])
    assert "It broke" in said(panel)
    assert "Dice 0.8 &lt;of 5 images&gt;" in said(panel)
    assert predict.isVisible()
    qtbot.mouseClick(button(panel, "Gently"), Qt.MouseButton.LeftButton)
    assert gone_on == [True]
    panel.show_state(TrainingState.RUNNING, can_train=False)
    assert "It broke" not in said(panel)
    assert not button(panel, "Gently").isVisible()
    panel.show_state(TrainingState.IDLE, can_train=True)
    panel.show_outcome([])
    assert "It broke" not in said(panel)
    assert not predict.isVisible()


def test_lines_are_told_apart_by_their_form_as_well(qtbot: QtBot) -> None:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.show_curves(([1], [0.5]), ([1], [0.6]), {"cell": [0.7]}, {"cell": VALIDATION_COLOUR})
    assert plot._validation.opts["pen"].style() is Qt.PenStyle.DashLine
    assert plot._dice_curves["cell"].opts["pen"].style() is Qt.PenStyle.SolidLine
    symbols = {c.opts["symbol"] for c in (plot._validation, plot._dice_curves["cell"])}
    assert len(symbols) == 2
    legend = plot._values.text()
    marks = [part.partition("</span>")[0][-1] for part in legend.split("&nbsp;")[:6:2]]
    assert len(set(marks)) == 3


def test_stopping_is_not_talked_over_by_late_reports(panel: TrainPanel) -> None:
    panel.show_state(TrainingState.RUNNING, can_train=False)
    panel.show_state(TrainingState.STOPPING, can_train=False)
    panel.show_progress(history())
    assert "Stopping after this batch…" in said(panel)


def test_a_new_training_starts_with_empty_curves(panel: TrainPanel) -> None:
    panel.show_data(7, 2)
    panel.show_history(history(), {})
    panel.show_history(TrainingHistory(), {})
    assert panel.findChild(QTextBrowser).toPlainText() == ""
    assert "The curves appear here" in said(panel)
    fresh = TrainingHistory()
    fresh.add(TrainingReport(TrainingPhase.TRAINING, 1, train_loss=0.5))
    panel.show_history(fresh, {})
    panel.show_progress(fresh)
    plot = panel.findChild(LossPlot)
    assert plot._dice_curves == {}
    assert plot._raw.getData()[1].tolist() == [0.5]
    assert "so far" not in said(panel)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0 s"), (0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (61, "1 min 1 s"),
        (3599, "59 min 59 s"), (3600, "1 h 0 min"), (3661, "1 h 1 min"), (90_000, "25 h 0 min"),
    ],
)  # fmt: skip
def test_times_as_people_say_them(seconds: float, text: str) -> None:
    assert duration(seconds) == text


# ---- The plot: pure parts ----


@given(st.integers(0, 5 * MAX_DOTS))
def test_thinning_keeps_few_dots_and_always_the_last(count: int) -> None:
    steps = list(range(count))
    values = [float(2 * s) for s in steps]
    some, theirs = thinned(steps, values)
    assert len(some) <= MAX_DOTS
    assert list(theirs) == [2 * s for s in some]
    assert some[-1:] == steps[-1:]
    assert len(some) >= min(count, MAX_DOTS // 2)
    assert len(set(np.diff(some))) <= 1


@given(st.lists(st.floats(-1e6, 1e6), max_size=60), st.sampled_from([0.05, 0.2, 1.0]))
def test_the_running_mean_is_the_naive_one(values: list[float], share: float) -> None:
    width = max(1, int(len(values) * share))
    naive = [
        math.fsum(values[max(0, k - width + 1) : k + 1])
        / len(values[max(0, k - width + 1) : k + 1])
        for k in range(len(values))
    ]
    assert running_mean(values, share) == pytest.approx(naive, abs=1e-6)


def test_curves_of_classes_that_are_gone_are_taken_away(qtbot: QtBot) -> None:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.show_dice([1, 2], {"cell": [0.1, 0.2], "late": [0.5]}, {})
    assert plot._dice_curves["late"].getData()[0].tolist() == [2]
    plot.show_dice([1], {"cell": [0.3]}, {})
    assert set(plot._dice_curves) == {"cell"}


def test_the_best_validation_is_marked_and_values_can_be_read_off(qtbot: QtBot) -> None:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.show_loss(([1, 2, 3, 4], [4.0, 3.0, 2.0, 1.0]), ([2, 4], [3.5, 1.5]))
    plot.show_dice([2, 4], {"cell": [0.2, 0.9], "late": [0.5]}, {"cell": "#ff0000"})
    xs, ys = plot._best.getData()
    assert (xs.tolist(), ys.tolist()) == ([4, 4], [0.9, 0.5])
    said = plot.values_at(3.8)
    assert "training 1" in said
    assert "validation 1.5" in said
    assert "cell 0.900" in said
    assert "#ff0000" in said
    plot._log.setChecked(True)
    assert not plot.grab().isNull()
    plot.show_loss(([1, 2], [-0.1, -0.5]), ([], []))  # a loss below nothing has no logarithm
    assert not plot._log.isChecked()
    assert not plot._log.isEnabled()


def test_new_curves_are_painted_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[object] = []
    paint = pg.GraphicsLayoutWidget.paintEvent

    def count(canvas: pg.GraphicsLayoutWidget, event: QPaintEvent) -> None:
        painted.append(event)
        paint(canvas, event)

    monkeypatch.setattr(pg.GraphicsLayoutWidget, "paintEvent", count)
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(800, 400)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.show_curves(([1, 2], [2.0, 1.0]), ([2], [1.5]), {"cell": [0.5]}, {})
    qtbot.wait(200)
    painted.clear()
    steps = [float(step) for step in range(1, 50)]
    losses = [9 / step for step in steps]
    plot.show_curves((steps, losses), ([2, 40], [1.5, 1.0]), {"cell": [0.5, 0.7]}, {})
    qtbot.wait(200)
    assert len(painted) == 1


def test_the_first_few_losses_are_a_line_already(qtbot: QtBot) -> None:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.show_loss(([1, 2, 3], [0.5, 0.4, 0.3]), ([], []))
    assert plot._train.getData()[0].tolist() == [1, 2, 3]
    plot.show_loss((list(range(400)), [0.5] * 400), ([], []))
    assert len(plot._train.getData()[0]) == 100


@pytest.mark.parametrize(
    ("losses", "longest"), [([500_000.0, 100.0], "4e+05"), ([0.58, 0.53], "0.58"), ([2, 1], "2.0")]
)
def test_losses_stand_at_the_axis_as_they_are(
    qtbot: QtBot, losses: list[float], longest: str
) -> None:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(600, 400)
    plot.show()
    plot.show_loss(([1, 2], losses), ([], []))
    plot.grab()
    axis = plot._loss.getAxis("left")
    texts = [t for level in axis.tickValues(*axis.range, 300) for t in texts_of(axis, level)]
    assert longest in texts
    assert max(map(len, texts)) <= 5
    assert axis.labelUnitPrefix == ""


def texts_of(axis: pg.AxisItem, level: tuple[float, list[float]]) -> list[str]:
    return axis.tickStrings(level[1], axis.autoSIPrefixScale * axis.scale, level[0])


def test_what_was_chosen_lately_stands_where_a_value_may_be_typed(panel: TrainPanel) -> None:
    panel.tabs.setCurrentWidget(panel.recipe_form)
    panel.recipe_form.show_planned({"plan.patch_px": 256})

    def said_of(key: str) -> str:
        return panel.recipe_form._rows[key].findChild(QLineEdit).placeholderText()

    assert said_of("plan.patch_px") == "chosen for you; 256 in the latest training"
    assert said_of("plan.batch") == "chosen for you"
    panel.start.choose(panel.start.chosen)
    assert said_of("plan.patch_px") == "chosen for you"


def test_the_plots_stand_side_by_side_where_there_is_little_height(qtbot: QtBot) -> None:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.show()
    for size, side_by_side in (((700, 200), True), ((700, 500), False), ((240, 200), False)):
        plot.resize(*size)
        qtbot.waitUntil(lambda wanted=side_by_side: plot._is_flat is wanted)
        assert plot._canvas.ci.getItem(0, 1) is (plot._dice if side_by_side else None)


@pytest.mark.parametrize(
    ("curves", "place"),
    [
        ([], None), ([[]], None), ([[math.nan]], None), ([[0.1, 0.3, 0.2]], 1),
        ([[0.1, 0.9], [0.8]], 1),
    ],
)  # fmt: skip
def test_the_best_is_the_highest_mean(curves: list[list[float]], place: int | None) -> None:
    assert best_of(curves) == place


def test_findings_come_before_notes_with_what_to_do(panel: TrainPanel) -> None:
    made = history()
    made.findings.append(
        Finding(Level.PROBLEM, say("test", "All <black>.")(), say("test", "Wait.")())
    )
    panel.show_history(made, {})
    text = panel.findChild(QTextBrowser).toPlainText()
    assert text.index("All <black>.") < text.index("Wait.") < text.index("Patches of 64.")


def test_figures_of_the_machine_are_shown(panel: TrainPanel) -> None:
    made = history()
    made.machine = MachineUse("A CPU", "float32", 2.5e6, 3 << 30)
    panel.show_state(TrainingState.RUNNING, can_train=False)
    panel.show_progress(made)
    assert "2.5 megapixels/s" in said(panel)
    assert "3.0 GiB of memory" in said(panel)
    assert "A CPU" in said(panel)


def test_paused_can_go_on_or_stop(panel: TrainPanel, qtbot: QtBot) -> None:
    panel.show_state(TrainingState.PAUSED, can_train=False)
    assert button(panel, "Stop").isEnabled()
    assert not button(panel, "Pause").isVisible()
    assert "Paused" in said(panel)
    with qtbot.waitSignal(panel.resume_requested):
        qtbot.mouseClick(button(panel, "Go on"), Qt.MouseButton.LeftButton)
