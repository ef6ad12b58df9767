"""Film strips: what a network said of the same few pictures again and again as it learnt."""

from __future__ import annotations

from dataclasses import dataclass

# For good, not only for type checking: reading a film validates against these types.
from unet_studio.domain.label_class import LabelClass  # noqa: TC001


@dataclass(frozen=True)
class FilmImage:
    """One picture of a film, or the part of it that is shown.

    Attributes
    ----------
    name
        Of the image in the project.
    left, top
        Where the part lies in the image, in its pixels.
    width, height
        Of the part, in pixels.
    """

    name: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class FilmFrame:
    """What the network said after one step.

    Attributes
    ----------
    step
        Batches it had seen.
    elapsed_s
        Since the training began.
    file
        Name of the file of masks.
    """

    step: int
    elapsed_s: float
    file: str


@dataclass(frozen=True)
class Film:
    """A film strip.

    Attributes
    ----------
    images
        They stand side by side, from left to right, tops level, in every file of the film.
    classes
        Of the masks.
    is_held_out
        Whether the network never learnt from these images.
    frames
        Oldest first.
    """

    images: tuple[FilmImage, ...]
    classes: tuple[LabelClass, ...]
    is_held_out: bool
    frames: tuple[FilmFrame, ...] = ()

    @property
    def lefts(self) -> tuple[int, ...]:
        """Where each image begins in the files, in pixels."""
        return tuple(
            sum(image.width for image in self.images[:place]) for place in range(len(self.images))
        )

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the files."""
        return (
            max((image.height for image in self.images), default=0),
            sum(image.width for image in self.images),
        )

    def frame_at(self, step: float) -> int | None:
        """Which frame shows the network as it was at a step; None if there is none at all.

        The last one made until then; the first one, if the step was before all.
        """
        if not self.frames:
            return None
        return max(0, sum(frame.step <= step for frame in self.frames) - 1)
