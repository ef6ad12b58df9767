"""The pages beside and below a result say what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QTableView

from unet_studio.domain.metrics import ClassScores
from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.parts.pale_label import PaleLabel
from unet_studio.ui.results.learn_box import LearnBox
from unet_studio.ui.results.objects_view import ObjectsView
from unet_studio.workspace.predictions.result_set import Role

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_every_button_of_learning_is_explained_below_it(results) -> None:
    (box,) = results.view.findChildren(LearnBox)
    said = [label.text() for label in box.findChildren(PaleLabel)]
    assert len(said) == 4
    assert all(text.endswith(".") for text in said)
    assert "Nothing learns from a draft" in said[1]


def test_a_report_says_which_models_have_one(results) -> None:
    report = results.studio.window.actions_[K.RUN_REPORT]
    assert not report.isEnabled()
    said = [label.text() for label in results.view.panel.findChildren(QLabel)]
    assert any("if it was trained in this project" in text for text in said)


def test_a_score_that_flatters_is_said_to(results) -> None:
    panel = results.view.panel

    def said() -> str:
        return " ".join(label.text() for label in panel.findChildren(QLabel))

    scores = {"cell": ClassScores(1.0, 1.0, 1.0, 1.0)}
    panel.show_image_scores(Role.HELD_OUT, scores, {})
    assert "counts as wrong" not in said()
    panel.show_image_scores(Role.HELD_OUT, scores, {}, is_one_sided=True)
    assert "counts as wrong, so the score" in said()
    panel.show_all_scores(2, scores, {}, one_sided=1)
    assert "In 1 image one class is labelled" in said()


def test_the_name_of_the_image_is_listed_where_there_are_several(qtbot: QtBot) -> None:
    view = ObjectsView()
    qtbot.addWidget(view)
    view.resize(700, 280)
    view.show()
    (table,) = view.findChildren(QTableView)
    scope = next(
        box for box in view.findChildren(QComboBox) if box.accessibleName() == "Images measured"
    )
    assert table.isColumnHidden(0)
    scope.setCurrentIndex(1)
    scope.activated.emit(1)
    assert not table.isColumnHidden(0)
    scope.setCurrentIndex(0)
    scope.activated.emit(0)
    assert table.isColumnHidden(0)
