"""`doctor PROJECT`: what it prints, what it mends, and how it ends."""

from __future__ import annotations

import json

import pytest
from spoilt_projects import box, draw, fully, picture, redraw, sound_project

from unet_studio.cli import doctor


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "check_machine", lambda: iter(()))
    return sound_project(tmp_path / "p")


def test_what_can_be_mended_is_named_in_brackets_and_mended(project, command):
    draw(project, "2.png", picture(2)[1], box(30, 30, 1, 1))
    done = command("doctor", project.root)
    assert done.exit_code == 0  # warnings are no failure
    assert "[duplicate-shapes]" in done.stdout
    assert "2.png: cell" in done.stdout
    done = command("doctor", project.root, "--fix", "duplicate-shapes")
    assert "duplicate-shapes" not in done.stdout
    assert "[slivers]" in done.stdout
    assert "slivers" not in command("doctor", project.root, "--fix", "all").stdout


def test_all_leaves_hints_to_a_person(project, command):
    redraw(project, "2.png", fully())
    assert "[empty-labels]" in command("doctor", project.root, "--fix", "all").stdout
    assert "empty-labels" not in command("doctor", project.root, "--fix", "empty-labels").stdout


def test_the_project_file_is_mended_too(project, command):
    draw(project, "2.png", box(30, 30, 9, 9, "vesicle"))
    assert command("doctor", project.root).exit_code == 1
    done = command("doctor", project.root, "--fix", "unknown-class:vesicle")
    assert done.exit_code == 0, done.output
    assert "vesicle" in (project.root / "unet-studio.toml").read_text("utf-8")


def test_json_has_one_object_for_each_finding_with_all_places(project, command):
    for number in range(6):
        draw(project, f"{number}.png", box(30, 40, 1, 1), box(50, 40, 1, 1))
    lines = command("doctor", project.root, "--json").stdout.splitlines()
    found = {line["name"]: line for line in map(json.loads, lines)}
    slivers = found["slivers"]
    assert (slivers["level"], slivers["can_mend"], len(slivers["spots"])) == ("warning", True, 12)
    assert slivers["spots"][0]["image"] == "0.png"
    assert found["images"]["level"] == "ok"


@pytest.mark.parametrize("words", [["--fix", "slivers"], ["--fix", "all"]])
def test_mending_needs_a_project_and_a_finding(project, command, words):
    assert command("doctor", *words).exit_code == 2
    if words[1] != "all":
        assert command("doctor", project.root, *words).exit_code == 2
