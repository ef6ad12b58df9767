"""How unsure a model is of a picture, and where."""

from __future__ import annotations

import numpy as np
import pytest
from discs import disc_project_in
from PIL import Image
from small_models import untrained_model

from unet_studio.learning.teaching import looking
from unet_studio.learning.teaching.looking import SPOT_PX, Onlooker, entropy_of, look_of
from unet_studio.storage.project.project_file import list_images


def said(height, width, chance=0.0):
    """Probabilities of one class that are the same everywhere."""
    return np.stack([np.full((height, width), 1 - chance), np.full((height, width), chance)])


def test_entropy_is_a_share_of_the_greatest():
    assert entropy_of(said(2, 2, 0.5)) == pytest.approx(1.0)
    assert entropy_of(said(2, 2, 0.0)) == pytest.approx(0.0, abs=1e-5)
    assert entropy_of(np.full((4, 1, 1), 0.25)) == pytest.approx(1.0)


def test_the_spot_holds_the_square_the_model_is_most_unsure_of():
    probabilities = said(SPOT_PX * 2, SPOT_PX * 3)
    probabilities[:, 300:330, 500:540] = 0.5
    found = look_of((SPOT_PX * 2, SPOT_PX * 3), [((0, 0, SPOT_PX * 3, SPOT_PX * 2), probabilities)])
    left, top, right, bottom = found.spot
    assert left <= 500 < 540 <= right
    assert top <= 300 < 330 <= bottom
    assert (right - left, bottom - top) == (SPOT_PX, SPOT_PX)


def test_what_is_labelled_teaches_nothing_more():
    probabilities = said(40, 60)
    probabilities[:, 5:15, 5:15] = 0.5
    labelled = np.zeros((40, 60), bool)
    labelled[0:20, 0:20] = True
    assert look_of((40, 60), [((0, 0, 60, 40), probabilities)], labelled).uncertainty < 1e-4


def test_borders_are_told_from_whole_areas():
    along = said(200, 200)
    along[:, :, 100:] = said(200, 100, 1.0)
    along[:, :, 98:102] = 0.5
    inside = said(200, 200)
    inside[:, 60:140, 60:140] = np.array([0.55, 0.45])[:, None, None]
    whole = (0, 0, 200, 200)
    assert look_of((200, 200), [(whole, along)]).border_share > 0.9
    assert look_of((200, 200), [(whole, inside)]).border_share < 0.1


def test_large_pictures_are_looked_at_in_squares_at_their_own_size(tmp_path, monkeypatch):
    monkeypatch.setattr(looking, "WHOLE_PIXELS", 3000)
    monkeypatch.setattr(looking, "_SQUARE_PX", 32)
    project = disc_project_in(tmp_path / "p", 1)
    onlooker = Onlooker(untrained_model(tmp_path / "m.safetensors"), "cpu")
    glimpse = onlooker.open(list_images(project)[0])
    parts = [part for part in onlooker.probabilities(glimpse) if part is not None]
    assert len(parts) == 6
    assert all(p.shape == (2, 32, 32) for _, p in parts)


def test_the_same_picture_looks_the_same_and_another_one_other(tmp_path):
    project = disc_project_in(tmp_path / "p", 2)
    Image.open(project.root / "0.png").save(project.root / "copy.png")
    onlooker = Onlooker(untrained_model(tmp_path / "m.safetensors"), "cpu")
    one, other, copy = (onlooker.features(onlooker.open(image)) for image in list_images(project))
    assert np.array_equal(one, copy)
    assert not np.allclose(one, other)
