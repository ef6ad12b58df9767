"""Whether scores of two models can be set beside each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from unet_studio.domain.interval import Interval
from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import ModelCard, said_dice
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.scored_model import why_unlike

CARD = ModelCard(
    *("one", "auto", NetworkConfig(), (), "per-image", 0),
    scores={"cell": ClassScores(0.5, 0.5, 0.5, 0.5, 0.5)},
    score_images=2,
    held_out=("1.png", "2.png"),
)
BOTH = {**CARD.scores, "wall": CARD.scores["cell"]}


def test_older_cards_were_scored_on_all_that_they_hold_out() -> None:
    assert CARD.scored_on == 2
    assert replace(CARD, score_images=1).scored_on == 1
    assert replace(CARD, score_images=0).scored_on == 2
    assert replace(CARD, scores={}).scored_on == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Dice 0.500 over 2 images"),
        ({"score_images": 0}, "Dice 0.500 over 2 images"),
        ({"score_images": 0, "held_out": ("1.png",)}, "Dice 0.500 on one image, so how far"),
        ({"dice_interval": Interval(0.4, 0.6)}, "Dice 0.500, 95 %: 0.40-0.60 over 2 images"),
    ],
)
def test_a_dice_is_said_with_the_number_of_images(changes: dict[str, object], said: str) -> None:
    assert str(said_dice(replace(CARD, **changes))).startswith(said)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"held_out": ("2.png", "1.png"), "score_images": 0}, None),
        ({"held_out": ("1.png", "3.png")}, "other held-out images than wide"),
        ({"held_out": ("1.png",), "score_images": 1}, "other held-out images than wide"),
        ({"score_images": 1}, "other held-out images than wide"),
        ({"scores": BOTH}, "other classes than wide"),
    ],
)
def test_it_is_said_why_two_scores_do_not_compare(
    changes: dict[str, object], reason: str | None
) -> None:
    found = why_unlike(replace(CARD, **changes), CARD, "wide")
    assert (found is None) == (reason is None)
    assert (reason or "") in str(found)


def test_images_are_known_by_what_they_show_whatever_they_are_called() -> None:
    first = replace(CARD, held_out_pictures=("aa", "bb"))
    renamed = replace(first, held_out=("x.png", "y.png"))
    assert why_unlike(first, renamed, "x") is None
    replaced = replace(first, held_out_pictures=("aa", "cc"))
    assert why_unlike(first, replaced, "x") is not None
