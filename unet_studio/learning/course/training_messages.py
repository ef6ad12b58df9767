"""Training messages: what a training says of itself, in sentences for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.shell_command import studio_command

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.learning.course.best_weights import BestModel
    from unet_studio.storage.atomic_write import WriteError

_MOST_NAMES = 5


class StepError(StudioError):
    """No further step can be taken as things are: going on needs other values of the recipe."""


def says_few(labelled: int) -> Message:
    """So few labelled images had better be cross-validated."""
    return say(
        "training",
        "With {count} labelled {count:image|images}, the few that are held out tell little. "
        "Cross-validation (--folds {folds}, or the box in Train) trains {folds} models in the same "
        "time and scores every image.",
    )(count=labelled, folds=min(5, labelled))


def says_resumed(step: int) -> Message:
    """Where a training goes on."""
    note = say("training", "Going on at step {step}, where the last checkpoint was written.")
    return note(step=step)


def says_left_out(names: Sequence[str]) -> Message:
    """These images were labelled after the training began."""
    listed = ", ".join([*names[:_MOST_NAMES], *(["..."] if len(names) > _MOST_NAMES else [])])
    return say(
        "training",
        "Labelled since this training began, and not learnt from by it: {names} ({count} in all). "
        "To learn from them too, begin a new training that starts from this one's model.",
    )(names=listed, count=len(names))


def says_not_comparable(path: Path, error: StudioError) -> Message:
    """The model that a training started from cannot be read when it goes on."""
    return say(
        "training",
        "The model that this training started from, {path}, cannot be compared with the new one "
        "in the end. {problem}",
    )(path=path, problem=error.message)


def says_flat(patience: float) -> Message:
    """Nothing got better for this share of the time."""
    return say(
        "training",
        "Nothing better was found for {share:.0%} of the time, so the training ends early: "
        "the learning rate falls quickly now, and the best model is kept.",
    )(share=patience)


def says_views(card: ModelCard, views: int) -> Message:
    """What looking at images in several ways brought."""
    return say(
        "training",
        "Held-out Dice {plain:.3f}; {augmented:.3f} where every image is predicted in {views} "
        "positions and averaged. Predicting does so only if asked to (Prediction options, or "
        "--augment), and takes {views} times as long.",
    )(
        plain=card.mean_dice or 0.0,
        augmented=card.augmented_mean_dice or 0.0,
        views=views,
    )


def says_unwritten(error: WriteError) -> Message:
    """Something could not be written, which need not end the training."""
    return say("training", "{problem} Training goes on and tries again; please make room.")(
        problem=error.message
    )


def says_out_of_memory(step: int, best: BestModel) -> Message:
    """There is no way to use less memory in this step."""
    return say(
        "training",
        "Memory ran out at step {step}, though as little is used as possible. {kept}. Close "
        "other programs, or choose a smaller network (plan.width or network.widths).",
    )(step=step, kept=_says_kept(best))


def says_smaller_tiles(tile_px: int) -> Message:
    """Memory ran out while held-out images were predicted."""
    return say(
        "training",
        "Memory ran out in validation, so held-out images are predicted in tiles of {tile} pixels "
        "from now on. That is slower, and scores may differ a little.",
    )(tile=tile_px)


def says_no_room_to_predict() -> Message:
    """There is no way to use less memory in validation."""
    return say(
        "training",
        "Memory ran out in validation, though as little is used as possible. Close other programs, "
        "or choose a smaller network (plan.width or network.widths).",
    )()


_BROKEN_LOSS = say(
    "training",
    "Training stopped at step {step}: the loss is no longer a number. {kept}. Train again with "
    "smaller steps: under Recipe, a learning rate of {rate:g}. On the command line the last "
    "good state can go on: {command}; or with --set precision=float32.",
)


def says_broken_loss(step: int, best: BestModel, root: Path, run: str, rate: float) -> Message:
    """The loss of this step is no number; the recipe's learning rate is this."""
    slower = f"optimiser.learning_rate={rate / 10:g}"
    command = studio_command("train", root, "--resume", run, "--set", slower)
    return _BROKEN_LOSS(step=step, kept=_says_kept(best), command=command, rate=rate / 10)


def gentler_rate(message: Message) -> float | None:
    """The learning rate to go on with after this; None unless a loss was no number."""
    rate = message.values.get("rate") if message.text == _BROKEN_LOSS else None
    return rate if isinstance(rate, float) else None


def says_unreadable(step: int, error: StudioError, best: BestModel) -> Message:
    """An image that a step or a score needs cannot be read any more."""
    return say("training", "Training stopped at step {step}. {problem} {kept}.")(
        step=step, problem=error.message, kept=_says_kept(best)
    )


def says_misfit(path: Path) -> Message:
    """A sound checkpoint, but of another training."""
    return say(
        "training",
        "Cannot go on from {path}: it does not belong to the recipe beside it. Begin a new "
        "training, or one that starts from the model beside it: train PROJECT --from MODEL.",
    )(path=path)


def says_other_classes(then: Iterable[str], now: Iterable[str]) -> Message:
    """The classes of the project are no longer those that a training knows."""
    return say(
        "training",
        "This training cannot go on as it was, for the classes have changed since: it learnt "
        "{then}, now there are {now}. Begin a new one that starts from what it has learnt: "
        "Continue training from its model, or train PROJECT --from MODEL.",
    )(then=", ".join(then), now=", ".join(now))


def _says_kept(best: BestModel) -> Message:
    if best.is_empty:
        return say("training", "No model was kept, for it was too early")()
    return say("training", "The best model so far is kept in {path}")(path=best.path)
