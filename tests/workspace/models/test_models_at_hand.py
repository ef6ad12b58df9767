"""The models at hand: looked at, added, imported, used."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from models_looked_at import STARTER, look
from pytestqt.qtbot import QtBot
from small_project import small_project

from unet_studio.domain.project import Project
from unet_studio.workspace.background import Background
from unet_studio.workspace.models.models_at_hand import ModelsAtHand
from unet_studio.workspace.models.weights_wish import WeightsWish
from unet_studio.workspace.notices import Notice, Severity


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project", 1)


@pytest.fixture
def models(qtbot: QtBot, background: Background, project: Project) -> Iterator[ModelsAtHand]:
    made = ModelsAtHand(background)
    made.set_project(project)
    look(qtbot, made)
    yield made
    made.deleteLater()


@pytest.fixture
def told(models: ModelsAtHand) -> list[Notice]:
    notices: list[Notice] = []
    models.noticed.connect(notices.append)
    return notices


def used(models: ModelsAtHand) -> Path | None:
    return models.in_use.path if models.in_use is not None else None


def test_the_starter_is_used_where_there_is_no_other(models: ModelsAtHand) -> None:
    assert used(models) == STARTER


def test_a_model_of_any_folder_can_be_added_and_is_used(
    qtbot: QtBot, models: ModelsAtHand, told: list[Notice], tmp_path: Path
) -> None:
    path = tmp_path / "mine.safetensors"
    path.write_bytes(STARTER.read_bytes())
    for _ in range(2):
        with qtbot.waitSignal(models.changed):
            models.add(path)
    assert [m.name for m in models.all] == ["mine", "starter"]
    assert used(models) == path
    look(qtbot, models)
    assert used(models) == path  # the choice is kept
    path.unlink()
    look(qtbot, models)
    assert used(models) == STARTER
    assert [n.severity for n in told] == [Severity.WARNING]


def test_what_is_no_model_is_refused_and_the_old_one_stays(
    qtbot: QtBot, models: ModelsAtHand, told: list[Notice], tmp_path: Path
) -> None:
    path = tmp_path / "holiday.safetensors"
    path.write_bytes(b"no model")
    models.add(path)
    qtbot.waitUntil(lambda: bool(told))
    assert [n.severity for n in told] == [Severity.ERROR]
    assert used(models) == STARTER
    assert not models.added


def test_a_file_is_looked_at_where_it_is_not_known(
    qtbot: QtBot, models: ModelsAtHand, project: Project
) -> None:
    path = project.root / "runs" / "2026-11-21-1432-auto" / "best.safetensors"
    path.parent.mkdir(parents=True)
    path.write_bytes(STARTER.read_bytes())
    assert models.find(path) is None
    with qtbot.waitSignal(models.changed):
        models.use(path)
    assert used(models) == path
    models.use(STARTER)  # known: at once
    assert used(models) == STARTER


def test_what_was_found_for_another_project_is_dropped(
    qtbot: QtBot, models: ModelsAtHand, tmp_path: Path
) -> None:
    done: list[str] = []
    models.look(then=lambda: done.append("first"))
    models.set_project(small_project(tmp_path / "other", 1))
    assert models.in_use is None
    models.look(then=lambda: done.append("second"))
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["second"]
    assert used(models) == STARTER


def test_a_file_renamed_stays_at_hand(qtbot: QtBot, models: ModelsAtHand, tmp_path: Path) -> None:
    path, now = tmp_path / "mine.safetensors", tmp_path / "anna.safetensors"
    path.write_bytes(STARTER.read_bytes())
    with qtbot.waitSignal(models.changed):
        models.add(path)
    path.rename(now)
    models.moved(path, now)
    look(qtbot, models, now)
    assert used(models) == now


def test_imported_weights_become_the_model_in_use(
    models: ModelsAtHand, told: list[Notice], qtbot: QtBot, tmp_path: Path
) -> None:
    import torch

    from unet_studio.learning.network.unet import UNet
    from unet_studio.learning.recipes import RECIPES

    config = replace(RECIPES["isbi-binary"].network, in_channels=1, out_channels=1)
    torch.save(UNet(config).state_dict(), tmp_path / "best_model.pth")
    wish = WeightsWish(tmp_path / "best_model.pth", "isbi-binary", ("membrane",))
    models.import_weights(wish, tmp_path / "mine")
    qtbot.waitUntil(lambda: used(models) == tmp_path / "mine.safetensors")
    assert [n.severity for n in told] == [Severity.INFORMATION]


def test_weights_that_are_none_are_told_of(
    models: ModelsAtHand, told: list[Notice], qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "w.pth").write_bytes(b"nothing")
    models.import_weights(WeightsWish(tmp_path / "w.pth", "isbi-binary"), tmp_path / "m")
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].severity is Severity.ERROR
    assert not (tmp_path / "m.safetensors").exists()
