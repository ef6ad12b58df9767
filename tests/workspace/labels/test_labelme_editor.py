"""Editing in labelme: the real one opens the file; a stand-in writes it."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from opened_workspace import opened
from small_project import small_project

from unet_studio.storage.project.project_labels import read_annotation
from unet_studio.workspace.labels import labelme_editor
from unet_studio.workspace.labels.labelme_editor import child_environment, find_labelme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from unet_studio.workspace.workspace import Workspace

STAND_IN = """#!{python}
import json, pathlib, sys, time
words = sys.argv[1:]
pathlib.Path({log!r}).write_text(json.dumps(words))
place = pathlib.Path(words[0])
if place.suffix == ".json":
    content = json.loads(place.read_text())
    content["shapes"] *= 2
    place.write_text(json.dumps(content))
time.sleep({seconds})
sys.exit({code})
"""


def stand_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, seconds: float = 0.0, code: int = 0
) -> Path:
    """A program in place of labelme that doubles the shapes; returns where it logs its words."""
    log, program = tmp_path / "words.json", tmp_path / "labelme"
    text = STAND_IN.format(python=sys.executable, log=str(log), seconds=seconds, code=code)
    program.write_text(text)
    program.chmod(0o755)
    monkeypatch.setattr(labelme_editor, "find_labelme", lambda: program)
    return log


def test_what_labelme_saves_appears(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path / "p", 2, labelled=1, classes=["cell", "a, b"])
    log = stand_in(tmp_path, monkeypatch, seconds=30)
    opened(workspace, qtbot, project.root)
    image = workspace.images[0]
    workspace.labelme.open(image)
    qtbot.waitUntil(lambda: workspace.document and len(workspace.document.annotation.shapes) == 2)
    assert workspace.labelme.open_images == [image.name]
    words = json.loads(log.read_text())
    assert words[0] == str(project.root / "0.json")
    names = Path(words[words.index("--labels") + 1]).read_text().splitlines()
    assert names == ["cell", "a, b"]
    assert "--output" not in words
    session = workspace.labelme._sessions[image.name]
    with qtbot.waitSignal(workspace.labelme.ended):
        session.process.terminate()
    assert workspace.labelme.open_images == []


def test_labels_elsewhere_are_told_to_labelme(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_project(tmp_path / "images", 1)
    text = (tmp_path / "images" / "unet-studio.toml").read_text()
    (tmp_path / "p").mkdir()
    text = text.replace('images = "."', 'images = "../images"').replace("beside", "labels")
    (tmp_path / "p" / "unet-studio.toml").write_text(text)
    log = stand_in(tmp_path, monkeypatch)
    opened(workspace, qtbot, tmp_path / "p")
    with qtbot.waitSignal(workspace.labelme.ended):
        workspace.labelme.open(workspace.images[0])
    words = json.loads(log.read_text())
    assert words[0] == str(workspace.images[0].path)
    assert words[words.index("--output") + 1] == str(tmp_path / "p" / "labels")


def test_images_of_one_stem_keep_their_own_labels(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path / "p", ["a.bmp", "a.png"])
    log = stand_in(tmp_path, monkeypatch)
    opened(workspace, qtbot, project.root)
    with qtbot.waitSignal(workspace.labelme.ended):
        workspace.labelme.open(workspace.images[1])
    assert json.loads(log.read_text())[0].endswith("a.png.json")
    assert read_annotation(project, workspace.images[1]).shapes == ()


def test_an_error_of_labelme_and_its_absence_are_told(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path / "p", 1, labelled=1)
    stand_in(tmp_path, monkeypatch, code=3)
    opened(workspace, qtbot, project.root)
    notices: list[Any] = []
    workspace.noticed.connect(notices.append)
    with qtbot.waitSignal(workspace.labelme.ended):
        workspace.labelme.open(workspace.images[0])
    assert "code 3" in str(notices[-1].message)
    monkeypatch.setattr(labelme_editor, "find_labelme", lambda: None)
    workspace.labelme.open(workspace.images[0])
    assert "pip install labelme" in str(notices[-1].message)


def test_labelme_is_found_beside_python_or_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert find_labelme() is None
    (tmp_path / "bin").mkdir()
    for place in (tmp_path / "bin" / "labelme", tmp_path / "labelme"):
        place.write_text("#!/bin/sh\n")
        place.chmod(0o755)
        assert find_labelme() == place


def test_the_child_is_not_led_to_our_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_PLUGIN_PATH", "/ours")
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "/ours")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    given = child_environment()
    assert not {"QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"} & set(given)
    assert (given["QT_QPA_PLATFORM"], given["QT_IM_MODULE"]) == ("offscreen", "fcitx")


@pytest.mark.skipif(find_labelme() is None, reason="labelme is not installed")
def test_the_real_labelme_opens_the_file(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It starts off screen with our words, has the file open, and is still there after a while."""
    monkeypatch.setenv("HOME", str(tmp_path))
    project = small_project(tmp_path / "p", 1, labelled=1)
    opened(workspace, qtbot, project.root)
    workspace.labelme.open(workspace.images[0])
    qtbot.waitUntil(lambda: bool(workspace.labelme.open_images))
    process = workspace.labelme._sessions["0.png"].process
    words = Path(f"/proc/{process.pid}/cmdline")
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.1)
    complaint = workspace.labelme._sessions["0.png"].complaint if process.poll() else ""
    assert process.poll() is None, complaint
    if words.exists():
        assert str(project.root / "0.json") in words.read_text()
    with qtbot.waitSignal(workspace.labelme.ended):
        os.killpg(process.pid, 9)
