"""Predicting with the models at hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from models_looked_at import STARTER, look
from pytestqt.qtbot import QtBot
from small_project import small_project, write_image

from unet_studio.domain.message import say
from unet_studio.domain.project import Project
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.runs.model_file import read_card
from unet_studio.workspace.background import Background
from unet_studio.workspace.models.model_shelf import shelved_models
from unet_studio.workspace.models.models_at_hand import ModelsAtHand
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.predictions.prediction import Prediction, told_of
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet, Role
from unet_studio.workspace.task import Task


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Small pictures under the names the starter model knows."""
    names = [f"cells-0{n}.png" for n in (1, 4, 8, 9)]
    return small_project(tmp_path / "project", names, labelled=3, classes=["membrane"])


@pytest.fixture
def prediction(qtbot: QtBot, background: Background, project: Project) -> Iterator[Prediction]:
    task, models = Task(), ModelsAtHand(background)
    made = Prediction(background, task, models)
    made.set_project(project)
    models.set_project(project)
    look(qtbot, models, STARTER)
    yield made
    task.close()
    made.results.stop()


@pytest.fixture
def told(prediction: Prediction) -> list[Notice]:
    notices: list[Notice] = []
    prediction.noticed.connect(notices.append)
    return notices


def test_the_shelf_has_the_starter_and_reports_what_is_no_model(
    project: Project, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(b"nothing")
    models, problems, _best = shelved_models(project, [bad])
    assert [(m.name, m.is_own) for m in models] == [("starter", False)]
    assert len(problems) == 1
    assert "bad.safetensors" in str(problems[0])


def test_own_models_come_first_under_the_name_of_their_run(project: Project) -> None:
    run = project.root / "runs" / "2026-11-21-1432-auto"
    run.mkdir(parents=True)
    (run / "best.safetensors").write_bytes(STARTER.read_bytes())
    models = shelved_models(project).models
    assert [(m.name, m.is_own) for m in models] == [
        ("2026-11-21-1432-auto", True),
        ("starter", False),
    ]


def test_predicting_a_project_image_by_image_with_one_that_cannot_be_read(
    qtbot: QtBot, prediction: Prediction, project: Project, told: list[Notice]
) -> None:
    images = list_images(project)
    images[0].path.write_bytes(b"torn")
    counts: list[int] = []
    results = prediction.results
    results.added.connect(lambda: counts.append(len(results.current.images)))  # type: ignore[union-attr]
    scored: list[str] = []
    results.scored.connect(scored.extend)
    prediction.predict_project(project, images)
    assert results.current is not None
    assert results.current.images == []
    qtbot.waitUntil(lambda: bool(told) and len(scored) == 3, timeout=30_000)
    assert counts == [1, 2, 3, 4]
    (notice,) = told
    assert notice.severity is Severity.WARNING
    assert "3 images are predicted, 1 could not be" in str(notice.message)
    assert notice.details.startswith("cells-01.png: ")
    torn, *good = results.current.images
    assert torn.mask_path is None
    assert torn.problem is not None
    for result in good:
        assert result.mask_path is not None
        assert read_mask(result.mask_path).shape == (48, 64)
    out = project.root / "predictions" / "starter"
    assert sorted(p.name for p in (out / "overlays").iterdir()) == [
        "cells-04.png", "cells-08.png", "cells-09.png",
    ]  # fmt: skip
    assert results.current.role("cells-08.png") is Role.HELD_OUT
    assert results.current.count(Role.HELD_OUT) == 2
    assert set(results.current.scores["cells-04.png"]) == {"membrane"}


def test_showing_one_result_brings_picture_and_mask(
    qtbot: QtBot, prediction: Prediction, project: Project, told: list[Notice]
) -> None:
    prediction.predict_project(project, list_images(project)[:1])
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    signals = [prediction.pictures.loaded, prediction.results.shown]
    with qtbot.waitSignals(signals):
        prediction.show("cells-01.png")


def test_a_folder_is_predicted_into_the_project(
    qtbot: QtBot, prediction: Prediction, project: Project, told: list[Notice], tmp_path: Path
) -> None:
    for name in ("图像 2.png", "图像 10.png"):
        write_image(tmp_path / "new ones" / name)
    prediction.predict_folder(tmp_path / "new ones")
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    current = prediction.results.current
    assert current is not None
    assert [r.image.name for r in current.images] == ["图像 2.png", "图像 10.png"]
    masks = project.root / "predictions" / "starter" / "new ones" / "masks"
    assert sorted(p.name for p in masks.iterdir()) == ["图像 10.png", "图像 2.png"]
    assert current.role("图像 2.png") is Role.NEW
    assert current.scores == {}


def test_a_folder_without_images_is_told(
    qtbot: QtBot, prediction: Prediction, told: list[Notice], tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    prediction.predict_folder(tmp_path / "empty")
    qtbot.waitUntil(lambda: bool(told))
    assert "no image" in str(told[0].message)
    prediction.predict_folder(tmp_path / "gone")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].severity is Severity.ERROR
    assert "gone" in str(told[1].message)
    assert prediction.results.current is None


def test_another_project_closes_the_results(
    qtbot: QtBot, prediction: Prediction, project: Project, told: list[Notice], tmp_path: Path
) -> None:
    prediction.predict_project(project, list_images(project))
    other = small_project(tmp_path / "other", 1)
    prediction.set_project(other)
    qtbot.waitUntil(lambda: not prediction._task.is_running, timeout=30_000)
    assert prediction.results.current is None
    assert not told


@pytest.fixture
def predicted(qtbot: QtBot, prediction: Prediction, project: Project) -> ResultSet:
    """All is predicted, by a program that was closed then."""
    with qtbot.waitSignal(prediction.noticed, timeout=60_000):
        prediction.predict_project(project, list_images(project))
    found = prediction.results.current
    assert found is not None
    prediction.set_project(project)
    assert prediction.results.current is None
    return found


def test_failures_and_doubts_are_told_in_one_notice(project: Project) -> None:
    """A second notice would cover the first, and nobody would read why images failed."""
    first, second, third, _ = list_images(project)
    text = say("tests", "{reason}")
    images = [
        ResultImage(first, None, text(reason="torn")),
        ResultImage(second, first.path, unlike=(text(reason="much darker"),)),
        ResultImage(third, first.path),
    ]
    notice = told_of(ResultSet(read_card(STARTER), project.root, is_of_project=True, images=images))
    assert notice.severity is Severity.WARNING
    assert "2 images are predicted, 1 could not be" in str(notice.message)
    failure, doubt, reason = notice.details.splitlines()
    assert failure == "cells-01.png: torn"
    assert "1 of 3 images is unlike the training images: check it first" in doubt
    assert reason == "cells-04.png: much darker"


def test_earlier_predictions_are_there_again(
    qtbot: QtBot, prediction: Prediction, predicted: ResultSet
) -> None:
    with qtbot.waitSignal(prediction.results.reset):
        prediction.reopen()
    again = prediction.results.current
    assert again is not None
    assert again.images == predicted.images
    assert (again.folder, again.decision) == (predicted.folder, predicted.decision)
    qtbot.waitUntil(lambda: again.scores.keys() == predicted.scores.keys())
    prediction.reopen()
    assert prediction.results.current is again


def test_what_is_no_longer_true_is_not_reopened(
    qtbot: QtBot, prediction: Prediction, predicted: ResultSet, project: Project
) -> None:
    changed, gone, *kept = predicted.images
    write_image(changed.image.path, at=20)
    assert gone.mask_path is not None
    gone.mask_path.unlink()
    with qtbot.waitSignal(prediction.results.reset):
        prediction.reopen()
    again = prediction.results.current
    assert again is not None
    assert again.images == kept


def test_masks_of_another_model_are_not_reopened(
    prediction: Prediction, predicted: ResultSet, qtbot: QtBot
) -> None:
    report = predicted.folder / "report.json"
    report.write_text(report.read_text().replace("starter@", "starter@0"))
    prediction.reopen()
    qtbot.waitUntil(lambda: not prediction._background.pending)
    assert prediction.results.current is None
