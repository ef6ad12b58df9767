from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_project import small_project

from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import CrossValidation
from unet_studio.storage.project.project_file import read_project
from unet_studio.storage.runs.model_file import read_card, read_model, write_model
from unet_studio.workspace.training.training_run import TrainingWish
from unet_studio.workspace.training.training_start import says_ready

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.models.model_shelf import ShelvedModel
    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def _copied(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", 5, labelled=5)
    shutil.copy(project.root / "4.png", project.root / "0.png")
    with qtbot.waitSignal(workspace.states.completed):
        assert workspace.opening.open_project(project.root)


def held_out(workspace: Workspace) -> frozenset[str]:
    assert workspace.project is not None
    return workspace.project.held_out


def test_images_are_compared_before_some_are_held_out(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.training_start.choose_split_once()
    assert not held_out(workspace)  # nothing was read on the GUI thread
    qtbot.waitUntil(lambda: bool(held_out(workspace)))
    assert len(held_out(workspace) & {"0.png", "4.png"}) in (0, 2)
    assert read_project(workspace.project.root).held_out == held_out(workspace)  # type: ignore[union-attr]


def test_closing_while_images_are_compared_leaves_no_thread(workspace: Workspace) -> None:
    workspace.training_start.choose_split_once()
    workspace.training_start.stop()
    assert not held_out(workspace)


def test_what_a_training_holds_out_is_known_in_the_window(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.training_start.start(TrainingWish(minutes=0.02, device="cpu"))
    assert not held_out(workspace)
    qtbot.waitUntil(lambda: bool(held_out(workspace)), timeout=30_000)
    qtbot.waitUntil(lambda: not workspace.training.is_running, timeout=60_000)
    assert read_project(workspace.project.root).held_out == held_out(workspace)  # type: ignore[union-attr]


SMALL = TrainingWish(
    "isbi-binary",
    minutes=None,
    epochs=1,
    device="cpu",
    values={
        "network.widths": (4, 8),
        "network.decoder_widths": (4,),
        "keep": "best-validation",
        "data.validation_share": 0.4,
    },
)


def train(workspace: Workspace, qtbot: QtBot, wish: TrainingWish = SMALL) -> Path:
    """The model of one more training, once it was decided which one is in use."""
    with qtbot.waitSignal(workspace.training.ended, timeout=60_000):
        workspace.training_start.start(wish)
    with qtbot.waitSignal(workspace.noticed, timeout=20_000):
        pass
    run = workspace.training.run
    assert run is not None
    return run / "best.safetensors"


def used(workspace: Workspace) -> Path | None:
    model = workspace.models.in_use
    return model.path if model else None


@pytest.mark.parametrize(("dice", "stays"), [(1.0, True), (-1.0, False)])
def test_the_model_in_use_stays_while_it_is_better_on_the_same_images(
    workspace: Workspace, qtbot: QtBot, notices: list[Notice], dice: float, stays: bool
) -> None:
    first = train(workspace, qtbot)
    assert used(workspace) == first
    card, tensors = read_card(first), read_model(first)[1]
    better = {name: ClassScores(dice, None, None, None) for name in card.scores}
    write_model(first, replace(card, scores=better), tensors)
    with qtbot.waitSignal(workspace.models.changed):
        workspace.models.look()
    second = train(workspace, qtbot)
    assert used(workspace) == (first if stays else second)
    assert ("stays in use" in str(notices[-1].message)) is stays


def test_a_better_model_in_use_stays_whatever_the_new_one_started_from(
    workspace: Workspace, qtbot: QtBot, notices: list[Notice]
) -> None:
    first = train(workspace, qtbot)
    card, tensors = read_card(first), read_model(first)[1]
    best = {name: ClassScores(1.0, None, None, None) for name in card.scores}
    write_model(first, replace(card, scores=best), tensors)
    second = train(workspace, qtbot)
    workspace.models.use(first)
    train(workspace, qtbot, replace(SMALL, from_model=second))
    assert used(workspace) == first
    assert "stays in use" in str(notices[-1].message)


def test_scores_on_redrawn_labels_are_not_set_beside_each_other(
    workspace: Workspace, qtbot: QtBot
) -> None:
    model = replace(_trained(workspace, qtbot), held_out_fingerprint="before")
    redrawn = replace(
        model,
        card=replace(
            model.card, scores={n: ClassScores(-1.0, None, None, None) for n in model.card.scores}
        ),
    )
    assert model.does_better_than(redrawn)
    assert not model.does_better_than(replace(redrawn, held_out_fingerprint="after"))


def _trained(workspace: Workspace, qtbot: QtBot) -> ShelvedModel:
    found = workspace.models.find(train(workspace, qtbot))
    assert found is not None
    return found


def test_what_a_cross_validation_found_is_told_first(
    workspace: Workspace, qtbot: QtBot, notices: list[Notice]
) -> None:
    first = train(workspace, qtbot, replace(SMALL, folds=2))
    found = read_card(first).cross_validation
    assert isinstance(found, CrossValidation)
    said = str(notices[-1].message)
    assert said.startswith(f"Cross-validated: the mean Dice is {found.dice:.3f} over ")
    assert f"over {found.images} images" in said
    assert "The model is ready" in said


@pytest.mark.parametrize(("dice", "said"), [(0.0, "Give it more time"), (0.5, "model is ready")])
def test_a_model_that_finds_nothing_is_not_called_ready(
    workspace: Workspace, qtbot: QtBot, dice: float, said: str
) -> None:
    card = _trained(workspace, qtbot).card
    scores = {name: ClassScores(dice, None, None, None) for name in card.scores}
    ready = str(says_ready(replace(card, scores=scores)))
    assert said in ready
    assert f"Dice {dice:.3f}" in ready
