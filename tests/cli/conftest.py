"""Small real projects for the command line's tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw
from typer.testing import CliRunner

from unet_studio.cli.command_line import app

if TYPE_CHECKING:
    from pathlib import Path

EDGE_PX = 64


@dataclass
class Pictures:
    images: Path
    masks: Path


@pytest.fixture(scope="session")
def pictures(tmp_path_factory):
    """Six grey pictures of bright discs, and masks with 255 on the discs."""
    root = tmp_path_factory.mktemp("pictures")
    found = Pictures(root / "images", root / "masks")
    found.images.mkdir()
    found.masks.mkdir()
    rng = np.random.default_rng(0)
    for number in range(6):
        mask = Image.new("L", (EDGE_PX, EDGE_PX))
        x, y = rng.integers(18, EDGE_PX - 18, 2)
        ImageDraw.Draw(mask).ellipse((x - 12, y - 12, x + 12, y + 12), fill=255)
        grey = np.asarray(mask) * 0.5 + 60 + rng.normal(0, 8, (EDGE_PX, EDGE_PX))
        Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(found.images / f"{number}.png")
        mask.save(found.masks / f"{number}.png")
    return found


@pytest.fixture(scope="session")
def command():
    """Run a command line inside this process."""
    runner = CliRunner()

    def run(*words):
        return runner.invoke(app, [str(word) for word in words])

    return run


@pytest.fixture
def project(tmp_path, pictures, command):
    """A project with two of its six labelled images held out."""
    root = tmp_path / "project"
    done = command(
        "new", root, "--images", pictures.images, "--masks", pictures.masks,
        "--values", "0=background,255=disc", "--held-out", "1,4",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    return root


@pytest.fixture(scope="session")
def trained(tmp_path_factory, pictures, command):
    """A project with a model, trained for a few steps."""
    root = tmp_path_factory.mktemp("trained") / "project"
    command(
        "new", root, "--images", pictures.images, "--masks", pictures.masks,
        "--values", "0=background,255=disc", "--held-out", "1,4",
    )  # fmt: skip
    done = command("train", root, "--epochs", 2, "--set", "plan.width=8", "--json")
    assert done.exit_code == 0, done.output
    return root, done.stdout
