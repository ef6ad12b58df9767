"""The image browser: list, search, filter, keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QListView, QToolButton
from pytestqt.qtbot import QtBot
from small_project import write_image

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.message import say
from unet_studio.domain.project import ImageRef
from unet_studio.ui.browser.browser import Browser
from unet_studio.ui.item_models.image_list import ImageListModel, ImageRole
from unet_studio.ui.item_models.image_order import ListWish, SortKey
from unet_studio.ui.item_models.image_status import (
    ImageStatus,
    StatusFilter,
    filter_text,
    status_text,
)
from unet_studio.workspace.background import Background
from unet_studio.workspace.view.thumbnails import Thumbnails

NAMES = ["Cell 1.png", "cell 2.png", "图像 1.png", "sub folder/cell 3.tif", "wall.png"]
STATES = {
    "Cell 1.png": ImageStatus(LabelExtent.FULLY),
    "cell 2.png": ImageStatus(LabelExtent.PARTLY, is_held_out=True),
    "图像 1.png": ImageStatus(LabelExtent.UNLABELLED),
    "wall.png": ImageStatus(problem=say("test", "The file is\ntorn.")()),
}


class Bench:
    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.pool = Background(1, "test")
        self.thumbnails = Thumbnails(self.pool)
        self.states = dict(STATES)
        self.model = ImageListModel(
            self.thumbnails, lambda name: self.states.get(name, ImageStatus())
        )
        self.images = [ImageRef(name, write_image(folder / name)) for name in NAMES]
        self.model.set_images(self.images)
        self.browser = Browser()
        qtbot.addWidget(self.browser)
        self.browser.set_source(self.model)
        self.browser.resize(260, 600)
        self.browser.show()
        self.chosen: list[str] = []
        self.browser.image_chosen.connect(lambda image: self.chosen.append(image.name))
        self.list = self.browser.findChild(QListView)
        self.search = self.browser.findChild(QLineEdit)

    def shown(self) -> list[str]:
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def click_chips(self, *kinds: StatusFilter) -> None:
        for kind in kinds:
            (chip,) = [
                b
                for b in self.browser.findChildren(QToolButton)
                if b.accessibleName().startswith(filter_text(kind))
            ]
            self.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.list, key)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    made = Bench(qtbot, tmp_path)
    yield made
    made.pool.close()


def test_the_model_keeps_qts_rules(bench: Bench) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(bench.model, mode)
    for wish in (
        ListWish("cell"),
        ListWish(kinds=frozenset({StatusFilter.FULLY, StatusFilter.PARTLY})),
        ListWish(sort=SortKey.STATE, is_reversed=True),
        ListWish(by_folder=True),
        ListWish(by_folder=True, folded=frozenset({"folder:sub folder"})),
        ListWish(),
    ):
        bench.model.set_wish(wish)
    bench.model.refresh(["Cell 1.png", "gone.png"])
    bench.model.update_images([*bench.images[:2], bench.images[3]])
    assert bench.shown() == [NAMES[0], NAMES[1], NAMES[3]]
    bench.model.set_images(bench.images[:2])
    assert bench.model.rowCount() == 2
    tester.deleteLater()


@pytest.mark.parametrize(("known", "count"), [(None, "1"), (["Cell 1.png"], "1"), ([], "0")])
def test_chips_count_what_is_known_when_a_project_opens(
    bench: Bench, known: list[str] | None, count: str
) -> None:
    bench.model.set_images(bench.images, known)
    (chip,) = [
        b
        for b in bench.browser.findChildren(QToolButton)
        if b.accessibleName().startswith(filter_text(StatusFilter.FULLY))
    ]
    assert chip.text() == count


def test_images_that_arrive_are_added_and_leave_the_current_one_alone(bench: Bench) -> None:
    first, *rest = bench.images
    bench.model.set_images([first])
    bench.browser.show_current(first.name)
    resets: list[bool] = []
    bench.model.modelReset.connect(lambda: resets.append(True))
    QAbstractItemModelTester(bench.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    bench.model.add_images([])
    bench.model.add_images(rest[:2])
    bench.model.add_images(rest[2:])
    assert bench.shown() == [image.name for image in bench.images]
    assert bench.list.currentIndex().data() == first.name
    assert bench.model.row_of(rest[-1].name) == len(rest)
    assert not resets


def test_rows_tell_name_reference_and_status(bench: Bench) -> None:
    index = bench.model.index(2)
    assert index.data() == "图像 1.png"
    assert index.data(ImageRole.REF) == bench.images[2]
    assert index.data(ImageRole.STATUS) == STATES["图像 1.png"]
    assert str(bench.images[2].path) in index.data(Qt.ItemDataRole.ToolTipRole)
    assert bench.model.row_of("wall.png") == 4
    assert bench.model.row_of("gone.png") is None


def test_an_unreadable_image_gets_a_badge_when_its_thumbnail_fails(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.thumbnails.clear()
    bench.images[0].path.write_bytes(b"torn")
    bench.model.index(0).data(Qt.ItemDataRole.DecorationRole)
    qtbot.waitUntil(lambda: bench.model.index(0).data(ImageRole.STATUS).problem is not None)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", NAMES),
        ("CELL", [NAMES[0], NAMES[1], NAMES[3]]),
        ("cell 3", [NAMES[3]]),
        ("tif sub", [NAMES[3]]),
        ("图像", [NAMES[2]]),
        ("nothing like it", []),
    ],
)
def test_searching_wants_all_words_in_any_order_and_case(
    bench: Bench, qtbot: QtBot, words: str, found: list[str]
) -> None:
    bench.search.setText(words)
    assert bench.shown() == found


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ([], NAMES),
        ([StatusFilter.UNLABELLED], [NAMES[2]]),
        ([StatusFilter.FULLY], [NAMES[0]]),
        ([StatusFilter.FULLY, StatusFilter.PARTLY], [NAMES[0], NAMES[1]]),
        ([StatusFilter.HELD_OUT], [NAMES[1]]),
        ([StatusFilter.PROBLEM], [NAMES[4]]),
    ],
)
def test_filtering_by_state(bench: Bench, kinds: list[StatusFilter], found: list[str]) -> None:
    bench.click_chips(*kinds)
    assert bench.shown() == found


def test_the_keyboard_walks_the_list(bench: Bench) -> None:
    bench.browser.show_current("Cell 1.png")
    assert bench.chosen == []  # following is not choosing
    bench.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert bench.chosen == ["cell 2.png", "图像 1.png"]
    bench.press(Qt.Key.Key_End, Qt.Key.Key_Home)
    assert bench.chosen[2:] == ["wall.png", "Cell 1.png"]


def test_steps_stay_within_what_is_shown(bench: Bench) -> None:
    bench.search.setText("cell")
    bench.browser.show_current("cell 2.png")
    bench.browser.step(1)
    assert bench.chosen == ["sub folder/cell 3.tif"]
    bench.browser.step(1)
    bench.browser.step(-1)
    bench.browser.step(-1)
    bench.browser.step(-1)
    assert bench.chosen[1:] == ["cell 2.png", "Cell 1.png"]
    bench.search.setText("nothing like it")
    bench.browser.step(1)
    assert len(bench.chosen) == 3


def test_control_f_and_typing_search(bench: Bench, qtbot: QtBot) -> None:
    bench.browser.activateWindow()
    qtbot.keyClick(bench.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(bench.search.hasFocus)
    qtbot.keyClicks(bench.search, "wall")
    assert bench.shown() == ["wall.png"]


def test_a_state_that_changes_moves_the_image_in_and_out_of_the_filter(bench: Bench) -> None:
    bench.click_chips(StatusFilter.FULLY, StatusFilter.PARTLY)
    bench.states["图像 1.png"] = ImageStatus(LabelExtent.FULLY)
    bench.model.refresh(["图像 1.png"])
    labelled = ["Cell 1.png", "cell 2.png", "图像 1.png"]
    bench.qtbot.waitUntil(lambda: bench.shown() == labelled)
    bench.states["Cell 1.png"] = ImageStatus(LabelExtent.UNLABELLED)
    bench.model.refresh(["Cell 1.png"])
    bench.qtbot.waitUntil(lambda: bench.shown() == labelled[1:])


def test_rows_are_painted_with_thumbnails_and_badges(bench: Bench, qtbot: QtBot) -> None:
    def picture() -> bytes:
        return bytes(bench.list.grab().toImage().constBits())

    before = picture()
    for image in bench.images:
        qtbot.waitUntil(lambda i=image: bench.thumbnails.get(i) is not None)
    with_thumbnails = picture()
    assert with_thumbnails != before
    bench.states["Cell 1.png"] = ImageStatus(LabelExtent.PARTLY, score=0.5)
    bench.model.refresh(["Cell 1.png"])
    assert picture() != with_thumbnails


def test_the_status_in_words() -> None:
    assert status_text(ImageStatus()) == ""
    assert status_text(STATES["cell 2.png"]) == "partly labelled · held out"
    assert status_text(STATES["wall.png"]) == "The file is\ntorn."
    scored = ImageStatus(LabelExtent.FULLY, is_held_out=True, score=0.98765)
    assert status_text(scored) == "Dice 0.988 · held out"


def test_a_list_made_anew_does_not_hear_of_the_old_one(bench: Bench, qtbot: QtBot) -> None:
    """As when the window is made anew in another language while thumbnails arrive."""
    old = ImageListModel(bench.thumbnails, lambda _name: ImageStatus())
    old.set_images(bench.images)
    with qtbot.waitSignal(old.destroyed):
        old.deleteLater()
    bench.thumbnails.arrived.emit("wall.png")


def test_other_images_while_some_are_selected(bench: Bench) -> None:
    bench.list.setCurrentIndex(bench.model.index(3, 0))
    bench.list.selectAll()
    bench.model.set_images([])
    assert bench.shown() == []
    bench.model.set_images(bench.images[:2])
    assert bench.shown() == NAMES[:2]
