"""Training card: what a training says of its model, and of its run, besides the scores."""

from __future__ import annotations

import platform
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import torch

from unet_studio import __version__
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.rerun import Rerun
from unet_studio.domain.run_entry import RunRecord
from unet_studio.learning.data.likeness import likeness_of
from unet_studio.learning.prediction.views import views_of

if TYPE_CHECKING:
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.data.split import Split
    from unet_studio.learning.training.training_loop import Training


def card_of(split: Split, recipe: Recipe, name: str) -> ModelCard:
    """The card of a model that is to be trained; of no scores yet."""
    return ModelCard(
        name=name,
        recipe=recipe.name,
        network=recipe.network,
        classes=tuple(split.project.classes),
        normalisation=recipe.data.normalisation,
        patch_px=recipe.data.patch_px,
        precision=recipe.precision,
        fit=recipe.data.fit,
        fit_px=recipe.data.fit_px,
        pixel_size_um=split.project.pixel_size_um,
        views=views_of(recipe.augmentation),
        held_out=split.held_out.names,
        trained_on=split.training.names,
        held_out_pictures=split.held_out.pictures,
        trained_on_pictures=split.training.pictures,
        data_fingerprint=split.training.fingerprint,
        likeness=likeness_of([f.features for f in split.training.facts if f.features]),
        software=f"UNet Studio {__version__}",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def record_of(training: Training, name: str | None, title_key: str = "") -> RunRecord:
    """What the run folder says of the training, called by a name or by one of the program's."""
    card = training.best.card
    return RunRecord(
        title=name or "",
        recipe=card.recipe,
        seed=training.seed,
        device=training.footing.device.name,
        parameters=sum(p.numel() for p in training.footing.learner.model.parameters()),
        held_out=card.held_out,
        trained_on=card.trained_on,
        data_fingerprint=card.data_fingerprint,
        held_out_fingerprint=training.split.held_out.fingerprint,
        software=card.software,
        from_model=training.last.origin.from_model,
        title_key=title_key,
    )


def packages() -> dict[str, str]:
    """Name -> version, of what the numbers of a training depend on."""
    return {
        "unet-studio": __version__,
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
    }


def rerun_of(training: Training, device: str) -> Rerun:
    """What to note of a training, so that it can be made again.

    Parameters
    ----------
    training
        At its end.
    device
        As asked for.
    """
    origin, footing = training.last.origin, training.footing
    return Rerun(
        seed=origin.seed,
        device=device,
        from_model=origin.from_model,
        from_print=origin.from_print,
        trained_on=dict(origin.trained_on),
        held_out=dict(origin.held_out),
        pace=replace(training.pacing.pace(training.position.step), views=training.scoring.views),
        threads=torch.get_num_threads(),
        packages=packages(),
        precision=str(footing.device.dtype(footing.recipe.precision)).removeprefix("torch."),
        machine=f"{footing.device.name}, {platform.platform()}",
    )
