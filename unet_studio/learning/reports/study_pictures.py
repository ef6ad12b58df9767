"""The pictures of a study: its worst, a typical and its best held-out image, and what is wrong."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import cv2
import numpy as np

from unet_studio.domain.message import StudioError, say
from unet_studio.imaging.display_range import to_display
from unet_studio.imaging.error_map import ErrorKind, error_map
from unet_studio.imaging.overlay import overlay
from unet_studio.learning.reports.page import heading, number, picture
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import read_mask as read_mask_file
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_mask

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from unet_studio.domain.message import Message
    from unet_studio.learning.reports.page import Render
    from unet_studio.learning.reports.study import Study

ERROR_COLOURS = {
    ErrorKind.MISSED: (213, 94, 0),
    ErrorKind.EXTRA: (86, 180, 233),
    ErrorKind.WRONG_CLASS: (240, 228, 66),
}
"""As in the window: of Okabe and Ito, told apart by colour-blind eyes."""

_EDGE_PX = 360


def pictures(study: Study, render: Render) -> list[str]:
    """A row for each of the chosen images: itself, its labels, the prediction, the errors."""
    found = (_row(study, name, dice, render(why)) for name, dice, why in chosen(study))
    rows = [row for row in found if row]
    if not rows:
        return []
    heads = [
        render(say("study", "Image")()),
        render(say("study", "Labels")()),
        render(say("study", "Prediction")()),
        render(say("study", "Errors")()),
    ]
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    title = render(say("study", "The worst, a typical and the best held-out image")())
    return [
        heading(title),
        f'<p class="facts">{_legend(render)}</p>',
        f'<div class="wide"><table class="pictures"><tr>{head}</tr>',
        *rows,
        "</table></div>",
    ]


def chosen(study: Study) -> list[tuple[str, float, Message]]:
    """Names of the images to show, their mean Dice, and why they are shown."""
    ranked = study.ranked
    if not ranked:
        return []
    places = {
        0: say("study", "worst")(),
        (len(ranked) - 1) // 2: say("study", "typical (median)")(),
        len(ranked) - 1: say("study", "best")(),
    }
    if len(ranked) == 1:
        places = {0: say("study", "the only one")()}
    return [(*ranked[place], places[place]) for place in sorted(places)]


def error_picture(
    image: NDArray[np.uint8],
    truth: NDArray[np.uint8],
    found: NDArray[np.uint8],
    ids: Collection[int],
) -> NDArray[np.uint8]:
    """A grey image with what is missed, extra and confused in colour.

    Parameters
    ----------
    image
        (H, W, 3) uint8.
    truth
        (H, W) uint8 class ids; 255 is never wrong.
    found
        (H, W) uint8 class ids.
    ids
        The classes that count.
    """
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    shown = np.repeat(grey[..., None], 3, axis=2)
    kinds = error_map(truth, found, ids)
    for kind, colour in ERROR_COLOURS.items():
        places = kinds == kind
        shown[places] = (0.3 * shown[places] + 0.7 * np.array(colour)).astype(np.uint8)
    return np.asarray(shown, np.uint8)


def _row(study: Study, name: str, dice: float, why: str) -> str:
    ref = next((image for image in list_images(study.project) if image.name == name), None)
    file = study.compared.masks.get(name) if study.compared else None
    if ref is None or file is None:
        return ""
    try:
        original = to_display(read_image(ref.path, plane=ref.plane))
        truth, found = read_mask(study.project, ref), read_mask_file(file)
    except StudioError:  # it could be scored from what was kept; a picture is gone since
        return ""
    if truth is None or not truth.shape == found.shape == original.shape[:2]:
        return ""
    small = _shrunk(original)
    truth, found = _fitted(truth, small), _fitted(found, small)
    classes = study.project.classes
    ids = [c.id for c in classes]
    cells = [
        f"<td>{picture(small, name)}<b>{escape(why)}</b>: {escape(name)}<br>"
        f"Dice {number(dice)}</td>",
        f"<td>{picture(overlay(small, truth, classes, contour_px=1), name)}</td>",
        f"<td>{picture(overlay(small, found, classes, contour_px=1), name)}</td>",
        f"<td>{picture(error_picture(small, truth, found, ids), name)}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _legend(render: Render) -> str:
    words = {
        ErrorKind.MISSED: say("study", "missed")(),
        ErrorKind.EXTRA: say("study", "found where there is nothing")(),
        ErrorKind.WRONG_CLASS: say("study", "wrong class")(),
    }
    dots = (
        f'<i class="dot" style="background:rgb{ERROR_COLOURS[kind]}"></i>{escape(render(text))} '
        for kind, text in words.items()
    )
    return "&nbsp; ".join(dots)


def _shrunk(shown: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = shown.shape[:2]
    factor = min(1.0, _EDGE_PX / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(shown, size, interpolation=cv2.INTER_AREA), np.uint8)


def _fitted(mask: NDArray[np.uint8], shown: NDArray[np.uint8]) -> NDArray[np.uint8]:
    size = (shown.shape[1], shown.shape[0])
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST), np.uint8)
