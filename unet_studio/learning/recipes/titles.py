"""Titles: what people read of each recipe, where one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unet_studio.domain.message import say

if TYPE_CHECKING:
    from unet_studio.domain.message import Message


class RecipeTitle(NamedTuple):
    """How a recipe is called in a list, and one sentence of what it is for."""

    title: Message
    about: Message


TITLES: dict[str, RecipeTitle] = {
    "auto": RecipeTitle(
        say("recipes", "Automatic (recommended)")(),
        say(
            "recipes",
            "Looks at your images and at this computer, and chooses everything for the minutes "
            "it may take.",
        )(),
    ),
    "isbi-binary": RecipeTitle(
        say("recipes", "ISBI 2012 write-up: cell membranes")(),
        say(
            "recipes",
            "Whole grey images as they are, a large network, batches of one: for membranes and "
            "other fine grey structures, where there is a GPU.",
        )(),
    ),
    "labelme-multiclass": RecipeTitle(
        say("recipes", "labelme write-up: several classes")(),
        say(
            "recipes",
            "Colour images laid into a square of 256 pixels: for large parts of several classes.",
        )(),
    ),
    "unet-2015": RecipeTitle(
        say("recipes", "Original U-Net of 2015")(),
        say(
            "recipes",
            "Large bent tiles, and more weight between neighbours: for cells that touch and few "
            "images, where there is a GPU.",
        )(),
    ),
    "dice-unet": RecipeTitle(
        say("recipes", "Keras write-up: Dice loss")(),
        say(
            "recipes",
            "Grey images resized to 256 pixels, learnt by their overlap: for one small object in "
            "each image, as a nerve or a tumour.",
        )(),
    ),
    "retina-patch": RecipeTitle(
        say("recipes", "Keras write-up: vessels in patches")(),
        say(
            "recipes",
            "A small network and many small patches: for thin structures such as vessels.",
        )(),
    ),
    "loss-comparison": RecipeTitle(
        say("recipes", "Write-up that compares losses")(),
        say(
            "recipes",
            "Colour images resized to 256 pixels, shown ten times an epoch and rotated: a middling "
            "network to try losses with.",
        )(),
    ),
}
"""Name of a recipe -> what people read of it."""
