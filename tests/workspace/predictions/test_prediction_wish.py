from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from unet_studio.domain.project import Project
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_card
from unet_studio.workspace.models.model_shelf import ShelvedModel
from unet_studio.workspace.predictions.prediction_wish import NEEDED, PredictionWish, partners

CARD = read_card(models_dir() / "starter.safetensors")


def model(name: str, **changes: object) -> ShelvedModel:
    return ShelvedModel(Path(name), replace(CARD, **changes), is_own=True)


def test_what_results_show_is_always_written() -> None:
    assert set(PredictionWish(kinds=("coco",)).save) == {"coco", *NEEDED}


def test_models_are_averaged_only_with_those_of_the_same_classes() -> None:
    own, like = model("own"), model("like")
    other = model("other", classes=CARD.classes[:1])

    assert partners(own, [own, like, other], None) == [like]


def test_a_model_that_has_learnt_from_a_held_out_image_would_flatter() -> None:
    project = Project(Path("p"), Path("p"), Path("p"), held_out=frozenset({"7.png"}))
    honest = model("honest", trained_on=("1.png",))
    knowing = model("knowing", trained_on=("7.png",))

    assert partners(model("own"), [honest, knowing], project) == [honest]
