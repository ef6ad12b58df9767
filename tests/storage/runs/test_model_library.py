"""A person's own models: taken in once, named anew, hostile files refused."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from unet_studio.domain.message import StudioError
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import ModelFileError, read_card
from unet_studio.storage.runs.model_library import renamed, take_in

STARTER = models_dir() / "starter.safetensors"


def copy_of_starter(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(STARTER.read_bytes())
    return path


def test_a_model_is_copied_once_and_called_after_its_run(tmp_path: Path) -> None:
    library = tmp_path / "models"
    mine = copy_of_starter(tmp_path / "downloads" / "mine.safetensors")
    of_run = copy_of_starter(tmp_path / "runs" / "2026-11-21-auto" / "best.safetensors")
    taken = take_in(mine, library)
    assert taken == library / "mine.safetensors"
    assert taken.read_bytes() == mine.read_bytes()
    assert take_in(mine, library) == taken
    assert take_in(taken, library) == taken
    assert take_in(of_run, library).name == "2026-11-21-auto.safetensors"
    assert len(list(library.iterdir())) == 2


def test_another_model_of_the_same_name_keeps_both(tmp_path: Path) -> None:
    library = tmp_path / "models"
    (library).mkdir()
    (library / "mine.safetensors").write_bytes(b"something else")
    taken = take_in(copy_of_starter(tmp_path / "mine.safetensors"), library)
    assert taken.name == "mine-2.safetensors"
    assert (library / "mine.safetensors").read_bytes() == b"something else"


class Hostile:
    """Its pickle would leave a trace."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.trace,))


@pytest.mark.parametrize("kind", ["pickle", "truncated", "empty", "text"])
def test_what_is_no_model_is_refused_and_nothing_runs(tmp_path: Path, kind: str) -> None:
    trace, path = tmp_path / "trace", tmp_path / "bad.safetensors"
    path.write_bytes(
        {
            "pickle": pickle.dumps(Hostile(trace)),
            "truncated": STARTER.read_bytes()[:1000],
            "empty": b"",
            "text": b"no model at all, only words",
        }[kind]
    )
    with pytest.raises(ModelFileError):
        take_in(path, tmp_path / "models")
    assert not trace.exists()
    assert not (tmp_path / "models").exists()


def test_a_new_name_keeps_the_bytes(tmp_path: Path) -> None:
    path = copy_of_starter(tmp_path / "old.safetensors")
    now = renamed(path, "cells / of: Anna ")
    assert now.name == "cells - of- Anna.safetensors"
    assert not path.exists()
    assert now.read_bytes() == STARTER.read_bytes()
    assert read_card(now).classes
    assert renamed(now, now.stem) == now


def test_a_name_that_is_taken_or_none_is_refused(tmp_path: Path) -> None:
    path = copy_of_starter(tmp_path / "one.safetensors")
    copy_of_starter(tmp_path / "two.safetensors")
    for name in ("two", " .. ", ""):
        with pytest.raises(StudioError):
            renamed(path, name)
    assert path.is_file()
