"""`compare`: trainings of a set, a table in the terminal, a page and a CSV file."""

import csv
import json
import re

import pytest

from unet_studio.learning.reports import compare as comparing
from unet_studio.storage.runs.run_folder import BEST

TINY = ["--set", "plan.width=4", "--set", "plan.levels=3", "--set", "plan.patch_px=48"]


@pytest.fixture(scope="module")
def compared(tmp_path_factory, pictures, command):
    """A project whose learning rate was varied from the command line, and what was said."""
    root = tmp_path_factory.mktemp("compared") / "project"
    command(
        "new", root, "--images", pictures.images, "--masks", pictures.masks,
        "--values", "0=background,255=disc", "--held-out", "1,4",
    )  # fmt: skip
    page, table = root.parent / "page.html", root.parent / "table.csv"
    done = command(
        "compare", root, "--train", "auto", "--vary", "optimiser.learning_rate=0.02,0.0001",
        "--epochs", 2, *TINY, "--out", page, "--csv", table,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    return root, done, page, table


def test_a_varied_value_is_trained_and_compared(compared):
    root, done, page, table = compared
    assert len(list(root.glob(f"runs/*/{BEST}"))) == 2
    assert "learning_rate=0.02" in re.sub(r"[\s│]", "", done.stdout)
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert [row["optimiser.learning_rate"] for row in rows] == ["0.02", "0.0001"]
    for row in rows:
        assert f"{float(row['dice disc']):.3f}" in done.stdout
        assert f"{float(row['dice disc']):.3f}" in page.read_text("utf-8")


def test_all_runs_of_a_project_or_some(compared, command):
    root, *_ = compared
    everything = command("compare", root, "--json")
    assert everything.exit_code == 0, everything.output
    found = [json.loads(line) for line in everything.stdout.splitlines()]
    assert len(found) == 2
    one = command("compare", root / "runs" / found[1]["run"], "--json")
    assert json.loads(one.stdout)["mean_dice"] == found[1]["mean_dice"]
    evaluated = command("evaluate", root / "runs" / found[1]["run"] / BEST, root, "--json")
    assert json.loads(evaluated.stdout)["mean_dice"] == found[1]["mean_dice"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--train", "nonsense"], "no recipe nonsense"),
        (["--train", "auto", "--vary", "learning=1"], "learning"),
        (["--train", "auto", "--minutes", "1", "--epochs", "1"], "not both"),
        (["--device", "tpu"], "tpu"),
    ],
)
def test_wrong_usage_ends_with_2_before_anything_is_trained(compared, command, words, said):
    root, *_ = compared
    before = sorted((root / "runs").iterdir())
    done = command("compare", root, *words)
    assert done.exit_code == 2
    assert said in re.sub(r"\s*│\s*", " ", done.stderr)
    assert sorted((root / "runs").iterdir()) == before


def test_training_needs_a_project(compared, command):
    root, *_ = compared
    run = next((root / "runs").iterdir())
    assert command("compare", run, "--train", "auto").exit_code == 2


def test_what_cannot_be_compared_ends_with_1(project, compared, command, tmp_path):
    done = command("compare", project)
    assert done.exit_code == 1
    assert "train first" in done.stderr
    run = next((compared[0] / "runs").iterdir())
    done = command("compare", run, project / "runs" / "x")
    assert done.exit_code == 1
    assert "different projects" in done.stderr
    done = command("compare", compared[0] / "runs" / "nowhere")
    assert done.exit_code == 1
    assert "no run in" in done.stderr


def test_a_failing_training_does_not_end_the_set(project, command, monkeypatch):
    from unet_studio.domain.message import StudioError, say
    from unet_studio.learning.training import train as training

    real, asked = training.train, []

    def failing(*args, **kwargs):
        asked.append(kwargs["name"])
        if len(asked) == 1:
            raise StudioError(say("training", "Cannot write {path}.")(path="it"))
        return (yield from real(*args, **kwargs))

    monkeypatch.setattr(training, "train", failing)
    done = command(
        "compare", project, "--train", "auto", "--vary", "batch=1,2", "--epochs", 1, *TINY
    )
    assert done.exit_code == 2  # the recipe plans its batch itself
    done = command(
        "compare", project, "--train", "auto", "--vary", "plan.batch=1,2", "--epochs", 1, *TINY
    )
    assert asked == ["auto batch=1", "auto batch=2"]
    assert done.exit_code == 1
    assert "auto batch=1 failed: Cannot write it." in done.stderr
    assert "batch=2" in done.stdout


def test_unusable_models_alone_end_with_1(compared, command, monkeypatch):
    from unet_studio.domain.message import StudioError, say

    def refuse(*args, **kwargs):
        raise StudioError(say("models", "No.")())
        yield

    monkeypatch.setattr(comparing, "evaluate", refuse)
    for scores in compared[0].glob("runs/*/comparison/scores.json"):
        scores.unlink()
    done = command("compare", compared[0])
    assert done.exit_code == 1
    assert "No." in done.stdout
