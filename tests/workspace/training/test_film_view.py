"""The film of a run, read and drawn off the GUI thread; and earlier runs."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from small_project import small_project

from unet_studio.domain.film import Film, FilmImage
from unet_studio.domain.label_class import ClassTable
from unet_studio.storage.runs.film import FILM, FilmWriter
from unet_studio.storage.runs.run_folder import append_metrics, new_run
from unet_studio.workspace.background import Background
from unet_studio.workspace.training.earlier_runs import EarlierRuns
from unet_studio.workspace.training.film_view import FilmPictures, FilmView


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background(1, "film")
    yield made
    made.close()


def film_in(run: Path) -> FilmWriter:
    classes = tuple(ClassTable.of(["cell"]))
    film = Film((FilmImage("a", 0, 0, 20, 10), FilmImage("b", 0, 0, 8, 12)), classes, True)
    shapes = [(i.height, i.width) for i in film.images]
    return FilmWriter(
        run,
        film,
        [np.full((*shape, 3), 100, np.uint8) for shape in shapes],
        [np.ones(shape, np.uint8) for shape in shapes],
    )


def masks(value: int) -> list[np.ndarray]:
    return [np.full((10, 20), value, np.uint8), np.full((12, 8), value, np.uint8)]


def test_frames_are_drawn_with_the_label_beside_them(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    writer = film_in(tmp_path)
    writer.add(0, 0.1, masks(0))
    view = FilmView(background)
    drawn: list[FilmPictures] = []
    view.drawn.connect(drawn.append)
    view.draw(0)  # nothing is shown yet
    view.show_run(tmp_path)
    qtbot.waitUntil(lambda: view.film is not None)
    view.draw(0)
    qtbot.waitUntil(lambda: len(drawn) == 1)
    assert [(p.width(), p.height()) for p in drawn[0].predictions] == [(20, 10), (8, 12)]
    assert drawn[0].predictions[0].pixelColor(10, 5).name() == "#646464"  # background: as it is
    assert drawn[0].labels[0].pixelColor(10, 5).name() != "#646464"

    writer.add(5, 0.2, masks(1))
    view.read_again()
    qtbot.waitUntil(lambda: len(view.film.frames) == 2)
    for frame in (0, 1, 0, 1):  # in a hurry: the last one wins
        view.draw(frame)
    qtbot.waitUntil(lambda: drawn[-1].frame == 1)
    assert drawn[-1].predictions[0] == drawn[-1].labels[0]
    view.show_run(None)
    assert view.film is None


def test_a_damaged_frame_does_not_stop_the_others(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    writer = film_in(tmp_path)
    for step in (0, 1):
        writer.add(step, 0.1, masks(0))
    (tmp_path / FILM / writer.film.frames[0].file).write_bytes(b"none")
    view = FilmView(background)
    drawn: list[FilmPictures] = []
    view.drawn.connect(drawn.append)
    view.show_run(tmp_path)
    qtbot.waitUntil(lambda: view.film is not None)
    view.draw(0)
    view.draw(1)
    qtbot.waitUntil(lambda: bool(drawn))
    assert [pictures.frame for pictures in drawn] == [1]


def test_an_earlier_run_is_listed_and_its_curves_are_read(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "project", 1)
    run = new_run(project, "auto")
    row = {"epoch": 0, "elapsed_s": 1.0, "train_loss": 0.5}
    append_metrics(run, {"step": 1, **row, "validation_loss": None, "dice cell": None})
    append_metrics(run, {"step": 2, **row, "validation_loss": 0.4, "dice cell": 0.7})
    runs = EarlierRuns(background)
    runs.look(project)
    qtbot.waitUntil(lambda: len(runs.runs) == 1)
    with qtbot.waitSignal(runs.shown_changed):
        runs.show(runs.runs[0].path)
    assert runs.shown == run
    assert runs.history.curves.steps == [1, 2]
    assert runs.history.curves.validation_steps == [2]
    assert runs.history.curves.dice == {"cell": [0.7]}
    runs.show(None)
    assert runs.shown is None
    assert not runs.history.curves.steps
    runs.look(None)
    assert runs.runs == []
