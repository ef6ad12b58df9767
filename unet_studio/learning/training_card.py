"""Training card: what a training says of its model, and of its run, before it has scores."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unet_studio import __version__
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.run_entry import RunRecord
from unet_studio.learning.likeness import likeness_of
from unet_studio.learning.views import views_of

if TYPE_CHECKING:
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.split import Split
    from unet_studio.learning.training_loop import Training


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


def record_of(training: Training, name: str | None) -> RunRecord:
    """What the run folder says of the training."""
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
    )
