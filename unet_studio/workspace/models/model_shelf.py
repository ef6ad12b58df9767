"""The models at hand: those of the project, and those that came with the program."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from unet_studio.domain.message import StudioError
from unet_studio.domain.scored_model import why_unlike
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.run_folder import best_model, trained_models
from unet_studio.storage.runs.run_record import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import Project


@dataclass(frozen=True)
class ShelvedModel:
    """A model that can be used.

    Attributes
    ----------
    path
        Its file.
    card
        What it says of itself.
    is_own
        Whether it was trained in the open project.
    given
        What a person called its run; empty if nobody did.
    held_out_fingerprint
        Changes with any pixel or label that it was scored on; empty if nobody noted it.
    """

    path: Path
    card: ModelCard
    is_own: bool
    given: str = ""
    held_out_fingerprint: str = ""

    @property
    def name(self) -> str:
        """The run it came from, or its file: no other model of the project has it."""
        return self.path.parent.name if self.path.stem == "best" else self.path.stem

    @property
    def title(self) -> str:
        """What a person calls it."""
        return self.given or self.name

    def does_better_than(self, other: ShelvedModel) -> bool:
        """Whether its Dice is higher, measured on the very same images and labels."""
        mine, others = self.card.mean_dice, other.card.mean_dice
        if mine is None or others is None or why_unlike(self.card, other.card, other.title):
            return False
        is_same = self.held_out_fingerprint == other.held_out_fingerprint
        return bool(self.held_out_fingerprint) and is_same and mine > others


class Shelf(NamedTuple):
    """What was found.

    Attributes
    ----------
    models
        All models at hand, the latest of the project first.
    problems
        Why some files are left out.
    best
        The file of the project's best model; None if it has none.
    """

    models: list[ShelvedModel]
    problems: list[Message]
    best: Path | None = None


def shelved_models(
    project: Project | None, added: Iterable[Path] = (), library: Path | None = None
) -> Shelf:
    """Look for all models at hand; files that are no models are left out and reported.

    Parameters
    ----------
    project
        The open one.
    added
        Model files that a person chose.
    library
        Folder of a person's models; what is wrong with a file there, the shelf shows.
    """
    own = trained_models(project) if project else []
    shelved = [_own_model(path, card) for path, card in own]
    for path in sorted(library.glob("*.safetensors")) if library else ():
        with suppress(StudioError):
            shelved.append(ShelvedModel(path, read_card(path), is_own=False))
    problems: list[Message] = []
    for path in dict.fromkeys([*added, *sorted(models_dir().glob("*.safetensors"))]):
        try:
            shelved.append(ShelvedModel(path, read_card(path), is_own=False))
        except StudioError as error:
            problems.append(error.message)
    return Shelf(shelved, problems, best_model(project) if project and own else None)


def _own_model(path: Path, card: ModelCard) -> ShelvedModel:
    record = read_record(path.parent)
    title, fingerprint = (record.title, record.held_out_fingerprint) if record else ("", "")
    return ShelvedModel(path, card, is_own=True, given=title, held_out_fingerprint=fingerprint)
