"""The wheel carries everything the program needs, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from this checkout with the tools already installed."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(out),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A fresh environment with the wheel in it, which borrows the libraries of this one.

    Returns a function that runs its `unet-studio` in an empty folder.
    """
    home = tmp_path_factory.mktemp("elsewhere")
    environment = home / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    names = {"base": str(environment), "platbase": str(environment)}
    site = Path(sysconfig.get_path("purelib", scheme="venv", vars=names))
    scripts = Path(sysconfig.get_path("scripts", scheme="venv", vars=names))
    python = scripts / Path(sys.executable).name
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps",
         "--no-index", "--disable-pip-version-check", str(wheel)],
        check=True,
    )  # fmt: skip
    # after the wheel's own: whatever is installed here under the same name must not be found
    (site / "borrowed.pth").write_text(
        "\n".join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}), "utf-8"
    )

    def run(*words):
        clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        return subprocess.run(
            [str(word) for word in words], cwd=home, env=clean, capture_output=True, text=True
        )

    run.program = scripts / "unet-studio"
    run.python = python
    run.home = home
    return run


def test_the_wheel_carries_resources_and_models(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "unet_studio/resources/translations/unet_studio_zh_CN.qm" in names
    assert "unet_studio/models/starter.safetensors" in names
    assert "unet_studio/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "scripts/")) for name in names)


def test_the_package_is_the_wheels_own(installed):
    done = installed(installed.python, "-c", "import unet_studio; print(unet_studio.__file__)")
    assert done.stdout.startswith(str(installed.home)), done.stdout + done.stderr


def test_resources_and_models_are_found(installed):
    source = (
        "from unet_studio.storage.resource_files import models_dir, resources_dir\n"
        "from unet_studio.storage.runs.model_file import read_card\n"
        "assert (resources_dir() / 'translations' / 'unet_studio_zh_CN.qm').is_file()\n"
        "print(read_card(models_dir() / 'starter.safetensors').name)\n"
    )
    done = installed(installed.python, "-c", source)
    assert done.stdout.strip() == "starter", done.stderr


def test_the_launcher_works(installed):
    assert "Usage:" in installed(installed.program, "--help").stdout
    done = installed(installed.program, "sample", "sample")
    assert done.returncode == 0, done.stderr
    checked = installed(installed.program, "doctor", "sample")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Images: 12" in checked.stdout


def test_the_starter_model_predicts_the_sample(installed):
    installed(installed.program, "sample", "sample")
    model = next(installed.home.rglob("starter.safetensors"))
    done = installed(installed.program, "predict", model, "sample", "--out", "predicted")
    assert done.returncode == 0, done.stderr
    assert len(list((installed.home / "predicted" / "overlays").iterdir())) == 12
