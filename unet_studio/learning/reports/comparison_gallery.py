"""The pictures of a comparison's page: predictions side by side, and the loss table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.learning.reports.comparison_pictures import PictureRow, picture_row
from unet_studio.learning.reports.page import number, picture

if TYPE_CHECKING:
    from unet_studio.learning.reports.comparison import Comparison
    from unet_studio.learning.reports.page import Render

_CELLS = {
    "cross-entropy": say("compare page", "Cross-entropy")(),
    "focal": say("compare page", "Focal loss")(),
    "dice": say("compare page", "Dice loss")(),
    "none": say("compare page", "no augmentation")(),
    "10x": say("compare page", "10x rotated")(),
}
"""Rows and columns of the loss table -> what they are called."""

_MOST_IMAGES = 12
_EDGE_PX = 240


def loss_pictures(comparison: Comparison, render: Render) -> list[str]:
    """The table of the write-up: loss by augmentation, with the segmentations of one image."""
    table = comparison.loss_table
    row = _row(comparison, 0) if table else None
    if row is None:
        return []
    title = render(say("compare page", "Loss by augmentation")())
    losses = list(dict.fromkeys(loss for loss, _ in table))
    augmentations = list(dict.fromkeys(augmentation for _, augmentation in table))
    heads = "".join(f"<th>{escape(render(_CELLS[loss]))}</th>" for loss in losses)
    lines = [f"<h2>{escape(title)}</h2>", f'<table class="losses"><tr><th></th>{heads}</tr>']
    places = {run.entry.name: place for place, run in enumerate(comparison.runs)}
    for augmentation in augmentations:
        cells = []
        for loss in losses:
            run = table[loss, augmentation]
            found = row.predictions[places[run.entry.name]]
            shown = picture(found, render(run.entry.short_title))
            cells.append(f"<td>{shown}Dice {number(run.mean_dice)}</td>")
        lines.append(f"<tr><td>{escape(render(_CELLS[augmentation]))}</td>{''.join(cells)}</tr>")
    return [*lines, "</table>"]


def prediction_pictures(comparison: Comparison, render: Render) -> list[str]:
    """A row for each held-out image: itself, its labels, what each run says of it."""
    heads = [
        render(say("compare page", "Image")()),
        render(say("compare page", "Labels")()),
        *(render(run.entry.short_title) for run in comparison.runs),
    ]
    title = render(say("compare page", "Predictions of the held-out images")())
    lines = [f"<h2>{escape(title)}</h2>"]
    left = len(comparison.images) - _MOST_IMAGES
    if left > 0:
        text = say("compare page", "The first {shown} of {count}.")
        shown = text(shown=_MOST_IMAGES, count=len(comparison.images))
        lines.append(f'<p class="facts">{escape(render(shown))}</p>')
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    lines.append(f'<div class="wide"><table class="pictures"><tr>{head}</tr>')
    for place in range(min(len(comparison.images), _MOST_IMAGES)):
        row = _row(comparison, place)
        if row is not None:
            lines.append(_picture_line(comparison, row, render))
    return [*lines, "</table></div>"]


def _picture_line(comparison: Comparison, row: PictureRow, render: Render) -> str:
    cells = [f"<td>{picture(row.original, row.image.name)}{escape(row.image.name)}</td>"]
    cells.append(f"<td>{picture(row.label, row.image.name)}</td>")
    for run, found in zip(comparison.runs, row.predictions, strict=True):
        dice = run.image_dice(row.image.name)
        says = "<br>".join(f"{escape(name)} {number(value)}" for name, value in dice.items())
        cells.append(f"<td>{picture(found, render(run.entry.short_title))}{says}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _row(comparison: Comparison, place: int) -> PictureRow | None:
    try:
        return picture_row(comparison, comparison.images[place], _EDGE_PX)
    except StudioError:  # it could not be scored either, and that was told then
        return None
