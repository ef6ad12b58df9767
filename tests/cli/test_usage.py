"""What the command line says before any work begins."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest

from unet_studio import __version__
from unet_studio.cli.command_line import app

SLOW_TO_LOAD = ("torch", "PySide6", "scipy", "skimage", "cv2")


@pytest.mark.parametrize("words", [["--help"], ["train", "--help"], ["--version"]])
def test_help_loads_nothing_slow(words):
    source = (
        "import sys; sys.argv[1:] = sys.argv[1:]\n"
        "from unet_studio.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        f"print('LOADED', [m for m in {SLOW_TO_LOAD} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", source, *words], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_python_dash_m_does_the_same():
    done = subprocess.run(
        [sys.executable, "-m", "unet_studio", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == f"unet-studio {__version__}"


def test_every_command_of_the_design_is_there(command):
    shown = command("--help").stdout
    for name in ["sample", "demo", "new", "export", "train", "predict", "evaluate", "doctor"]:
        assert f" {name} " in shown
        assert command(name, "--help").exit_code == 0


def number_options():
    """Command and flag of every option that takes a number with a fraction."""
    for known in app.registered_commands:
        for name, hint in get_type_hints(known.callback, include_extras=True).items():
            kind, *said = get_args(hint) if get_origin(hint) is Annotated else (hint,)
            if float in (kind, *get_args(kind)) and said:
                flags = said[0].param_decls or [f"--{name.replace('_', '-')}"]
                yield known.name, flags[0]


@pytest.mark.parametrize("number", ["nan", "inf"])
@pytest.mark.parametrize(("name", "flag"), sorted(number_options()))
def test_no_option_takes_a_number_that_is_none(command, name, flag, number):
    done = command(name, flag, number)
    assert done.exit_code == 2
    assert f"'{flag}'" in done.output


def test_options_that_take_numbers_are_found():
    found = {" ".join(option) for option in number_options()}
    assert {"train --minutes", "predict --pixel-size", "crop --most-area"} <= found


@pytest.fixture
def opened(monkeypatch):
    """Which projects the window was asked to open."""
    asked = []

    def run(project):
        asked.append(project)
        return 0

    monkeypatch.setitem(sys.modules, "unet_studio.app", SimpleNamespace(run=run))
    return asked


def test_no_command_opens_the_window(command, opened):
    assert command().exit_code == 0
    assert opened == [None]


def test_a_folder_opens_the_window_there(command, opened, tmp_path):
    assert command(tmp_path).exit_code == 0
    assert opened == [tmp_path]


def test_without_a_screen_the_window_is_refused(command, opened, monkeypatch):
    monkeypatch.setattr("unet_studio.cli.command_line.has_no_screen", lambda: True)
    done = command()
    assert done.exit_code == 1
    assert "unet-studio demo" in done.stderr
    assert not opened


def test_a_missing_library_of_qt_is_told(command, monkeypatch):
    class Failing:
        def __getattr__(self, name):
            raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setitem(sys.modules, "unet_studio.app", Failing())
    done = command()
    assert done.exit_code == 1
    assert "libEGL.so.1" in done.stderr
    assert "unet-studio doctor" in done.stderr


def test_a_misspelt_command_is_wrong_usage(command, opened):
    done = command("trian", "project")
    assert done.exit_code == 2
    assert "Did you mean 'train'" in done.stderr
    assert not opened


@pytest.mark.parametrize(
    "words",
    [
        ["new", "p"],
        ["new", "p", "--images", ".", "--masks", ".", "--labelme"],
        ["new", "p", "--images", ".", "--values", "0=cell"],
        ["new", "p", "--images", ".", "--masks", ".", "--values", "0:cell"],
        ["new", "p", "--images", ".", "--masks", ".", "--values", "red=cell"],
        ["new", "p", "--images", ".", "--held-out", "1", "--held-out-share", "0.1"],
        ["new", "p", "--images", ".", "--held-out-share", "2"],
        ["export", "p", "--format", "paper", "--out", "o"],
        ["train", "p", "--minutes", "1", "--epochs", "1"],
        ["train", "p", "--seed", "-5"],
        ["train", "p", "--seed", "1180591620717411303424"],
        ["train", "p", "--device", "abacus"],
        ["train", "p", "--recipe", "soup"],
        ["train", "p", "--set", "no-equals-sign"],
        ["train", "p", "--set", "no.such.key=1"],
        ["predict", "m", "i", "--out", "o", "--save", "poems"],
        ["predict", "m", "i"],
        ["evaluate", "m", "p", "--split", "some"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(command, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = command(*words)
    assert done.exit_code == 2, done.output
    assert done.stderr
    assert not done.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ["export", ".", "--format", "masks", "--out", "o"],
        ["train", "."],
        ["predict", "nothing.safetensors", ".", "--out", "o"],
        ["evaluate", "nothing.safetensors", "."],
        ["doctor", "."],
        ["new", "p", "--images", "nowhere"],
    ],
    ids=" ".join,
)
def test_work_that_fails_ends_with_1_and_one_sentence(command, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = command(*words)
    assert done.exit_code == 1, done.output
    assert done.stderr.strip()
    assert "Traceback" not in done.output


@pytest.mark.skipif(sys.platform == "win32", reason="other limits there")
@pytest.mark.parametrize("words", [["measure", "--out", "t.csv"], ["report"], ["drafts"]])
def test_a_path_that_cannot_be_looked_at_is_told_in_one_sentence(command, words):
    name, *options = words
    done = command(name, "a" * 300, *options)
    assert done.exit_code == 1
    assert "aaa" in done.stderr
    assert "File name too long." in done.stderr
    assert len(done.stderr.splitlines()) == 1
