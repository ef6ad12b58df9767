from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from unet_studio.domain.decision import Decision
from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.message import say
from unet_studio.ui.results.decision_box import DecisionBox
from unet_studio.workspace.predictions.deciding import DecidingState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CELL, WALL = LabelClass(1, "cell", "#e69f00"), LabelClass(2, "wall", "#56b4e9")


@pytest.fixture
def box(qtbot: QtBot) -> DecisionBox:
    made = DecisionBox()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def decided(box: DecisionBox) -> list[Decision]:
    wishes: list[Decision] = []
    box.decided.connect(wishes.append)
    return wishes


def test_one_class_has_a_threshold(box: DecisionBox, decided: list[Decision]) -> None:
    box.show_state(DecidingState((CELL,)), None)
    assert box._threshold is not None
    assert not box._biases
    QTest.keyClick(box._threshold._slider, Qt.Key.Key_Left)
    assert decided == [Decision(threshold=0.49)]
    assert box._threshold.value == 0.49


def test_several_classes_have_a_bias_each(box: DecisionBox, decided: list[Decision]) -> None:
    box.show_state(DecidingState((CELL, WALL), Decision(bias={"cell": 0.5})), None)
    assert box._threshold is None
    assert [row.value for row in box._biases.values()] == [0.5, 0.0]
    QTest.keyClick(box._biases["wall"]._slider, Qt.Key.Key_Right)
    assert decided == [Decision(bias={"cell": 0.5, "wall": 0.1})]
    box._biases["cell"]._number.setValue(0.0)
    assert decided[-1].bias == {"wall": 0.1}  # none at all is left out


def test_what_is_done_to_regions(box: DecisionBox, decided: list[Decision]) -> None:
    box.show_state(DecidingState((CELL,)), 0.5)
    box._smooth.setValue(1.5)
    box._holes.setValue(20)
    box._split.setValue(1.25)
    box._least.setValue(80)
    assert decided[-1] == Decision(smooth_px=1.5, fill_holes_px=20, split_px=1.25, min_area_px=80)
    assert "5 µm²" in box._sizes.text()  # the holes
    assert "20 µm²" in box._sizes.text()


def test_showing_a_state_is_no_wish(box: DecisionBox, decided: list[Decision]) -> None:
    for state in (
        DecidingState((CELL,), Decision(0.3, {}, 1.0, 2, 3.0, 4)),
        DecidingState((CELL, WALL), Decision(bias={"wall": -1.0})),
        DecidingState(),
    ):
        box.show_state(state, None)
    assert decided == []
    assert not box.isEnabled()


def test_buttons_are_offered_where_they_make_sense(qtbot: QtBot, box: DecisionBox) -> None:
    why = say("test", "nothing labelled")()
    box.show_state(DecidingState((CELL,), why_not_best=why), None)
    assert [b.isEnabled() for b in (box._best, box._reset, box._all)] == [False] * 3
    assert box._best.toolTip() == "nothing labelled"
    box.show_state(DecidingState((CELL,), Decision(0.4), is_for_all=False), None)
    for button, signal in (
        (box._best, box.best_requested),
        (box._reset, box.reset_requested),
        (box._all, box.all_requested),
    ):
        with qtbot.waitSignal(signal, timeout=500):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_probabilities_it_says_so(qtbot: QtBot, box: DecisionBox) -> None:
    box.show_state(DecidingState((CELL,)), None)
    assert not box._predict.isVisible()
    box.show_note(can_decide=False)
    assert "No probabilities" in box._note.text()
    with qtbot.waitSignal(box.predict_requested, timeout=500):
        QTest.mouseClick(box._predict, Qt.MouseButton.LeftButton)
