"""Study command: the line for a terminal that makes a run again, or one like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.shell_command import studio_command
from unet_studio.storage.runs.file_place import noted_file
from unet_studio.storage.runs.run_folder import RECIPE

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.learning.reports.study import Study


def rerun_command(study: Study) -> str:
    """What makes the run again: the same if it noted how, else one like it."""
    root, entry = study.project.root.resolve(), study.entry
    if study.rerun is not None:
        return studio_command("train", root, "--again", entry.name)
    recipe, minutes = (entry.path / RECIPE).resolve(), f"{max(0.1, entry.minutes):.1f}"
    given = ("--recipe", recipe, "--seed", str(entry.record.seed), "--minutes", minutes)
    return studio_command("train", root, *given, *_beginning(study))


def started_from(study: Study) -> Path | None:
    """The model file that the run started from, where it is now; None if it started from none.

    A run that noted it nowhere else has it on its card, if both models were compared.
    """
    noted = [study.rerun.from_model if study.rerun else "", study.entry.record.from_model]
    if study.card is not None and study.card.continued is not None:
        noted.append(study.card.continued.model)
    said = next(filter(None, noted), None)
    return None if said is None else noted_file(said, study.project.root).resolve()


def _beginning(study: Study) -> list[str]:
    """The words that say which model to start from, and how fast."""
    model = started_from(study)
    if model is None:
        return []
    words = ["--from", str(model)]
    if study.recipe is not None:  # a share of the usual rate already, and not to be lowered again
        words += ["--set", f"optimiser.learning_rate={study.recipe.optimiser.learning_rate!r}"]
    return words
