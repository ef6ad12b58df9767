"""Pictures unlike the training images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from discs import disc_project_in, run_through
from PIL import Image

from unet_studio.domain.likeness import FEATURES
from unet_studio.imaging.certainty import certain_pixels
from unet_studio.imaging.picture_features import picture_features
from unet_studio.learning.data.likeness import least_certain, likeness_of
from unet_studio.learning.data.split import read_split
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.training.training_card import card_of
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.image_folder import find_images

if TYPE_CHECKING:
    from pathlib import Path


def features_in(folder: Path, *, most: int = 60) -> list[tuple[float, ...]]:
    return [picture_features(read_image(i.path)) for i in find_images(folder)[:most]]


@pytest.fixture(scope="module")
def isbi(shared_data: Path) -> list[tuple[float, ...]]:
    return features_in(shared_data / "isbi2012" / "train" / "image")


def test_real_images_of_other_kinds_are_flagged_and_held_out_ones_are_not(
    isbi: list[tuple[float, ...]], shared_data: Path
) -> None:
    held_out = isbi[2::5]
    likeness = likeness_of([row for row in isbi if row not in held_out])
    assert likeness is not None
    assert not any(likeness.unlike(row) for row in held_out)
    test_images = features_in(shared_data / "isbi2012" / "test")
    assert not any(likeness.unlike(row) for row in test_images)
    for other in ("sandstone/Train_images", "dsb2018_dev/images", "lm_fruit/images"):
        rows = features_in(shared_data / other, most=20)
        assert all(likeness.unlike(row) for row in rows), other


def test_three_training_images_are_enough_to_know_another_kind(
    isbi: list[tuple[float, ...]], shared_data: Path
) -> None:
    likeness = likeness_of(isbi[:30:10])
    assert likeness is not None
    assert not any(likeness.unlike(row) for row in isbi)
    stones = features_in(shared_data / "sandstone" / "Train_images")
    assert all(likeness.unlike(row) for row in stones)


def test_the_reason_is_said_in_plain_words(
    isbi: list[tuple[float, ...]], shared_data: Path
) -> None:
    import cv2

    likeness = likeness_of(isbi)
    assert likeness is not None
    picture = read_image(shared_data / "isbi2012" / "train" / "image" / "3.png")
    dark = likeness.unlike(picture_features((picture * 0.4).astype(np.uint8)))
    assert "darker than the training images" in map(str, dark)
    soft = likeness.unlike(picture_features(cv2.GaussianBlur(picture, (0, 0), 2.5)))
    assert "blurrier than the training images" in map(str, soft)
    tinted = np.dstack([picture, picture // 2, picture // 3])
    assert "other colours than the training images" in map(
        str, likeness.unlike(picture_features(tinted))
    )


def test_few_pictures_of_the_same_kind_are_flagged() -> None:
    rng = np.random.default_rng(0)
    flagged = []
    for _ in range(200):
        rows = rng.normal(0, 0.1, (12, len(FEATURES)))
        likeness = likeness_of(rows[:10].tolist())
        assert likeness is not None
        flagged += [bool(likeness.unlike(row)) for row in rows[10:].tolist()]
    assert np.mean(flagged) < 0.02


def test_a_training_image_that_is_odd_itself_widens_the_limit() -> None:
    rows = np.zeros((9, len(FEATURES)))
    rows[0, 3] = 3.0
    likeness = likeness_of(rows.tolist())
    assert likeness is not None
    assert not likeness.unlike(rows[0].tolist())


def test_an_unusually_uncertain_prediction_is_known_by_the_held_out_images() -> None:
    assert least_certain([0.9, 0.95]) is None
    limit = least_certain([0.93, 0.95, 0.94, 0.96, 0.92])
    assert limit is not None
    assert 0.6 < limit < 0.9
    few = least_certain([0.93, 0.95, 0.94])
    assert few is not None
    assert few < limit
    probabilities = np.array([[[0.95, 0.5, 0.1]], [[0.05, 0.5, 0.9]]])
    assert certain_pixels(probabilities) == 2
    three = np.array([[[0.95, 0.5]], [[0.03, 0.3]], [[0.02, 0.2]]])
    assert certain_pixels(three) == 1


def test_nothing_is_known_without_images() -> None:
    assert likeness_of([]) is None


def test_a_card_describes_the_images_learnt_from_alone(tmp_path: Path) -> None:
    project = disc_project_in(tmp_path / "p", 5, held_out=("4.png",))
    Image.new("L", (40, 40), 255).save(tmp_path / "p" / "5.png")  # unlabelled
    recipe = recipe_named("auto")
    _, split = run_through(read_split(project, recipe.data))
    likeness = card_of(split, recipe, "m").likeness
    assert likeness is not None
    assert likeness.images == 4
    own = picture_features(read_image(tmp_path / "p" / "4.png"))
    assert likeness.unlike(own) == ()
    assert likeness.unlike(picture_features(read_image(tmp_path / "p" / "5.png")))
