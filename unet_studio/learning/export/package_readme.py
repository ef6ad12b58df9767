"""Package readme: what a person who opens a bioimage.io package wants to know first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio import __version__
from unet_studio.learning.export.description import (
    decision_words,
    scaling_words,
    size_words,
    summary,
)

if TYPE_CHECKING:
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.learning.export.source import ExportSource


def readme(source: ExportSource, *, scales_itself: bool) -> str:
    """The text, in Markdown."""
    card, pixels = source.card, source.wish.pixels
    where = "inside the weights" if scales_itself else "by the program, as rdf.yaml says"
    lines = [
        f"# {card.name}",
        "",
        summary(card),
        "",
        "## Use",
        "",
        f"- Input: {card.network.in_channels} channel(s), pixels of {pixels} as in the picture.",
        f"- Scaling, done {where}: {scaling_words(card, pixels)}.",
        f"- Size: {size_words(card)}.",
        *(["- Give whole pictures: tiles would each be resized."] if card.fit != "none" else []),
        *_float_note(source, scales_itself=scales_itself),
        "- Output: probabilities of background and each class, which sum to 1.",
        f"- Mask: {decision_words(card)}.",
        "",
        *(f"  - {n} = {name}" for n, name in enumerate(_names(card))),
        "",
        "## Training",
        "",
        *_training(card),
        "",
        "## Validation",
        "",
        *_validation(card),
        "",
        "Label some images of your own, hold them out from any training, and compare masks by Dice:"
        " 2 |A and B| / (|A| + |B|).",
        "",
        f"Licence of the weights: {source.licence or 'not stated'}. Written by UNet Studio "
        f"{__version__}.",
        "",
    ]
    return "\n".join(lines)


def _names(card: ModelCard) -> list[str]:
    return ["background", *(c.name for c in card.classes)]


def _float_note(source: ExportSource, *, scales_itself: bool) -> list[str]:
    is_unit = source.card.normalisation == "unit" and source.wish.pixels == "float32"
    if not is_unit or not scales_itself:
        return []
    return ["- Bring pixels into 0 to 1 before pictures are cut into tiles."]


def _training(card: ModelCard) -> list[str]:
    """What it was trained on, as far as the card says."""
    lines = [f"- Images: {len(card.trained_on)}, held out: {len(card.held_out)}."]
    lines.append(f"- Recipe: {card.recipe}; {card.software or 'software not stated'}.")
    if card.pixel_size_um is not None:
        lines.append(f"- Pixel size of the images: {card.pixel_size_um:g} micrometres.")
    if card.data_fingerprint:
        lines.append(f"- Fingerprint of images and labels: {card.data_fingerprint}.")
    return lines


def _validation(card: ModelCard) -> list[str]:
    """Scores on held-out images, or that there are none."""
    if not card.scores:
        return ["No images were held out, so nobody knows how good it is."]
    lines = [f"On {card.scored_on or 'the'} held-out images, means over them:", ""]
    for name, scores in card.scores.items():
        dice = "not known" if scores.dice is None else f"{scores.dice:.3f}"
        iou = "not known" if scores.iou is None else f"{scores.iou:.3f}"
        lines.append(f"- {name}: Dice {dice}, IoU {iou}")
    return lines
