from __future__ import annotations

import shlex

import pytest
import typer

from unet_studio.cli.arguments import device_name, mask_values, model_file, names_in, settings_in
from unet_studio.cli.train_command import _kept
from unet_studio.domain.message import StudioError
from unet_studio.domain.project import Project
from unet_studio.storage.project.project_file import read_project, write_project

AWKWARD = "Anna's cells & $HOME (2)"


def test_values_name_what_is_in_masks():
    assert mask_values("0=membrane, 255=cell wall") == {0: "membrane", 255: "cell wall"}


def test_values_may_be_colours():
    assert mask_values("#ff0000=red part,#00FF7f=other") == {0xFF0000: "red part", 0xFF7F: "other"}


def test_no_values_are_none():
    assert mask_values(None) is None


@pytest.mark.parametrize(
    "text", ["cell", "1=", "=cell", "x=cell", "#ff00=cell", "-1=cell", "1.5=a"]
)
def test_other_values_are_refused(text):
    with pytest.raises(typer.BadParameter):
        mask_values(text)


def test_names_are_separated_by_commas():
    assert names_in("5, 11,17,") == ["5", "11", "17"]
    assert names_in(None) == []


@pytest.mark.parametrize("text", ["auto", "cpu", "cuda", "cuda:0", "cuda:12"])
def test_devices(text):
    assert device_name(text) == text


@pytest.mark.parametrize("text", ["", "gpu", "cuda:", "cuda:x", "cpu "])
def test_other_devices_are_refused(text):
    with pytest.raises(typer.BadParameter):
        device_name(text)


def test_settings_keep_what_follows_the_first_equals_sign():
    assert settings_in(["optimiser.learning_rate=1e-4", "name=a=b"]) == {
        "optimiser.learning_rate": "1e-4",
        "name": "a=b",
    }


def words_after(text, said):
    """What a shell makes of the command that ends a text."""
    return shlex.split(text.partition(said)[2])


def test_commands_to_copy_hold_awkward_paths_together(tmp_path):
    root = tmp_path / AWKWARD
    root.mkdir()
    with pytest.raises(StudioError) as none_there:
        read_project(root)
    told = words_after(str(none_there.value), "window, or ")
    assert told == ["unet-studio", "new", "PROJECT", "--images", str(root)]
    write_project(Project(root, root, root))
    with pytest.raises(StudioError) as untrained:
        model_file(root)
    told = words_after(str(untrained.value), "Train one: ")
    assert told == ["unet-studio", "train", str(root)]
    run = root / "runs" / "2026 auto"
    run.mkdir(parents=True)
    (run / "last.ckpt").touch()
    told = words_after(_kept(root, {run})[-1], "Go on: ")
    assert told == ["unet-studio", "train", str(root), "--resume", "2026 auto"]
