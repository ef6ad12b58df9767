"""Resume: what a training keeps so that it may go on after anything, and how it goes on.

A training that is limited by epochs and was ended at any moment ends, resumed on the same CPU,
with the same weights bit for bit as one that was never ended: what a step learns from follows
from its number alone, and the rest of a training's state is in its checkpoint. A training that
is limited by minutes follows the clock: it goes on at the time it had reached, so that it takes
as long as asked for, but how many steps fit into the time left is never quite the same.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import torch

from unet_studio.domain.message import StudioError, say
from unet_studio.learning.dataset import Dataset
from unet_studio.learning.split import Split
from unet_studio.learning.stored_images import chosen_of
from unet_studio.storage.atomic_write import WriteError, remove_leftovers
from unet_studio.storage.checkpoint_file import read_checkpoint, write_checkpoint
from unet_studio.storage.recipe_file import with_values
from unet_studio.storage.run_folder import LAST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from unet_studio.domain.recipe import Recipe

RESUMABLE = (
    "optimiser.learning_rate",
    "optimiser.weight_decay",
    "optimiser.momentum",
    "optimiser.clip_norm",
    "precision",
)
"""What of a recipe may be changed when a training goes on."""

_LEAST_S = 10.0  # between two checkpoints
_SHARE = 0.008  # of the time, for writing them


class Stateful(Protocol):
    """A part of a training with something to remember."""

    def state_dict(self) -> dict[str, Any]:
        """Nested mappings and lists of tensors, numbers, texts, booleans and None."""

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state_dict` gave; keys are texts, and tuples lists, by now."""


@dataclass(frozen=True)
class Origin:
    """What a training began with, and needs again to go on.

    Attributes
    ----------
    seed, device
        As given to `train`.
    from_model
        The model file that it started from; empty if it started from chance.
    trained_on, held_out
        Name of an image -> changes with any pixel and any label of it.
    """

    seed: int
    device: str
    from_model: str
    trained_on: Mapping[str, str]
    held_out: Mapping[str, str]

    @staticmethod
    def of(split: Split, seed: int, device: str, from_model: Path | None = None) -> Origin:
        """That of a training that begins now."""
        started = str(from_model.resolve()) if from_model else ""
        return Origin(seed, device, started, _prints(split.training), _prints(split.held_out))

    def split_again(self, split: Split) -> Split:
        """The images that the training knows, out of all there are now.

        Raises
        ------
        StudioError
            If one of them, or its label, is another or gone: going on would give a model of
            which nobody could say what it has learnt from.
        """
        now = {**_prints(split.training), **_prints(split.held_out)}
        then = {**self.trained_on, **self.held_out}
        changed = [name for name, print_then in then.items() if now.get(name) != print_then]
        moved = [n for n in self.held_out if n in split.training.names]
        moved += [n for n in self.trained_on if n in split.held_out.names]
        if changed or moved:
            raise StudioError(
                say(
                    "training",
                    "This training cannot go on as it was, for its images or labels have changed "
                    "since: {names}. Begin a new one that starts from what it has learnt: "
                    "Continue training from its model, or train PROJECT --from MODEL.",
                )(names=", ".join(dict.fromkeys(changed + moved)))
            )
        return Split(
            split.project,
            chosen_images(split.training, self.trained_on),
            chosen_images(split.held_out, self.held_out),
        )


class LastCheckpoint:
    """The checkpoint of one run.

    Writing takes under one percent of the time: it waits longer where it takes longer.

    Attributes
    ----------
    path
        The file.
    origin
        Goes into it.
    took_s
        Writing it, the last time.
    """

    def __init__(self, run: Path, origin: Origin) -> None:
        self.path = run / LAST
        self.origin = origin
        self._written_at: float | None = None
        self.took_s = 0.0

    @property
    def is_due(self) -> bool:
        """Whether so much has happened that it should be written again."""
        if self._written_at is None:
            return True
        return perf_counter() - self._written_at >= max(_LEAST_S, self.took_s / _SHARE)

    @property
    def is_affordable(self) -> bool:
        """Whether writing one more now is cheap, as after a validation."""
        if self._written_at is None:
            return True
        return perf_counter() - self._written_at >= self.took_s / _SHARE

    def write(self, state: Mapping[str, Any]) -> bool:
        """Write the state of the training, unless its weights are no numbers any more.

        Returns
        -------
        Whether it was written.

        Raises
        ------
        WriteError
            If the disk is full or the run folder is gone; the last one is still there.
        """
        began = perf_counter()
        if not _is_finite(state["learner"]):
            return False
        origin = {
            "seed": self.origin.seed,
            "device": self.origin.device,
            "from_model": self.origin.from_model,
            "trained_on": dict(self.origin.trained_on),
            "held_out": dict(self.origin.held_out),
        }
        write_checkpoint(self.path, {"origin": origin, "state": _as_arrays(state)})
        self._written_at = perf_counter()
        self.took_s = self._written_at - began
        return True


def read_last(run: Path) -> tuple[Origin, dict[str, Any]]:
    """The last checkpoint of a run: where it came from, and the state of all its parts.

    Raises
    ------
    StudioError
        If there is none, or it is damaged.
    """
    path = run / LAST
    if not path.is_file():
        raise StudioError(
            say("training", "There is nothing to go on from in {run}: it has no {name}.")(
                run=run, name=LAST
            )
        )
    with suppress(WriteError):
        remove_leftovers(run)
    found = read_checkpoint(path)
    return Origin(**found["origin"]), _as_tensors(found["state"])


def changed_to_resume(recipe: Recipe, values: Mapping[str, object]) -> Recipe:
    """The recipe with some values changed, of those that a checkpoint does not depend on.

    Raises
    ------
    StudioError
        If a value may not be changed any more.
    """
    fixed = [key for key in values if key not in RESUMABLE]
    if fixed:
        raise StudioError(
            say(
                "training",
                "{keys} cannot be changed when a training goes on; only {known} can.",
            )(keys=", ".join(fixed), known=", ".join(RESUMABLE))
        )
    return with_values(recipe, values)


def on_cpu(state: Mapping[str, Any]) -> dict[str, Any]:
    """The state of a part, copied to main memory."""
    copied: dict[str, Any] = _as_tensors(_as_arrays(state))
    return copied


def _prints(data: Dataset) -> dict[str, str]:
    return {facts.name: f"{facts.picture} {facts.label}" for facts in data.facts}


def chosen_images(data: Dataset, names: Iterable[str]) -> Dataset:
    """The images of these names, in the order that these have: sampling counts them by place."""
    facts = list(data.facts)
    places = {one.name: place for place, one in enumerate(facts)}
    chosen = [places[name] for name in names]
    if chosen == list(range(len(facts))):
        return data
    return Dataset(data.channels, chosen_of(data.images, chosen), [facts[n] for n in chosen])


def _is_finite(node: Any) -> bool:
    """Whether all numbers in all tensors are."""
    if isinstance(node, torch.Tensor):
        return not node.is_floating_point() or bool(torch.isfinite(node).all())
    if isinstance(node, dict):
        return all(_is_finite(part) for part in node.values())
    if isinstance(node, list | tuple):
        return all(_is_finite(part) for part in node)
    return True


def _as_arrays(node: Any) -> Any:
    if isinstance(node, torch.Tensor):
        return node.detach().cpu().contiguous().numpy()
    if isinstance(node, dict):
        return {key: _as_arrays(part) for key, part in node.items()}
    if isinstance(node, list | tuple):
        return [_as_arrays(part) for part in node]
    return node


def _as_tensors(node: Any) -> Any:
    if isinstance(node, np.ndarray):
        return torch.from_numpy(node)
    if isinstance(node, dict):
        return {key: _as_tensors(part) for key, part in node.items()}
    if isinstance(node, list):
        return [_as_tensors(part) for part in node]
    return node
