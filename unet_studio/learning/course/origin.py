"""Origin: what a training began with, by which it is known that it can go on as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.learning.data.dataset import Dataset
from unet_studio.learning.data.split import Split
from unet_studio.learning.data.stored_images import chosen_of
from unet_studio.storage.runs.file_place import noted_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unet_studio.learning.course.continuing import Beginning


@dataclass(frozen=True)
class Origin:
    """What a training began with, and needs again to go on.

    Attributes
    ----------
    seed, device
        As given to `train`.
    from_model
        The model file that it started from, as `noted_place` has it; empty if it started from
        chance.
    trained_on, held_out
        Name of an image -> changes with any pixel and any label of it.
    from_print
        Of the weights that it started from; empty if nobody noted it.
    """

    seed: int
    device: str
    from_model: str
    trained_on: Mapping[str, str]
    held_out: Mapping[str, str]
    from_print: str = ""

    @staticmethod
    def of(split: Split, seed: int, device: str, beginning: Beginning | None = None) -> Origin:
        """That of a training that begins now."""
        return Origin(
            seed,
            device,
            noted_place(beginning.path, split.project.root) if beginning else "",
            prints_of(split.training),
            prints_of(split.held_out),
            beginning.weights_print if beginning else "",
        )

    def unknown_to(self, split: Split) -> list[str]:
        """Names of images that are labelled now and were not then."""
        now = [*split.training.names, *split.held_out.names]
        return [name for name in now if name not in {**self.trained_on, **self.held_out}]

    def changed_in(self, split: Split) -> list[str]:
        """Names of the training's images that are others now, or gone, or on the other side."""
        now = {**prints_of(split.training), **prints_of(split.held_out)}
        then = {**self.trained_on, **self.held_out}
        changed = [name for name, print_then in then.items() if now.get(name) != print_then]
        changed += [n for n in self.held_out if n in split.training.names]
        changed += [n for n in self.trained_on if n in split.held_out.names]
        return list(dict.fromkeys(changed))

    def split_again(self, split: Split) -> Split:
        """The images that the training knows, out of all there are now.

        Raises
        ------
        StudioError
            If one of them, or its label, is another or gone: going on would give a model of
            which nobody could say what it has learnt from.
        """
        changed = self.changed_in(split)
        if changed:
            raise StudioError(
                say(
                    "training",
                    "This training cannot go on as it was, for its images or labels have changed "
                    "since: {names}. Begin a new one that starts from what it has learnt: "
                    "Continue training from its model, or train PROJECT --from MODEL.",
                )(names=", ".join(changed))
            )
        return Split(
            split.project,
            chosen_images(split.training, self.trained_on),
            chosen_images(split.held_out, self.held_out),
        )


def chosen_images(data: Dataset, names: Iterable[str]) -> Dataset:
    """The images of these names, in the order that these have: sampling counts them by place."""
    facts = list(data.facts)
    places = {one.name: place for place, one in enumerate(facts)}
    chosen = [places[name] for name in names]
    if chosen == list(range(len(facts))):
        return data
    return Dataset(data.channels, chosen_of(data.images, chosen), [facts[n] for n in chosen])


def prints_of(data: Dataset) -> dict[str, str]:
    """Name of an image -> changes with any pixel and any label of it."""
    return {facts.name: f"{facts.picture} {facts.label}" for facts in data.facts}
