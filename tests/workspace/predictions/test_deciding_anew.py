"""Deciding masks otherwise, in the image in view and then in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from models_looked_at import STARTER, look

from unet_studio.domain.decision import USUAL_DECISION, Decision
from unet_studio.imaging.deciding import decided_mask
from unet_studio.storage.founding.sample_project import write_sample
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.predictions.prediction_report import read_report
from unet_studio.storage.predictions.probability_file import read_probabilities
from unet_studio.storage.predictions.redeciding import decision_of
from unet_studio.workspace.predictions.result_set import Role

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.predictions.result_set import ShownResult
    from unet_studio.workspace.workspace import Workspace

MORE = Decision(bias={"mitochondrion": 4.0})
NAMES = [f"cells-0{n}.png" for n in (1, 2, 4, 5)]  # the third one is held out


@pytest.fixture
def predicted(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Workspace:
    """Some images of the sample project, predicted and scored."""
    project = write_sample(tmp_path / "sample")
    workspace.opening.open_project(project.root)
    qtbot.waitUntil(lambda: workspace.project is not None)
    prediction = workspace.prediction
    look(qtbot, workspace.models, STARTER)
    images = [i for i in workspace.images if i.name in NAMES]
    assert workspace.project is not None
    prediction.predict_project(workspace.project, images)
    results = prediction.results
    qtbot.waitUntil(lambda: len(results.current.scores) == 4, timeout=60_000)
    qtbot.waitUntil(lambda: not results.is_scoring)
    return workspace


@pytest.fixture
def shown(predicted: Workspace) -> list[ShownResult]:
    found: list[ShownResult] = []
    predicted.prediction.results.shown.connect(found.append)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(p): p.read_bytes()
        for k in ("masks", "overlays", "drafts")
        for p in (folder / k).iterdir()
    }


def test_the_image_in_view_follows_and_its_files_stay(
    qtbot: QtBot, predicted: Workspace, shown: list[ShownResult]
) -> None:
    results, deciding = predicted.prediction.results, predicted.deciding
    before = files(results.current.folder)
    scores = {n: results.current.mean_dice(n) for n in NAMES}
    predicted.prediction.show(NAMES[2])
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert shown[0].can_decide
    assert deciding.state.is_for_all

    deciding.decide(MORE)
    assert not deciding.state.is_for_all
    qtbot.waitUntil(lambda: shown[-1].decision == MORE)
    found = read_probabilities(results.current.folder / "probabilities" / "cells-04.tif")
    assert np.array_equal(shown[-1].mask, decided_mask(found, MORE, results.current.card.classes))
    assert shown[-1].scores["mitochondrion"] != shown[0].scores["mitochondrion"]
    qtbot.waitUntil(
        lambda: all(results.current.mean_dice(n) != scores[n] for n in NAMES)
    )  # all of them follow
    assert files(results.current.folder) == before

    deciding.reset()
    qtbot.waitUntil(lambda: shown[-1].decision == USUAL_DECISION)
    assert np.array_equal(shown[-1].mask, shown[0].mask)


def test_of_many_wishes_the_last_one_counts(
    qtbot: QtBot, predicted: Workspace, shown: list[ShownResult]
) -> None:
    predicted.prediction.show(NAMES[0])
    for step in range(40):
        predicted.deciding.decide(Decision(min_area_px=step))
    qtbot.waitUntil(lambda: bool(shown) and shown[-1].decision.min_area_px == 39)
    assert len(shown) < 10  # the others were never computed


def test_another_image_is_decided_alike(
    qtbot: QtBot, predicted: Workspace, shown: list[ShownResult]
) -> None:
    predicted.deciding.decide(MORE)
    predicted.prediction.show(NAMES[1])
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[-1].decision == MORE


def test_without_probabilities_the_mask_in_the_folder_is_shown(
    qtbot: QtBot, predicted: Workspace, shown: list[ShownResult]
) -> None:
    folder = predicted.prediction.results.current.folder
    (folder / "probabilities" / "cells-01.tif").unlink()
    predicted.deciding.decide(MORE)
    predicted.prediction.show(NAMES[0])
    qtbot.waitUntil(lambda: bool(shown))
    assert not shown[-1].can_decide
    assert shown[-1].decision == USUAL_DECISION
    assert np.array_equal(shown[-1].mask, read_mask(folder / "masks" / "cells-01.png"))


def test_for_all_images_and_remembered(
    qtbot: QtBot, predicted: Workspace, notices: list[Notice]
) -> None:
    results, deciding = predicted.prediction.results, predicted.deciding
    folder, before = results.current.folder, files(results.current.folder)
    deciding.decide(MORE)
    with qtbot.waitSignal(deciding.rewritten, timeout=30_000):
        deciding.use_for_all()
    after = files(folder)
    assert after.keys() == before.keys()
    assert all(after[path] != content for path, content in before.items())
    assert deciding.state.is_for_all
    assert results.current.decision == decision_of(read_report(folder)) == MORE
    assert "4 masks" in str(notices[-1].message)

    images = [r.image for r in results.current.images]
    predicted.prediction.predict_project(predicted.project, images)  # as after a new start
    assert results.decision == MORE
    assert deciding.state.decision == MORE


def test_stopped_half_way_each_image_shows_its_own_file(
    qtbot: QtBot, predicted: Workspace, shown: list[ShownResult]
) -> None:
    results, deciding = predicted.prediction.results, predicted.deciding
    deciding.decide(MORE)
    predicted.task.changed.connect(lambda: predicted.task.done >= 1 and predicted.task.cancel())
    with qtbot.waitSignal(deciding.rewritten):  # some of them are
        deciding.use_for_all()
    current = results.current
    for image in current.images:
        found = read_probabilities(current.path_of(image, "probabilities"))
        decision = current.decision_of(image.image.name)
        expected = decided_mask(found, decision, current.card.classes)
        assert np.count_nonzero(read_mask(image.mask_path) != expected) < 5
    assert not deciding.state.is_for_all or len(current.decisions) == 0


def test_the_best_is_found_on_images_that_were_learnt_from(
    qtbot: QtBot, predicted: Workspace, notices: list[Notice]
) -> None:
    results, deciding = predicted.prediction.results, predicted.deciding
    deciding.decide(Decision(bias={"mitochondrion": 6.0}, min_area_px=5))
    old = results.current.means(Role.TRAINED_ON)["mitochondrion"].dice
    qtbot.waitUntil(lambda: results.current.means(Role.TRAINED_ON)["mitochondrion"].dice != old)
    worse = results.current.means(Role.TRAINED_ON)["mitochondrion"].dice
    held_out = results.current.path_of(results.find(NAMES[2]), "probabilities")
    held_out.unlink()  # what is held out is not looked at
    deciding.find_best()
    qtbot.waitUntil(lambda: any("before" in str(n.message) for n in notices), timeout=30_000)
    assert results.decision.bias.get("mitochondrion", 0.0) < 3
    assert results.decision.min_area_px == 5  # and that alone was looked for
    assert results.current.means(Role.TRAINED_ON)["mitochondrion"].dice > worse


def test_with_nothing_to_learn_from_it_says_why(
    qtbot: QtBot, predicted: Workspace, tmp_path: Path
) -> None:
    assert predicted.deciding.state.why_not_best is None
    predicted.prediction.results.current.scores = {}
    assert "trained on" in str(predicted.deciding.state.why_not_best)
    predicted.prediction.results.open(None)
    assert predicted.deciding.state.classes == ()
    predicted.deciding.decide(MORE)
    predicted.deciding.use_for_all()
    assert predicted.deciding.state.decision == USUAL_DECISION
