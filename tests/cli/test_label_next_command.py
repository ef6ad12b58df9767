"""The command `label-next`."""

from __future__ import annotations

import json

import pytest
from small_models import untrained_model


@pytest.fixture
def model(tmp_path):
    return untrained_model(tmp_path / "m.safetensors")


@pytest.fixture
def sparse(project):
    """A project where only 0.png is labelled, besides the two that are held out."""
    for path in [*project.rglob("2.json"), *project.rglob("3.json"), *project.rglob("5.json")]:
        path.unlink()
    return project


def test_it_lists_images_spots_and_reasons(sparse, model, command):
    done = command("label-next", sparse, "--model", model)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert sorted(line.split()[1] for line in lines) == ["2.png", "3.png", "5.png"]
    assert all("x 0-64  y 0-64" in line for line in lines)


def test_json_has_all_of_it(sparse, model, command):
    done = command("label-next", sparse, "--model", model, "--count", 2, "--json")
    queue = json.loads(done.stdout)
    assert len(queue["suggestions"]) == 2
    assert (queue["looked_at"], queue["candidates"]) == (3, 3)
    first = queue["suggestions"][0]
    assert first["spot"] == [0, 0, 64, 64]
    assert first["reasons"]
    assert 0 <= first["uncertainty"] <= 1


def test_nothing_left_is_said(project, model, command):
    done = command("label-next", project, "--model", model)
    assert done.exit_code == 0
    assert "nothing to suggest" in done.stdout


def test_without_a_model_it_says_what_to_do(project, command):
    done = command("label-next", project)
    assert done.exit_code == 1
    assert "unet-studio train" in done.stderr
