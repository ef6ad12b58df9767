"""What a model predicted, and how that agrees with the labels."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot
from small_project import HEIGHT, WIDTH, small_project

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.label_class import ClassTable, LabelClass
from unet_studio.domain.message import say
from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.project import ImageRef, Project
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, read_mask, write_annotation
from unet_studio.workspace.background import Background
from unet_studio.workspace.predictions.result_scoring import compare, compare_masks, score_results
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet, Role, ShownResult
from unet_studio.workspace.predictions.results import Results


def card(
    classes: Sequence[tuple[int, str]] = ((1, "cell"),),
    held_out: Sequence[str] = (),
    trained_on: Sequence[str] = (),
) -> ModelCard:
    return ModelCard(
        "made-up",
        "auto",
        NetworkConfig(),
        tuple(LabelClass(i, name, "#112233") for i, name in classes),
        "per-image",
        0,
        held_out=tuple(held_out),
        trained_on=tuple(trained_on),
    )


def project_with(tmp_path: Path, *names: str) -> Project:
    return Project(tmp_path, tmp_path, tmp_path, ClassTable.of(names))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Four images: three labelled, the third of them held out; the fourth has no labels."""
    return small_project(tmp_path / "project", 4, labelled=3, held_out=["2.png"])


@pytest.fixture
def result_set(project: Project, tmp_path: Path) -> ResultSet:
    """Perfect masks of 0 and 2, an empty one of 1, a full one of 3."""
    made = ResultSet(
        card(held_out=["2.png"], trained_on=["0.png", "1.png"]), tmp_path / "out", True
    )
    for image in list_images(project):
        truth = read_mask(project, image)
        mask = np.ones((HEIGHT, WIDTH), np.uint8) if truth is None else truth
        if image.name == "1.png":
            mask = np.zeros_like(mask)
        path = tmp_path / "out" / image.name
        write_mask(path, mask, project.classes)
        made.images.append(ResultImage(image, path))
    return made


@pytest.fixture
def results(qtbot: QtBot, background: Background) -> Iterator[Results]:
    made = Results(background)
    yield made
    made.stop()


def test_classes_are_matched_by_name_whatever_their_ids(tmp_path: Path) -> None:
    project = project_with(tmp_path, "wall", "cell", "dust")
    model = card([(1, "cell"), (5, "wall"), (7, "unicorn")])
    truth = np.array([[1, 1, 2, 2, 0, 255]], np.uint8)
    mask = np.array([[5, 7, 1, 1, 7, 5]], np.uint8)
    found = compare_masks(model, project, mask, truth)
    assert list(found) == ["cell", "wall"]  # nothing of unicorns, nothing of dust
    assert found["cell"].dice == 1
    assert found["wall"].dice == pytest.approx(2 / 3)  # one of two; the ignored one is free
    assert found["wall"].precision == 1
    assert found["wall"].recall == 0.5


def test_an_id_that_means_another_class_here_is_no_hit(tmp_path: Path) -> None:
    project = project_with(tmp_path, "wall")
    everywhere_one = np.ones((4, 4), np.uint8)
    assert compare_masks(card([(1, "unicorn")]), project, everywhere_one, everywhere_one) == {}
    both = card([(1, "unicorn"), (2, "wall")])
    assert compare_masks(both, project, everywhere_one, everywhere_one)["wall"].dice == 0


def test_roles_come_from_the_card(result_set: ResultSet) -> None:
    names = ("0.png", "2.png", "3.png")
    assert [result_set.role(n) for n in names] == [Role.TRAINED_ON, Role.HELD_OUT, Role.NEW]
    foreign = replace(result_set, is_of_project=False)
    assert {foreign.role(n) for n in names} == {Role.NEW}


def test_comparing_one_image(project: Project, result_set: ResultSet) -> None:
    perfect, empty, _held_out, unlabelled = (
        compare(result_set, r, project) for r in result_set.images
    )
    assert perfect.scores["cell"].dice == 1
    assert perfect.role is Role.TRAINED_ON
    assert empty.scores["cell"].dice == 0
    assert unlabelled.scores == {}
    assert unlabelled.mask.min() == 1
    assert compare(result_set, result_set.images[0], None).scores == {}


def test_an_image_that_shows_nothing_found_wrongly_says_so(
    project: Project, result_set: ResultSet
) -> None:
    result = next(r for r in result_set.images if r.image.name == "2.png")
    assert not compare(result_set, result, project).is_one_sided
    drawn = replace(read_annotation(project, result.image), stated_extent=LabelExtent.PARTLY)
    write_annotation(project, result.image, drawn)
    shown = compare(result_set, result, project)
    assert shown.is_one_sided
    assert shown.scores["cell"].precision == 1
    result_set.take_scores(score_results(result_set, project))
    assert result_set.one_sided_count(Role.HELD_OUT) == 1
    assert result_set.one_sided_count(Role.TRAINED_ON) == 0


def test_a_mask_of_another_size_is_shown_without_scores(
    project: Project, result_set: ResultSet
) -> None:
    path = result_set.images[0].mask_path
    assert path is not None
    Image.fromarray(np.ones((5, 6), np.uint8)).save(path)
    shown = compare(result_set, result_set.images[0], project)
    assert shown.mask.shape == (5, 6)
    assert shown.scores == {}


def test_means_are_of_held_out_images_only(project: Project, result_set: ResultSet) -> None:
    result_set.take_scores(s for s in score_results(result_set, project) if s.scores)
    assert sorted(result_set.scores) == ["0.png", "1.png", "2.png"]
    assert result_set.count(Role.HELD_OUT) == 1
    assert result_set.count(Role.TRAINED_ON) == 2
    assert result_set.means(Role.HELD_OUT)["cell"].dice == 1
    assert result_set.means(Role.TRAINED_ON)["cell"].dice == 0.5
    assert result_set.means(Role.NEW) == {}
    assert result_set.mean_dice("1.png") == 0
    assert result_set.mean_dice("3.png") is None


def test_images_that_were_not_predicted_are_passed_over(
    project: Project, result_set: ResultSet
) -> None:
    image = result_set.images[0].image
    result_set.images[0] = ResultImage(image, None, say("test", "torn")())
    assert [scored.name for scored in score_results(result_set, project)] == [
        "2.png",
        "1.png",
        "3.png",
    ]


def test_labels_and_masks_that_cannot_be_read_do_not_stop_the_rest(
    project: Project, result_set: ResultSet
) -> None:
    (project.root / "0.json").write_text("{broken", encoding="utf-8")
    torn = result_set.images[1].mask_path
    assert torn is not None
    torn.write_bytes(b"torn")
    found = {s.name: s.scores for s in score_results(result_set, project)}
    assert (found["0.png"], found["1.png"]) == ({}, {})
    assert found["2.png"]["cell"].dice == 1
    shown = compare(result_set, result_set.images[0], project)
    assert shown.mask.any()
    assert shown.scores == {}


def test_only_the_result_asked_for_last_is_shown(
    qtbot: QtBot,
    results: Results,
    background: Background,
    result_set: ResultSet,
    project: Project,
) -> None:
    shown: list[ShownResult] = []
    results.shown.connect(shown.append)
    results.open(result_set)
    for result in result_set.images:
        results.show(project, result)
    qtbot.waitUntil(lambda: background.pending == 0)
    assert [s.result.image.name for s in shown] == ["3.png"]
    results.show(project, result_set.images[0])
    results.open(None)
    qtbot.waitUntil(lambda: background.pending == 0)
    assert len(shown) == 1


def test_what_cannot_be_shown_is_told(
    qtbot: QtBot, results: Results, result_set: ResultSet, project: Project
) -> None:
    told: list[str] = []
    results.show_failed.connect(lambda result, message: told.append(str(message)))
    failed = ResultImage(result_set.images[1].image, None, say("test", "torn")())
    result_set.images[1] = failed
    results.open(result_set)
    results.show(project, failed)
    assert told == ["torn"]
    mask = result_set.images[0].mask_path
    assert mask is not None
    mask.unlink()
    results.show(project, result_set.images[0])
    qtbot.waitUntil(lambda: len(told) == 2)
    assert str(mask) in told[1]


def test_everything_is_scored_off_the_gui_thread(
    qtbot: QtBot, results: Results, result_set: ResultSet, project: Project
) -> None:
    scored: list[str] = []
    results.scored.connect(scored.extend)
    results.open(result_set)
    results.score_all(project)
    qtbot.waitUntil(lambda: len(scored) == 4)
    assert sorted(result_set.scores) == ["0.png", "1.png", "2.png"]


def test_images_of_another_folder_are_not_compared(
    qtbot: QtBot, results: Results, result_set: ResultSet, project: Project
) -> None:
    foreign = replace(result_set, is_of_project=False)
    results.open(foreign)
    results.score_all(project)
    assert results._scoring is None
    assert compare(foreign, foreign.images[0], project).scores == {}


def test_adding_and_finding(results: Results, result_set: ResultSet) -> None:
    assert results.find("0.png") is None
    results.add(result_set.images[0])  # nothing is open: nowhere to put it
    results.open(replace(result_set, images=[]))
    assert results.find("0.png") is None
    results.add(result_set.images[0])
    assert results.find("0.png") is result_set.images[0]


def test_many_results_take_no_quadratic_time(results: Results, tmp_path: Path) -> None:
    names = [f"{n}.png" for n in range(20_000)]
    found = {"cell": ClassScores(0.5, 0.5, 0.5, 0.5)}
    results.open(
        ResultSet(card(trained_on=names), tmp_path, True, scores=dict.fromkeys(names, found))
    )
    start = time.perf_counter()
    for name in names:
        results.add(ResultImage(ImageRef(name, tmp_path / name), None))
        assert results.find(name) is not None
    assert results.current is not None
    assert results.current.count(Role.TRAINED_ON) == 20_000
    assert time.perf_counter() - start < 2  # seconds; a look through a list each time takes 10
