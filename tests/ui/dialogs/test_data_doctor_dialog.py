"""The verdict in Train mode and the dialog behind it, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from spoilt_projects import box, draw, fully, redraw, sound_project
from window_driver import WindowDriver

from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.message import say
from unet_studio.ui.actions import Mode
from unet_studio.ui.dialogs.data_doctor_dialog import DataDoctorDialog
from unet_studio.ui.dialogs.finding_card import FIRST_SPOTS, FindingCard
from unet_studio.ui.train.data_verdict import DataVerdict

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from unet_studio.app import Studio


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def click(widget: QWidget, text: str) -> None:
    button = next(b for b in widget.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_train_mode_tells_and_the_dialog_mends_and_leads_there(
    studio: Studio, tmp_path: Path
) -> None:
    project = sound_project(tmp_path / "p")
    draw(project, "2.png", box(50, 40, 1, 1))
    redraw(project, "3.png", fully())
    driver, window = WindowDriver(studio), studio.window
    studio.workspace.opening.open_folder(project.root)
    driver.wait_for_picture()
    window.set_mode(Mode.TRAIN)
    (verdict,) = window.rooms.train.panel.findChildren(DataVerdict)
    driver.wait_until(lambda: "2 things to look at" in said(verdict))
    QTest.mouseClick(verdict.findChild(QToolButton), Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(DataDoctorDialog)
    cards = dialog.findChildren(FindingCard)
    assert [card.finding.key for card in cards] == ["slivers", "empty-labels"]

    link = next(label for label in cards[0].findChildren(QLabel) if "<a" in label.text())
    link.linkActivated.emit("0")
    driver.wait_until(lambda: window.mode is Mode.LABEL)
    assert studio.workspace.image.name == "2.png"
    assert len(studio.workspace.document.selection) == 1
    assert window.label_view.canvas.viewport.scale > 4

    click(cards[0], "Delete the slivers")
    driver.wait_until(lambda: [f.key for f in studio.workspace.doctor.told] == ["empty-labels"])
    driver.wait_until(lambda: not studio.workspace.task.is_running)
    click(dialog.findChildren(FindingCard)[-1], "It is right so")
    driver.wait_until(lambda: "Nothing to complain of" in said(dialog))
    click(dialog, "Show the 1 that you found right")
    driver.wait_until(lambda: "1 thing to look at" in said(dialog))
    click(dialog, "Close")
    driver.wait_until(lambda: not window.findChildren(DataDoctorDialog))


def test_the_list_says_why_it_is_empty(studio: Studio, tmp_path: Path) -> None:
    project = sound_project(tmp_path / "p")
    driver, window = WindowDriver(studio), studio.window
    studio.workspace.opening.open_folder(project.root)
    driver.wait_for_picture()
    window.set_mode(Mode.TRAIN)
    (verdict,) = window.rooms.train.panel.findChildren(DataVerdict)
    QTest.mouseClick(verdict.findChild(QToolButton), Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(DataDoctorDialog)
    driver.wait_until(lambda: "Nothing found" in said(dialog))
    count = len(studio.workspace.images)
    assert f"Images looked at: {count}." in said(dialog)
    ask = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Ask the model")
    assert not ask.isEnabled()
    assert "Needs a model" in ask.toolTip()
    seen: list[str] = []
    studio.workspace.doctor.changed.connect(lambda: seen.append(said(dialog)))
    click(dialog, "Check again")
    driver.wait_until(lambda: not studio.workspace.doctor.is_checking)
    assert "Looking at the images" in seen[0]
    assert any(f"Done: {count} of {count}" in text for text in seen)
    assert "Nothing found" in said(dialog)
    dialog.close()


def test_an_image_that_cannot_be_read_is_led_to_as_well(studio: Studio, tmp_path: Path) -> None:
    project = sound_project(tmp_path / "p")
    (tmp_path / "p" / "torn.png").write_bytes(b"\x89PNG torn")
    driver, window = WindowDriver(studio), studio.window
    studio.workspace.opening.open_folder(project.root)
    driver.wait_for_picture()
    window.set_mode(Mode.TRAIN)
    studio.workspace.doctor.show(Spot("torn.png"))
    driver.wait_until(lambda: window.mode is Mode.LABEL)
    assert studio.workspace.image.name == "torn.png"


def test_a_place_in_a_picture_of_another_size_is_looked_at(studio: Studio, tmp_path: Path) -> None:
    project = sound_project(tmp_path / "p")
    Image.new("L", (400, 300), 90).save(tmp_path / "p" / "large.png")
    driver = WindowDriver(studio)
    studio.workspace.opening.open_folder(project.root)
    driver.wait_for_picture()
    _ = studio.window.rooms.train
    canvas = studio.window.label_view.canvas
    told: list[Spot] = []
    studio.workspace.doctor.spot_reached.connect(told.append)
    studio.workspace.doctor.show(Spot("large.png", (300.0, 200.0, 320.0, 210.0)))
    driver.wait_until(lambda: told)
    driver.wait_until(lambda: canvas.viewport.scale > 4)
    driver.pause(0.1)
    assert canvas.viewport.scale > 4
    left, top, right, bottom = canvas.viewport.visible_box()
    assert left < 300 < 320 < right
    assert top < 200 < 210 < bottom


def finding(level: Level, spots: int) -> Finding:
    places = tuple(Spot(f"<{n}>.png") for n in range(spots))
    return Finding(level, say("t", "Hm")(), say("t", "Do")(), key="k", spots=places)


def test_names_are_links_the_first_few_at_once_and_all_on_request(qtbot: QtBot) -> None:
    card = FindingCard(finding(Level.WARNING, FIRST_SPOTS + 5))
    qtbot.addWidget(card)
    card.show()
    assert said(card).count("&lt;") == FIRST_SPOTS  # names are no HTML
    assert "and 5 more" in said(card)
    chosen: list[Spot] = []
    card.spot_chosen.connect(chosen.append)
    label = next(label for label in card.findChildren(QLabel) if "<a" in label.text())
    label.linkActivated.emit("more")
    assert said(card).count("&lt;") == FIRST_SPOTS + 5
    label.linkActivated.emit(str(FIRST_SPOTS + 4))
    assert chosen == [card.finding.spots[-1]]


def test_a_problem_cannot_be_waved_through(qtbot: QtBot) -> None:
    card = FindingCard(finding(Level.PROBLEM, 1))
    qtbot.addWidget(card)
    assert not card.findChildren(QPushButton)


def test_the_verdict_counts(qtbot: QtBot) -> None:
    verdict = DataVerdict()
    qtbot.addWidget(verdict)
    verdict.show()
    problem, hint = finding(Level.PROBLEM, 1), finding(Level.HINT, 1)
    for findings, words in [
        (None, "not checked yet"),
        ([], "nothing to complain of"),
        ([hint], "1 thing to look at"),
        ([hint, hint], "2 things to look at"),
        ([problem], "1 problem"),
        ([problem, problem], "2 problems"),
        ([problem, problem, hint], "2 problems, 1 thing to"),
    ]:
        verdict.show_verdict(findings, is_checking=False)
        assert words in said(verdict)
    verdict.show_verdict(None, is_checking=True, done=3, total=9)
    assert "3 of 9" in said(verdict)
