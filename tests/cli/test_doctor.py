from __future__ import annotations

import subprocess

import pytest

from unet_studio.cli import doctor, machine_check
from unet_studio.domain.finding import Finding, Level
from unet_studio.domain.message import say


@pytest.fixture
def machine(monkeypatch):
    """Replace the checks of the machine, which take a second."""

    def become(*findings):
        monkeypatch.setattr(doctor, "check_machine", lambda: iter(findings))

    become()
    return become


def test_a_sound_project_is_all_ok(machine, project, command):
    done = command("doctor", project)
    assert done.exit_code == 0, done.output
    assert "ok       Images: 6" in done.stdout
    assert "ok       Held out: 2, for training: 4" in done.stdout


def test_each_problem_comes_with_its_fix(machine, tmp_path, pictures, command):
    images = tmp_path / "images"
    images.mkdir()
    for path in pictures.images.iterdir():
        (images / path.name).write_bytes(path.read_bytes())
    project = tmp_path / "project"
    command("new", project, "--images", images, "--masks", pictures.masks,
            "--values", "0=background,255=disc")  # fmt: skip
    (images / "0.png").write_bytes(b"no picture")
    (project / "labels" / "1.json").write_text("{ no json", "utf-8")
    done = command("doctor", project)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    for name in ["0.png", "1.png"]:
        (index,) = (i for i, row in enumerate(lines) if row.strip().startswith(f"{name}: Cannot"))
        assert lines[index - 1].startswith("problem")
        assert "->" in lines[index + 2]


def test_a_warning_is_no_failure(machine, command):
    machine(Finding(Level.WARNING, say("t", "Hm")(), say("t", "Do {x}")(x="this")))
    done = command("doctor")
    assert done.exit_code == 0
    assert done.stdout == "warning  Hm\n            -> Do this\n"


def test_this_machine_is_described():
    found = list(machine_check.check_machine())
    told = "\n".join(str(finding.message) for finding in found)
    for part in ["Python 3.", "cores", "torch 2.", "Qt 6.", "labelme 6."]:
        assert part in told
    assert all(finding.fix for finding in found if finding.level is not Level.OK)


def test_qt_that_cannot_start_is_a_problem_with_a_fix(monkeypatch):
    def fails(source, environment):
        return subprocess.CompletedProcess([], 1, "", "ImportError: libEGL.so.1: cannot open\n")

    monkeypatch.setattr(machine_check, "_python_says", fails)
    (finding,) = machine_check._qt()
    assert finding.level is Level.PROBLEM
    assert "libEGL.so.1" in str(finding.message)
    assert "libegl1" in str(finding.fix)


def test_without_a_screen_the_window_cannot_open(monkeypatch):
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(machine_check.sys, "platform", "linux")
    assert machine_check.has_no_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert not machine_check.has_no_screen()


def test_a_library_that_qt_lacks_is_named(monkeypatch):
    def fails(path):
        assert path.endswith("libqxcb.so")
        raise OSError("libxcb-icccm.so.4: cannot open shared object file: No such file")

    monkeypatch.setattr(machine_check.sys, "platform", "linux")
    monkeypatch.setattr(machine_check.ctypes, "CDLL", fails)
    for name in ["QT_QPA_PLATFORM", "WAYLAND_DISPLAY"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(machine_check.Path, "exists", lambda self: True)
    assert machine_check.missing_screen_library() == "libxcb-icccm.so.4"
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert machine_check.missing_screen_library() is None


def test_a_driver_without_cuda_is_a_warning(monkeypatch):
    from unet_studio.learning.computing import device

    monkeypatch.setattr(machine_check, "_has_nvidia_driver", lambda: True)
    monkeypatch.setattr(device, "cuda_obstacle", lambda: say("t", "it sleeps")())
    (warning,) = [f for f in machine_check._computing() if f.level is Level.WARNING]
    assert "it sleeps" in str(warning.message)
    assert "CUDA build of torch" in str(warning.fix)
