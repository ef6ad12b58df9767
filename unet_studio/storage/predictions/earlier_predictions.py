"""What a model predicted earlier, and is still true: found in the report of a prediction folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from unet_studio.domain.likeness import said_before
from unet_studio.domain.prediction_files import probabilities_beside
from unet_studio.storage.pictures.image_folder import REPORT_NAME
from unet_studio.storage.predictions.prediction_report import Source
from unet_studio.storage.predictions.redeciding import decision_of
from unet_studio.storage.predictions.stored_probabilities import entries_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef


class EarlierPrediction(NamedTuple):
    """One image and what was predicted for it.

    Attributes
    ----------
    image
        The original.
    mask
        Its mask file.
    probabilities
        The file the mask was decided from; None if it was not kept.
    unlike
        In what the image is unlike those that the model was trained on.
    decision
        How the mask was decided, if otherwise than the folder says.
    """

    image: ImageRef
    mask: Path
    probabilities: Path | None
    unlike: tuple[Message, ...]
    decision: Decision | None


def earlier_predictions(
    out: Path, signature: str, images: Iterable[ImageRef]
) -> list[EarlierPrediction]:
    """Those of the images, in their order, whose masks are those of this model.

    An image that changed since then, or whose mask is gone, is left out.

    Parameters
    ----------
    out
        The prediction folder; it need not exist.
    signature
        ``MODEL@HASH``.
    images
        Of the project, in any number.
    """
    by_name = {str(e.get("name")): e for e in entries_of(out / REPORT_NAME, signature)}
    found = []
    for image in images:
        entry, source = by_name.get(image.name), Source.of(image)
        if entry is None or source is None or entry.get("source") != source.as_json():
            continue
        mask = out / "masks" / f"{entry['output']}.png"
        if mask.is_file():
            found.append(_earlier(out, image, mask, entry))
    return found


def _earlier(out: Path, image: ImageRef, mask: Path, entry: Mapping[str, Any]) -> EarlierPrediction:
    kept = probabilities_beside(mask, out)
    return EarlierPrediction(
        image,
        mask,
        kept if kept.is_file() else None,
        said_before(map(str, entry.get("unlike_training", ()))),
        decision_of(entry) if "how" in entry else None,
    )
