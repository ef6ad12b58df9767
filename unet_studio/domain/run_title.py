"""Titles of trainings: what the program calls one itself is said in the language of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.message import say

if TYPE_CHECKING:
    from datetime import datetime

    from unet_studio.domain.message import Message

GIVEN_TITLES: dict[str, Message] = {
    "cross-entropy/none": say("runs", "Cross-entropy, no augmentation")(),
    "cross-entropy/10x": say("runs", "Cross-entropy, 10x rotated")(),
    "focal/none": say("runs", "Focal loss, no augmentation")(),
    "focal/10x": say("runs", "Focal loss, 10x rotated")(),
    "dice/none": say("runs", "Dice loss, no augmentation")(),
    "dice/10x": say("runs", "Dice loss, 10x rotated")(),
}
"""Key -> what the program calls a training: the six of the loss table, by loss/augmentation."""


def title_of(title: str, key: str = "") -> Message:
    """What a training is called: by a person as it was typed, by the program in any language.

    Parameters
    ----------
    title
        In plain text.
    key
        Of `GIVEN_TITLES`, if the program gave the title; of one that this version does not know,
        the text is shown.
    """
    given = GIVEN_TITLES.get(key)
    return given if given is not None else say("runs", "{title}")(title=title)


def title_of_unnamed(recipe: str, started: datetime) -> Message:
    """What a training is called that nobody named: recipe and time, then the date.

    The name of its folder begins with the date, so in a narrow list all of a day would look alike.
    """
    return say("runs", "{recipe} {time}, {date}")(
        recipe=recipe, time=f"{started:%H:%M}", date=f"{started:%Y-%m-%d}"
    )
