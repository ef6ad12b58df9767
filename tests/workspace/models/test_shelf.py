"""The shelf at work: every model at hand, and what a person does with it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from models_looked_at import look
from small_project import small_project

from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.run_entry import RunRecord, RunState
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_card, write_model
from unet_studio.storage.runs.run_record import read_record, write_record
from unet_studio.workspace.models import shelf
from unet_studio.workspace.models.shelf_entry import Origin, misfit, shelf_entries
from unet_studio.workspace.settings import SettingsKeeper
from unet_studio.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from unet_studio.domain.project import Project
    from unet_studio.workspace.notices import Notice

STARTER = models_dir() / "starter.safetensors"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    names = [f"cells-0{n}.png" for n in (1, 4, 8)]
    made = small_project(
        tmp_path / "project", names, labelled=3, classes=["membrane"], held_out=names[2:]
    )
    run = made.root / "runs" / "2026-11-21-1432-auto"
    run.mkdir(parents=True)
    shutil.copy(STARTER, run / "best.safetensors")
    write_record(
        run,
        RunRecord(
            "wide",
            "auto",
            state=RunState.FINISHED,
            held_out=(names[2],),
            trained_on=tuple(names[:2]),
        ),
    )
    return made


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path, project: Project) -> Iterator[Workspace]:
    made = Workspace(SettingsKeeper(tmp_path / "private" / "settings.toml"))
    with qtbot.waitSignal(made.shelf.changed, timeout=20_000):
        made.opening.open_project(project.root)
    yield made
    made.close()


def used(workspace: Workspace) -> Path | None:
    model = workspace.models.in_use
    return model.path if model else None


def titles(workspace: Workspace) -> list[str]:
    return [entry.title for entry in workspace.shelf.entries]


def test_every_model_is_listed_also_those_that_cannot_be_used(
    project: Project, tmp_path: Path
) -> None:
    library = tmp_path / "models"
    library.mkdir()
    (library / "broken.safetensors").write_bytes(b"\x80\x04 hostile")
    shutil.copy(STARTER, library / "mine.safetensors")
    entries = shelf_entries(project, library)
    assert [(e.title, e.origin, e.is_usable) for e in entries] == [
        ("wide", Origin.PROJECT, True),
        ("broken", Origin.PERSON, False),
        ("mine", Origin.PERSON, True),
        ("starter", Origin.PROGRAM, True),
    ]
    assert "pickle" in str(entries[1].problem)
    assert not entries[3].may_change
    assert entries[0].size_bytes == STARTER.stat().st_size


def test_a_model_of_other_channels_or_classes_is_told(project: Project, tmp_path: Path) -> None:
    card = read_card(STARTER)
    assert misfit(card, 1) is None
    assert misfit(card, 3) is None
    assert "those of this project have 5" in str(misfit(card, 5))
    other = ModelCard("cells", "auto", NetworkConfig(in_channels=1), (), "none", 64)
    library = tmp_path / "models"
    write_model(library / "cells.safetensors", other, {"w": np.zeros(1, np.float32)})
    found = next(e for e in shelf_entries(project, library) if e.title == "cells")
    assert "this project has membrane" in str(found.remark)


def test_a_file_taken_in_is_there_in_the_next_session(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    shutil.copy(STARTER, tmp_path / "anna.safetensors")
    with qtbot.waitSignal(workspace.shelf.changed, timeout=20_000):
        workspace.shelf.add([tmp_path / "anna.safetensors"])
    copied = workspace.settings.models_dir / "anna.safetensors"
    assert copied.is_file()
    qtbot.waitUntil(lambda: used(workspace) == copied)
    (tmp_path / "anna.safetensors").unlink()
    again = Workspace(SettingsKeeper(tmp_path / "private" / "settings.toml"))
    look(qtbot, again.models)
    assert copied in [model.path for model in again.models.all]
    again.close()


def test_a_hostile_file_is_refused_with_the_reason(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(b"\x80\x04 hostile")
    told: list[Notice] = []
    workspace.noticed.connect(told.append)
    with qtbot.waitSignal(workspace.shelf.changed, timeout=20_000):
        workspace.shelf.add([bad])
    assert "pickle" in str(told[0].message)
    assert "bad" not in titles(workspace)


def test_a_run_and_a_file_get_other_names(
    workspace: Workspace, qtbot: QtBot, project: Project
) -> None:
    run = project.root / "runs" / "2026-11-21-1432-auto"
    before = (run / "best.safetensors").read_bytes()
    with qtbot.waitSignal(workspace.shelf.changed, timeout=20_000):
        workspace.shelf.rename(run / "best.safetensors", "narrow")
    record = read_record(run)
    assert record is not None
    assert record.title == "narrow"
    assert (run / "best.safetensors").read_bytes() == before
    assert "narrow" in titles(workspace)
    qtbot.waitUntil(lambda: "narrow" in [m.title for m in workspace.models.all])
    mine = workspace.settings.models_dir / "mine.safetensors"
    with qtbot.waitSignal(workspace.shelf.changed, timeout=20_000):
        workspace.shelf.add([STARTER])
    copied = workspace.settings.models_dir / "starter.safetensors"
    qtbot.waitUntil(lambda: used(workspace) == copied)
    with qtbot.waitSignal(workspace.shelf.changed, timeout=20_000):
        workspace.shelf.rename(copied, "mine")
    assert mine.is_file()
    assert not copied.exists()
    qtbot.waitUntil(lambda: used(workspace) == mine)


def test_models_of_the_program_keep_their_names(workspace: Workspace) -> None:
    workspace.shelf.rename(STARTER, "other")
    workspace.shelf.delete([STARTER])
    assert STARTER.is_file()


def test_a_deleted_run_goes_to_the_bin(
    workspace: Workspace, qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_to_bin", lambda files: [shutil.rmtree(f) for f in files] and [])
    run = project.root / "runs" / "2026-11-21-1432-auto"
    with qtbot.waitSignal(workspace.shelf.changed, timeout=20_000):
        workspace.shelf.delete([run / "best.safetensors"])
    assert not run.exists()
    assert titles(workspace) == ["starter"]


def test_a_picture_is_made_where_there_is_none(workspace: Workspace, qtbot: QtBot) -> None:
    entry = workspace.shelf.entries[0]
    with qtbot.waitSignal(workspace.shelf.pictured, timeout=30_000) as shown:
        workspace.shelf.ask_for_picture(entry)
    path, picture = shown.args
    assert path == entry.path
    assert picture.ndim == 3
    with qtbot.waitSignal(workspace.shelf.pictured) as again:
        workspace.shelf.ask_for_picture(entry)
    assert again.args[1] is picture


def test_models_are_compared_by_a_task(workspace: Workspace, qtbot: QtBot) -> None:
    paths = [entry.path for entry in workspace.shelf.entries]
    with qtbot.waitSignal(workspace.shelf.scored, timeout=30_000):
        assert workspace.shelf.compare(paths)
    found = workspace.shelf.compared
    assert [model.path for model in found] == paths
    assert found[0].dice == found[1].dice is not None
    assert found[0].images == 1


def test_the_report_of_the_model_in_use_is_written_beside_it(
    workspace: Workspace, qtbot: QtBot, project: Project
) -> None:
    look(qtbot, workspace.models)
    run = workspace.study.run
    assert run == project.root / "runs" / "2026-11-21-1432-auto"
    with qtbot.waitSignal(workspace.study.written, timeout=30_000) as written:
        workspace.study.write(run, str, "en")
    assert written.args[0] == run / "report.html"
    assert "wide" in (run / "report.html").read_text("utf-8")
    look(qtbot, workspace.models, STARTER)
    assert workspace.study.run is None
