from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import LossConfig
from unet_studio.learning.course.clock import Clock
from unet_studio.learning.data.dataset import LabelledImage
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.data.stored_images import ImageMemory, StoredImages
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.prediction.faster_network import ready_to_predict
from unet_studio.learning.scores.validation import evenly
from unet_studio.learning.training.validator import Validator

if TYPE_CHECKING:
    from unet_studio.learning.prediction.inference import Inference


@pytest.fixture
def inference() -> Inference:
    network = UNet(NetworkConfig(1, 1, (4, 8), (4,)))
    return ready_to_predict(network, dtype=torch.float32, device=torch.device("cpu"))


def validator(count: int) -> Validator:
    empty = np.zeros((64, 64, 1), np.uint8)
    images = [LabelledImage(str(n), empty, empty[..., 0], Scaling(0.0, 1.0)) for n in range(count)]
    return Validator(images, 1, LossConfig())


def test_a_short_time_means_fewer_images_and_says_so(inference: Inference) -> None:
    hasty = validator(50)
    note = hasty.fit_into(Clock(1e-6), inference)
    assert len(hasty.images) == 1
    assert "1 of the 50" in str(note)


def test_a_single_image_is_never_left_out(inference: Inference) -> None:
    single = validator(1)
    assert single.fit_into(Clock(1e-6), inference) is None
    assert len(single.images) == 1


def test_time_enough_means_all_images(inference: Inference) -> None:
    patient = validator(5)
    assert patient.fit_into(Clock(3600.0), inference) is None
    assert patient.fit_into(Clock(None), inference) is None
    assert len(patient.images) == 5


def test_a_large_image_is_measured_with_its_weights(inference: Inference) -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (700, 530, 1), np.uint8)
    target = (pixels[..., 0] > 127).astype(np.uint8)
    weights = np.ones(target.shape, np.float32)
    image = LabelledImage("large", pixels, target, Scaling(0.0, 255.0), weights)
    large = Validator([image], 1, LossConfig(cross_entropy=1.0, border_weight=10.0))
    assert large.fit_into(Clock(None), inference) is None
    assert large.seconds > 0


def test_slow_validations_are_rare(inference: Inference) -> None:
    found = validator(3)
    for seconds, most in ((0.001, 20), (1.0, 8), (1000.0, 2)):
        found.seconds = seconds
        times = found.times(Clock(100.0), steps_per_epoch=1)
        assert len(times) == most
        assert times[-1] == 1


def test_once_per_epoch_where_epochs_count(inference: Inference) -> None:
    assert validator(3).times(Clock(None, steps=30), steps_per_epoch=10) == [1 / 3, 2 / 3, 1]
    assert validator(0).times(Clock(100.0), steps_per_epoch=1) == []


def test_an_image_without_the_class_has_no_dice(inference: Inference) -> None:
    found = validator(2)(inference)
    assert found.loss is not None
    assert found.scores[0].recall is None


def test_its_state_is_kept_and_found_again_though_no_image_can_be_read() -> None:
    def read(name: str) -> LabelledImage:
        raise StudioError(say("test", "{name} is gone.")(name=name))

    def made() -> Validator:
        return Validator(StoredImages("abcd", read, ImageMemory(0)), 1, LossConfig())

    before, after = made(), made()
    before.images = evenly(before.images, 2)
    after.load_state_dict(before.state_dict())
    assert isinstance(after.images, StoredImages)
    assert after.images.names == ("a", "c")
