"""Diagnosis: what curves and scores say of a training that goes wrong, in plain words."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from unet_studio.domain.finding import Finding, Level
from unet_studio.domain.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

ONLY_BACKGROUND = "only-background"
NEVER = "never "
"""What findings are called that a later validation may take back; the second with a class name."""

_BLOCKS = 20  # the losses of batches jump; means over so many parts of the curve do not
_LEAST_STEPS = 60
_SPEED_KNOWN = 0.3  # of the training; the first steps are slower than the others
_NOISES = 3.0  # what lies farther from the rest than so much of its scatter is no chance


@dataclass(frozen=True)
class Seen:
    """What a training has shown so far.

    Attributes
    ----------
    losses
        One per batch.
    validation_losses
        One per validation.
    dice
        Class name -> held-out Dice, one per validation; None where the class was neither there
        nor found.
    fraction
        How much of the training is done, 0 to 1.
    rate
        The recipe's learning rate.
    labelled
        Class name -> how many training images show it; empty if nobody counted.
    """

    losses: Sequence[float] = ()
    validation_losses: Sequence[float] = ()
    dice: Mapping[str, Sequence[float | None]] = field(default_factory=dict)
    fraction: float = 0.0
    rate: float = 1e-3
    labelled: Mapping[str, int] = field(default_factory=dict)


class Diagnosed(NamedTuple):
    """A finding and what it is called by, so that it is told only once."""

    kind: str
    finding: Finding


class Diagnosis:
    """Remembers what was told already."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def new(self, seen: Seen) -> list[Finding]:
        """What is to be told now and was not yet."""
        found = [d for d in diagnosed(seen) if d.kind not in self._told]
        self._told.update(d.kind for d in found)
        return [replace(d.finding, key=d.kind) for d in found]


def is_over(finding: Finding, dice: Mapping[str, float | None]) -> bool:
    """Whether what was told before is no longer so, by what a later validation found.

    Parameters
    ----------
    finding
        Told by `Diagnosis`.
    dice
        Class name -> held-out Dice, of the later validation.
    """
    found = {name for name, value in dice.items() if value}
    if finding.key == ONLY_BACKGROUND:
        return bool(found)
    return finding.key in {f"{NEVER}{name}" for name in found}


def diagnosed(seen: Seen) -> list[Diagnosed]:
    """All that can be said of a training; the worst first.

    Every rule looks at means over a twentieth of the curve and asks for a difference of three
    times their scatter, so that the jumps from batch to batch are not taken for news.
    """
    found = [d for rule in _RULES for d in rule(seen)]
    return sorted(found, key=lambda d: d.finding.level is not Level.PROBLEM)


# ---- Labels ----


def _unlabelled_classes(seen: Seen) -> Iterator[Diagnosed]:
    if seen.labelled and not any(seen.labelled.values()):
        what = say(
            "diagnosis", "The training images show background alone: no pixel of them has a class."
        )
        fix = say(
            "diagnosis",
            "Draw around what you are looking for in a few images that are not held out; then "
            "train again.",
        )
        yield Diagnosed("no-labels", Finding(Level.PROBLEM, what(), fix()))
        return
    for name, count in seen.labelled.items():
        if not count:
            text = say("diagnosis", "No training image shows {name}, so it cannot be learnt.")
            fix = say("diagnosis", "Label {name} in an image that is not held out, or delete it.")
            yield Diagnosed(
                f"no-label {name}", Finding(Level.WARNING, text(name=name), fix(name=name))
            )


def _only_background(seen: Seen) -> Iterator[Diagnosed]:
    """Nothing of any class was found in the last two validations, although it is there."""
    curves = [curve[-2:] for curve in seen.dice.values() if any(d is not None for d in curve[-2:])]
    is_blank = bool(curves) and all(not d for curve in curves for d in curve)
    if not is_blank or seen.fraction < 0.2 or max(map(len, curves)) < 2:
        return
    yield Diagnosed(
        ONLY_BACKGROUND,
        Finding(
            Level.PROBLEM,
            say(
                "diagnosis",
                "The model says background everywhere: saying so is right for most pixels, and it "
                "has not found out yet what is not.",
            )(),
            say(
                "diagnosis",
                "Give it more time. If it stays so: check that the labels cover whole objects, "
                "turn on “Balance classes” or raise “Dice” in the recipe's loss, and try a "
                "learning rate of {lower:g} or {higher:g}.",
            )(lower=seen.rate / 10, higher=seen.rate * 3),
        ),
    )


def _never_found(seen: Seen) -> Iterator[Diagnosed]:
    """One class was found in no validation, others were."""
    best = {name: [d for d in curve if d is not None] for name, curve in seen.dice.items()}
    if not any(max(known, default=0) > 0 for known in best.values()) or seen.fraction < 0.4:
        return
    for name, known in best.items():
        if len(known) >= 3 and not max(known):
            text = say("diagnosis", "{name} was not found once in the held-out images.")
            fix = say(
                "diagnosis",
                "Rare or small classes need more labels: label {name} in more images. “Balance "
                "classes” in the recipe's loss makes every pixel of it count more.",
            )
            yield Diagnosed(
                f"{NEVER}{name}", Finding(Level.WARNING, text(name=name), fix(name=name))
            )


# ---- Curves ----


def _too_short(seen: Seen) -> Iterator[Diagnosed]:
    """As fast as it goes, there will be too few steps to learn anything from."""
    if len(seen.losses) < 2 or seen.fraction < _SPEED_KNOWN:
        return
    expected = len(seen.losses) / seen.fraction
    if expected >= _LEAST_STEPS:
        return
    text = say(
        "diagnosis",
        "Only about {count} {count:step fits|steps fit} into this training; a model needs some "
        "hundreds.",
    )
    fix = say(
        "diagnosis",
        "Give it more time, about {times} times as much; other programs at work on this "
        "computer slow it down too.",
    )
    yield Diagnosed(
        "too-short",
        Finding(Level.WARNING, text(count=round(expected)), fix(times=math.ceil(300 / expected))),
    )


def _loss_rises(seen: Seen) -> Iterator[Diagnosed]:
    blocks = blocks_of(seen.losses)
    if len(blocks) < _BLOCKS:
        return
    best, now = float(blocks.min()), float(blocks[-2:].mean())
    fallen = max(float(blocks[0]) - best, 0.0)
    if now - best <= max(0.5 * fallen, _NOISES * _scatter(blocks)):
        return
    text = say("diagnosis", "The training loss rises: it was {best:.3g} and is {now:.3g} now.")
    fix = say(
        "diagnosis",
        "The learning rate is too high: stop, and try {rate:g} (Recipe, Learning rate). Cutting "
        "long gradients (“Longest gradient”) helps too.",
    )
    yield Diagnosed(
        "rises",
        Finding(Level.PROBLEM, text(best=best, now=now), fix(rate=seen.rate / 10)),
    )


def _flat(seen: Seen) -> Iterator[Diagnosed]:
    """The loss never fell, or it fell and is level now."""
    blocks = blocks_of(seen.losses)
    if len(blocks) < _BLOCKS or seen.fraction < 0.3:
        return
    noise = _scatter(blocks)
    first, last = float(blocks[:3].mean()), float(blocks[-3:].mean())
    if abs(first - last) <= max(noise, 0.03 * abs(first)):
        yield Diagnosed("never-fell", Finding(Level.WARNING, _says_flat(), _says_other_rate(seen)))
        return
    middle, end = float(blocks[10:15].mean()), float(blocks[15:].mean())
    is_level = first > last and middle - end < 0.02 * (first - last)
    if is_level and 0.5 <= seen.fraction < 0.9:
        text = say("diagnosis", "The training loss is level now: more time will hardly help.")
        fix = say("diagnosis", "You may stop. More labelled images are what helps most.")
        yield Diagnosed("level", Finding(Level.OK, text(), fix()))


def _says_flat() -> Message:
    return say("diagnosis", "The training loss has not fallen since the beginning.")()


def _says_other_rate(seen: Seen) -> Message:
    return say(
        "diagnosis",
        "The learning rate is too low, or far too high: try {higher:g}, then {lower:g}. If neither "
        "helps, check that the labels lie on what they mean.",
    )(higher=seen.rate * 10, lower=seen.rate / 10)


def _over_fitting(seen: Seen) -> Iterator[Diagnosed]:
    """The validation loss has been rising for three validations while the training loss falls."""
    held_out = np.asarray(seen.validation_losses, np.float64)
    blocks = blocks_of(seen.losses)
    if len(held_out) < 5 or len(blocks) < _BLOCKS:
        return
    place = int(held_out.argmin())
    after, best = held_out[place + 1 :], float(held_out[place])
    learnt = float(held_out[0]) - best
    since = blocks[int(place / len(held_out) * _BLOCKS) :]
    is_worse = len(after) >= 3 and bool(
        (after[-3:] > best + max(0.1 * abs(best), 0.1 * learnt)).all()
    )
    if not is_worse or len(since) < 2 or since[-1] >= since[0]:
        return
    yield Diagnosed(
        "over-fitting",
        Finding(
            Level.WARNING,
            say(
                "diagnosis",
                "It begins to learn the training images by heart (over-fitting): the training loss "
                "falls, and on held-out images it has risen from {best:.3g} to {now:.3g}.",
            )(best=best, now=float(held_out[-1])),
            say(
                "diagnosis",
                "The model kept is the one that did best on held-out images, so you may stop. "
                "More labelled images help most; then more variation (rotation, bending) and "
                "dropout.",
            )(),
        ),
    )


_RULES: tuple[Callable[[Seen], Iterator[Diagnosed]], ...] = (
    _unlabelled_classes,
    _only_background,
    _never_found,
    _too_short,
    _loss_rises,
    _flat,
    _over_fitting,
)


def blocks_of(losses: Sequence[float]) -> NDArray[np.float64]:
    """Means over twenty parts of a curve, oldest first; none if it is too short to say anything."""
    if len(losses) < _LEAST_STEPS:
        return np.zeros(0)
    return np.array([part.mean() for part in np.array_split(np.asarray(losses), _BLOCKS)])


def _scatter(blocks: NDArray[np.float64]) -> float:
    """How much a block differs from the next, as a standard deviation of one block.

    From the median, which a jump does not move; 0.954 = sqrt(2) * 0.6745 makes it that of normal
    scatter.
    """
    return float(np.median(np.abs(np.diff(blocks)))) / 0.954
