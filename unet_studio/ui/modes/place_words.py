"""What the status bar says of a point of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_MOST_CLASSES = 3


def result_words(
    predicted: str | None,
    label: str | None,
    names: Sequence[str],
    probabilities: NDArray[np.floating] | None,
) -> str | None:
    """Class, probabilities and label of a point; None if nothing is known of it.

    Parameters
    ----------
    predicted, label
        Names of the classes there; None = background.
    names
        Of background and the model's classes.
    probabilities
        (K,), 0 to 1, of these; None while they are unknown. Of many, the largest are told.
    """
    parts = [predicted] if predicted is not None else []
    if probabilities is not None and len(probabilities) == len(names):
        order = np.argsort(-probabilities.astype(np.float32), kind="stable")
        told = sorted(order[:_MOST_CLASSES].tolist())
        shares = [
            translate("results", "{name} {percent} %").format(
                name=names[k], percent=f"{100 * float(probabilities[k]):.0f}"
            )
            for k in told
        ]
        parts.append(", ".join(shares))
    if label is not None:
        parts.append(translate("results", "label: {name}").format(name=label))
    return "   ·   ".join(parts) or None
