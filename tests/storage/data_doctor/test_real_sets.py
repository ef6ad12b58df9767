"""What is said of real images has to be true, and no more than is of use."""

from __future__ import annotations

import shutil

import pytest
from spoilt_projects import checked, keys
from typer.testing import CliRunner

from unet_studio.cli.command_line import app
from unet_studio.storage.project.project_file import read_project

MASKS = {
    "isbi2012": ("train/image", ["--masks", "train/label", "--values", "0=membrane,255=background",
                                 "--held-out", "5,11,17,23,29"]),
    "dsb2018_dev": ("images", ["--masks", "instances16", "--instances", "nucleus"]),
    "sandstone": ("Train_images", ["--masks", "Train_masks", "--values",
                                   "#0000ff=a,#00ff00=b,#ff0000=c,#ffff00=d"]),
}  # fmt: skip


@pytest.fixture
def real_project(shared_data, tmp_path):
    def make(name):
        root = tmp_path / name
        if name == "lm_fruit":
            images = tmp_path / "fruit"
            shutil.copytree(shared_data / name / "images", images)
            words = ["--images", str(images), "--labelme"]
        else:
            folder, options = MASKS[name]
            options = [str(shared_data / name / o) if "/" in o or o == "instances16" or
                       o.startswith("Train_") else o for o in options]  # fmt: skip
            words = ["--images", str(shared_data / name / folder), *options]
        done = CliRunner().invoke(app, ["new", str(root), *words])
        assert done.exit_code == 0, done.output
        return read_project(root)

    return make


@pytest.mark.parametrize("name", ["isbi2012", "sandstone", "lm_fruit"])
def test_of_a_careful_set_there_is_nothing_to_complain(real_project, name):
    assert not keys(checked(real_project(name)))


def test_of_the_nuclei_it_tells_the_kinds_of_picture_apart(real_project):
    findings = {f.key: f for f in checked(real_project("dsb2018_dev")) if f.level != "ok"}
    dark = findings["reversed:nucleus:background"]
    assert len(dark.images) == 13  # bright field and stained tissue; the others are fluorescence
    assert len(findings["grey-and-colour"].images) == 8
    assert findings.keys() <= {
        "reversed:nucleus:background", "grey-and-colour", "leak-tiles", "leak-duplicate",
    }  # fmt: skip
