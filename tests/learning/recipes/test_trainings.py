"""Every published recipe, with a narrow network, trained on small real projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
import torch
from discs import run_through

from unet_studio.learning.network.model_weights import load_network
from unet_studio.learning.recipes import RECIPES, recipe_named
from unet_studio.learning.training.train import train
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.run_folder import METRICS, PREVIEW, read_metrics, trained_models

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe

    MakeProject = Callable[..., Project]

NAMES = [name for name in RECIPES if name != "auto"]
ONE_OUTPUT = ("isbi-binary", "dice-unet", "loss-comparison")


def narrow(name: str, **values: object) -> Recipe:
    """The recipe with a network of three levels, and small patches or images."""
    small = {
        "network.widths": [4, 8, 8],
        "network.decoder_widths": [8, 4],
        "data.fit_px": [48, 48],
        "precision": "float32",
    }
    if RECIPES[name].data.patch_px:
        small |= {"data.patch_px": 28, "batch": 2}
    return recipe_named(name, **small | values)


@pytest.mark.parametrize("name", NAMES)
def test_learns_one_class(disc_project: MakeProject, name: str) -> None:
    project = disc_project(4, held_out=("3.png",))
    # Published rates are meant for long trainings of wide networks.
    rate = 0.05 if RECIPES[name].optimiser.name == "sgd" else 3e-3
    faster = {"optimiser.learning_rate": rate, "optimiser.momentum": 0.5, "batch": 1}
    epochs = 3 if name == "loss-comparison" else 10
    reports, trained = run_through(train(project, narrow(name, **faster), epochs=epochs))
    losses = [r.train_loss for r in reports if r.train_loss is not None]
    assert np.mean(losses[-5:]) < np.mean(losses[:5])
    assert trained.best["disc"].dice is not None
    card, network = load_network(trained.model)
    assert card.network.out_channels == (1 if name in ONE_OUTPUT else 2)
    assert (card.recipe, card.normalisation) == (name, RECIPES[name].data.normalisation)
    assert network.config.in_channels == (3 if RECIPES[name].data.channels == "colour" else 1)


@pytest.mark.parametrize("name", NAMES)
def test_learns_several_classes_in_colour(disc_project: MakeProject, name: str) -> None:
    project = disc_project(3, held_out=("2.png",), classes=("a", "b"), colour=True)
    _, trained = run_through(train(project, narrow(name), epochs=1))
    assert set(trained.best) == {"a", "b"}
    card = read_card(trained.model)
    colours = {"grey": 1, "colour": 3, "auto": 3}[RECIPES[name].data.channels]
    assert (card.network.in_channels, card.network.out_channels) == (colours, 3)


def test_labelme_multiclass_keeps_the_last_weights_and_those_of_every_20_epochs(
    disc_project: MakeProject,
) -> None:
    project = disc_project(3, held_out=("2.png",), classes=("a", "b"), colour=True)
    reports, trained = run_through(train(project, narrow("labelme-multiclass"), epochs=40))
    assert max(r.step for r in reports) == 40  # two images in batches of two
    saved = sorted(p.name for p in trained.run.glob("epoch-*.safetensors"))
    assert saved == ["epoch-0020.safetensors", "epoch-0040.safetensors"]
    _, last = load_network(trained.model)
    _, fortieth = load_network(trained.run / saved[1])
    _, twentieth = load_network(trained.run / saved[0])
    ends = [net.outc.conv.weight for net in (last, fortieth, twentieth)]
    assert torch.equal(ends[0], ends[1])
    assert not torch.equal(ends[0], ends[2])
    scored = [r.dice for r in reports if r.dice]
    assert trained.best["a"].dice == scored[-1]["a"]
    # The shelf is not drowned in them.
    assert [path for path, _ in trained_models(project)] == [trained.model]


def test_the_last_weights_are_kept_without_held_out_images_too(disc_project: MakeProject) -> None:
    project = disc_project(1)
    recipe = narrow("labelme-multiclass", save_every=3)
    _, trained = run_through(train(project, recipe, epochs=3))
    _, last = load_network(trained.model)
    _, third = load_network(trained.run / "epoch-0003.safetensors")
    assert torch.equal(last.outc.conv.weight, third.outc.conv.weight)


@pytest.mark.parametrize("name", ["labelme-multiclass", "unet-2015"])
def test_a_preview_shows_the_label_beside_the_prediction(
    disc_project: MakeProject, name: str
) -> None:
    project = disc_project(3, held_out=("2.png",), colour=True)
    _, trained = run_through(train(project, narrow(name), epochs=1))
    picture = cv2.imread(str(trained.run / PREVIEW))
    assert picture is not None
    width = (picture.shape[1] - 8) // 3
    image, label = picture[:, :width], picture[:, width + 4 : 2 * width + 4]
    assert image.shape == label.shape
    assert (image != label).any() or name == "unet-2015"


def test_ten_times_an_epoch(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    reports, _ = run_through(train(project, narrow("loss-comparison"), epochs=1))
    assert max(r.step for r in reports) == 20


def test_full_batches_take_a_step_an_epoch(disc_project: MakeProject) -> None:
    project = disc_project(4, held_out=("3.png",))
    reports, _ = run_through(train(project, narrow("isbi-binary", batch=0), epochs=3))
    assert max(r.step for r in reports) == 3


def test_the_curves_say_dice_and_pixel_accuracy(disc_project: MakeProject) -> None:
    project = disc_project(3, held_out=("2.png",))
    _, trained = run_through(train(project, narrow("retina-patch"), epochs=2))
    assert (trained.run / METRICS).exists()
    rows = [row for row in read_metrics(trained.run) if row["validation_loss"]]
    assert all(0 <= float(row["pixel_accuracy"]) <= 1 for row in rows)
    assert all("dice disc" in row for row in rows)
