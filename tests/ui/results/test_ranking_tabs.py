from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from unet_studio.domain.metrics import ClassScores
from unet_studio.ui.results.dice_histogram import dice_counts
from unet_studio.ui.results.score_tab import ScoreTab, means_text
from unet_studio.ui.results.worst_gallery import WorstGallery
from unet_studio.workspace.predictions.result_ranking import RankedImage
from unet_studio.workspace.predictions.result_set import Role


def ranked(
    name: str, role: Role, dice: float | None, undecided: float | None = None
) -> RankedImage:
    scores = {} if dice is None else {"cell": ClassScores(dice, dice / 2, dice, 1.0, None)}
    return RankedImage(name, role, scores, dice, undecided)


if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

IMAGES = [
    ranked("b.png", Role.HELD_OUT, 0.4),
    ranked("a.png", Role.HELD_OUT, 0.8),
    ranked("n.png", Role.NEW, None, 0.125),
    ranked("t10.png", Role.TRAINED_ON, 0.9),
    ranked("t9.png", Role.TRAINED_ON, 1.0),
]


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def gallery(qtbot: QtBot, asked: list[str]) -> WorstGallery:
    def thumbnail(name: str) -> QImage | None:
        asked.append(name)
        picture = QImage(20, 30, QImage.Format.Format_RGB888)
        picture.fill(Qt.GlobalColor.red)
        return picture

    made = WorstGallery(thumbnail)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.show_images(IMAGES)
    return made


def texts(gallery: WorstGallery) -> list[str]:
    model = gallery.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_each_kind_has_its_heading(gallery: WorstGallery) -> None:
    assert texts(gallery) == [
        "Held out", "b.png", "a.png", "Not in the training", "n.png", "Trained on", "t10.png",
        "t9.png",
    ]  # fmt: skip
    tip = gallery.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "b.png\nDice 0.400 · cell: 60% too much"
    assert "12.5% undecided" in gallery.model().index(4, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_click_and_arrows_choose_images_and_no_headings(
    qtbot: QtBot, gallery: WorstGallery
) -> None:
    chosen: list[str] = []
    gallery.image_chosen.connect(chosen.append)
    place = gallery.visualRect(gallery.model().index(1, 0)).center()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["b.png"]
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    assert chosen == ["b.png", "a.png"]
    heading = gallery.visualRect(gallery.model().index(3, 0)).center()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert chosen == ["b.png", "a.png"]


def test_marking_what_is_in_view_asks_for_nothing(gallery: WorstGallery) -> None:
    chosen: list[str] = []
    gallery.image_chosen.connect(chosen.append)
    gallery.mark("t10.png")
    assert gallery.currentIndex().data() == "t10.png"
    gallery.show_images(IMAGES[::-1])  # it stays marked in another order
    assert gallery.currentIndex().data() == "t10.png"
    assert chosen == []


def test_ten_thousand_images_ask_for_the_pictures_in_view_alone(
    qtbot: QtBot, gallery: WorstGallery, asked: list[str]
) -> None:
    many = [ranked(f"{n}.png", Role.NEW, n / 10_000) for n in range(10_000)]
    asked.clear()
    began = time.perf_counter()
    gallery.show_images(many)
    gallery.grab()
    assert time.perf_counter() - began < 1
    assert 0 < len(set(asked)) < 30


def test_the_pictures_are_painted(gallery: WorstGallery) -> None:
    picture = gallery.grab().toImage()
    place = gallery.visualRect(gallery.model().index(1, 0))
    colour = picture.pixelColor(place.center().x(), place.top() + 50)
    assert (colour.red(), colour.green()) == (255, 0)


@pytest.fixture
def scores(qtbot: QtBot) -> ScoreTab:
    made = ScoreTab()
    qtbot.addWidget(made)
    made.resize(800, 240)
    made.show()
    made.show_images(IMAGES)
    return made


def names(tab: ScoreTab) -> list[str]:
    model = tab._list
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_rows_are_sorted_by_number_and_by_natural_name(scores: ScoreTab) -> None:
    assert names(scores) == ["b.png", "a.png", "t10.png", "t9.png"]
    scores._table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(scores) == ["a.png", "b.png", "t9.png", "t10.png"]
    scores._table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert names(scores) == ["t9.png", "t10.png", "a.png", "b.png"]
    scores._table.sortByColumn(7, Qt.SortOrder.AscendingOrder)  # there are no such scores
    assert scores._list.index(0, 7).data() == "–"


def test_a_click_on_a_row_chooses_its_image(scores: ScoreTab) -> None:
    chosen: list[str] = []
    scores.image_chosen.connect(chosen.append)
    place = scores._table.visualRect(scores._list.index(2, 0)).center()
    QTest.mouseClick(scores._table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["t10.png"]


def test_means_keep_the_kinds_apart() -> None:
    text = means_text(IMAGES)
    assert "Held out: mean Dice 0.600 of 2 images, 95 %:" in text
    assert "Trained on: mean Dice 0.950 of 2 images" in text
    assert "Not in the training" not in text
    assert "no labels" in means_text(IMAGES[2:3])


def test_the_histogram_counts_every_image_once() -> None:
    counts = dice_counts(IMAGES)
    assert {role: sum(row) for role, row in counts.items()} == {
        Role.HELD_OUT: 2,
        Role.TRAINED_ON: 2,
    }
    assert counts[Role.TRAINED_ON][-1] == 1  # a Dice of 1 is in the last step
    assert counts[Role.HELD_OUT][8] == counts[Role.HELD_OUT][16] == 1


def test_twenty_thousand_rows_are_sorted_at_once(scores: ScoreTab) -> None:
    many = [ranked(f"{n}.png", Role.NEW, (n * 7919 % 20_000) / 20_000) for n in range(20_000)]
    scores.show_images(many)
    began = time.perf_counter()
    scores._table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert time.perf_counter() - began < 0.5
    assert names(scores)[0] == "0.png"


def test_a_narrow_window_shows_the_table_first(qtbot: QtBot, scores: ScoreTab) -> None:
    assert scores._histogram.isVisible()
    scores.resize(360, 240)
    assert not scores._histogram.isVisible()
    qtbot.waitUntil(lambda: scores._table.width() > 300)
    table = scores._table
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    shown = [c for c in range(8) if not table.isColumnHidden(c)]
    assert shown == [0, 1, 2, 3, 7]
    assert table.columnWidth(0) > 70  # names first


def test_no_score_is_beyond_the_edge(qtbot: QtBot, scores: ScoreTab) -> None:
    name = "a-stack-of-the-second-animal-on-the-third-day-plane-0042.png"
    scores.show_images([ranked(f"{k}-{name}", Role.TRAINED_ON, 0.5) for k in range(40)])
    table = scores._table
    for width in (450, 730, 1200):
        scores.resize(width, 240)
        qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
        last = table.visualRect(table.model().index(0, 7))
        assert last.width() > 0
        assert last.right() <= table.viewport().width()
    assert scores._list.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == f"0-{name}"
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for column in range(3, 8):
        assert scores._list.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) == right
