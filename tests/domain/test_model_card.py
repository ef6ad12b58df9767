from __future__ import annotations

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig

CARD = ModelCard("m", "auto", NetworkConfig(1, 1), (LabelClass(1, "a", "#000000"),), "none", 0)


def test_mean_dice_is_over_the_classes_that_have_one() -> None:
    assert CARD.mean_dice is None
    scores = {"a": ClassScores(0.5, 0, 0, 0), "b": ClassScores(None, None, None, None)}
    card = ModelCard("m", "auto", CARD.network, CARD.classes, "none", 0, scores=scores)
    assert card.mean_dice == 0.5


def test_the_network_says_what_its_coarsest_level_covers() -> None:
    assert NetworkConfig.of_width(8, 5).stride == 16
    assert NetworkConfig(widths=(4,), decoder_widths=()).stride == 1
