"""What a model's card says, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.message import filled
from unet_studio.domain.model_card import said_dice, says_one_sided
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.models.shelf_entry import Origin

if TYPE_CHECKING:
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.workspace.models.shelf_entry import ShelfEntry


def origin_text(origin: Origin) -> str:
    """Where a model is from, in a word or two."""
    return {
        Origin.PROJECT: translate("shelf", "this project"),
        Origin.PERSON: translate("shelf", "your own"),
        Origin.PROGRAM: translate("shelf", "the program"),
    }[origin]


def row_texts(entry: ShelfEntry) -> list[str]:
    """What the list says: name, from, Dice, images scored and learnt from, classes, date, size."""
    card = entry.card
    size = _size(entry)
    if card is None:
        unusable = translate("shelf", "unusable")
        return [entry.title, origin_text(entry.origin), unusable, "", "", "", "", size]
    return [
        entry.title,
        origin_text(entry.origin),
        _dice(card),
        str(card.scored_on or "–"),
        str(len(card.trained_on) or "–"),
        ", ".join(c.name for c in card.classes),
        card.created[:10] or "–",
        size,
    ]


def card_text(entry: ShelfEntry) -> str:
    """All that is to be known of a model before it is used."""
    card = entry.card
    if card is None:
        return render(entry.problem) if entry.problem else ""
    warnings = [f"⚠ {render(text)}" for text in (entry.misfit, entry.remark) if text]
    names = ", ".join(c.name for c in card.classes)
    lines = [
        *warnings,
        translate("shelf", "Finds: {names}.").format(names=names),
        _score(card),
        _training(card),
        _network(card),
        translate("shelf", "{size} on the disk.").format(size=_size(entry)),
    ]
    if card.cross_validation is not None and card.cross_validation.dice is not None:
        lines.append(
            filled(
                translate(
                    "shelf", "Cross-validated over {count} {count:image|images}: Dice {dice}."
                ),
                count=card.cross_validation.images,
                dice=f"{card.cross_validation.dice:.3f}",
            )
        )
    if card.licence:
        lines.append(translate("shelf", "Licence: {licence}.").format(licence=card.licence))
    if entry.is_busy:
        lines.append(translate("shelf", "A training is writing it."))
    return "\n\n".join(lines)


def _score(card: ModelCard) -> str:
    said = said_dice(card)
    if said is None:
        return translate("shelf", "Nobody knows how good it is: it has no score.")
    scored = translate("shelf", "On images held out from its training: {score}.")
    flattered = says_one_sided(card.one_sided)
    more = f" ⚠ {render(flattered)}" if flattered else ""
    return scored.format(score=render(said)) + more


def _training(card: ModelCard) -> str:
    text = translate(
        "shelf",
        "Learnt from {count} {count:image|images} by the recipe {recipe}, {date}, with {software}.",
    )
    if not card.trained_on:
        text = translate("shelf", "Learnt by the recipe {recipe}, {date}, with {software}.")
    return filled(
        text,
        count=len(card.trained_on),
        recipe=card.recipe or "?",
        date=card.created[:10] or "?",
        software=card.software or "?",
    )


def _network(card: ModelCard) -> str:
    kinds = {1: translate("shelf", "grey"), 3: translate("shelf", "colour")}
    channels = card.network.in_channels
    count = translate("shelf", "{count} {count:channel|channels}")
    text = translate(
        "shelf",
        "U-Net of {levels} {levels:level|levels}, {narrow} to {wide} channels; takes {kind} "
        "images.",
    )
    widths = card.network.widths
    return filled(
        text,
        levels=len(widths),
        narrow=min(widths),
        wide=max(widths),
        kind=kinds.get(channels) or filled(count, count=channels),
    )


def _size(entry: ShelfEntry) -> str:
    return f"{entry.size_bytes / 1e6:.1f} MB"


def _dice(card: ModelCard) -> str:
    if card.mean_dice is None:
        return "–"
    interval = f" ({card.dice_interval})" if card.dice_interval else ""
    return f"{card.mean_dice:.3f}{interval}"
