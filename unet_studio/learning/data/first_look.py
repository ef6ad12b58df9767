"""First look: what the labelled images of a training are, noted while each is read once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from unet_studio.imaging.channels import channel_count
from unet_studio.imaging.picture_features import picture_features
from unet_studio.learning.data.augmentation import has_labels
from unet_studio.learning.data.dataset import facts_of
from unet_studio.learning.data.kept_targets import KeptTargets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.project import ImageRef
    from unet_studio.learning.data.dataset import ImageFacts


@dataclass(frozen=True)
class Seen:
    """What the first look at a labelled image tells.

    Attributes
    ----------
    facts
        See `learning.data.dataset.ImageFacts`.
    channels
        Of the picture.
    has_colour
        Whether the channels differ anywhere.
    """

    facts: ImageFacts
    channels: int
    has_colour: bool


class FirstLook:
    """Notes what the images are, and holds on to as many as there is room for.

    Attributes
    ----------
    seen
        Image name -> what it is; images in which nothing is labelled are left out.
    bytes_seen
        What all of them would take in memory.
    targets
        Of all of them, as they were.

    Parameters
    ----------
    room
        In memory, in bytes.
    described
        Names of the images whose features are to be noted.
    """

    def __init__(self, room: float, described: Collection[str] = ()) -> None:
        self.seen: dict[str, Seen] = {}
        self.bytes_seen = 0
        self.targets = KeptTargets()
        self._room = room
        self._described = frozenset(described)
        self._held: list[tuple[str, NDArray[Any], NDArray[np.uint8]]] = []

    def add(self, image: ImageRef, pixels: NDArray[Any], target: NDArray[np.uint8]) -> None:
        """Take in one image."""
        if not has_labels(target):
            return
        facts = facts_of(image.name, pixels, target)
        if image.name in self._described:
            facts = replace(facts, features=picture_features(pixels))
        self.seen[image.name] = Seen(facts, channel_count(pixels), _has_colour(pixels))
        self.targets.keep(image.name, target)
        self.bytes_seen += pixels.nbytes + target.nbytes
        if self.bytes_seen <= self._room:
            self._held.append((image.name, pixels, target))

    def hand_over(self) -> Iterator[tuple[str, NDArray[Any], NDArray[np.uint8]]]:
        """The images held, each once; they are let go of."""
        self._held.reverse()
        while self._held:
            yield self._held.pop()


def _has_colour(picture: NDArray[Any]) -> bool:
    """Whether the channels differ anywhere."""
    return picture.ndim == 3 and bool((picture != picture[..., :1]).any())
