"""The model that comes with the program is what models/README.md says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from unet_studio.cli.progress import follow, step_of
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.storage.founding.sample_project import write_sample
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_card

STARTER = models_dir() / "starter.safetensors"
LIMIT_BYTES = 4_000_000
OTHER_PROCESSORS = 0.01  # they round otherwise


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    sample = write_sample(tmp_path_factory.mktemp("starter") / "sample")
    return follow(evaluate(STARTER, sample), "Evaluate", read=step_of)


def test_it_is_small_and_says_what_it_is():
    card = read_card(STARTER)
    assert STARTER.stat().st_size < LIMIT_BYTES
    assert card.licence == "Apache-2.0"
    assert card.name == "starter"
    assert not set(card.held_out) & set(card.trained_on)


def test_the_sample_is_the_one_it_was_trained_on(found):
    """Fails when the sample is drawn otherwise: then run `make starter-model`."""
    assert found.mean_dice == pytest.approx(read_card(STARTER).mean_dice, abs=OTHER_PROCESSORS)
    assert not any(image.trained_on for image in found.images)


def test_the_scores_it_is_said_to_have_are_measured(found):
    said = dict(
        re.findall(r"^\| (\w+) \| ([\d.]+) \|", Path(models_dir() / "README.md").read_text(), re.M)
    )
    assert float(said.pop("mean")) == pytest.approx(found.mean_dice, abs=OTHER_PROCESSORS)
    for name, dice in said.items():
        assert float(dice) == pytest.approx(found.classes[name].dice, abs=OTHER_PROCESSORS)
    assert set(said) == {"membrane", "mitochondrion"}
