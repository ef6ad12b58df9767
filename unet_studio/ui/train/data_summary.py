"""The data summary: how many labelled images there are to learn from and to check with."""

from __future__ import annotations

from unet_studio.ui.translations import translate


def data_summary(labelled: int, held_out: int) -> str:
    """One sentence on the labelled images, and what to do if there are too few."""
    if labelled == 0:
        return translate(
            "train",
            "No image is labelled yet. Draw around a few things in Label mode (F2), "
            "on two images or more, then come back.",
        )
    if labelled == held_out:
        return translate(
            "train",
            "Every labelled image is held out, so there is none to learn from: label "
            "another image, or hold fewer out (H in Label mode).",
        )
    if labelled == 1:
        return translate(
            "train",
            "One image is labelled: enough to learn from, but there is none to hold out for "
            "scores. Label a second one to get them.",
        )
    if held_out == 0:
        return translate(
            "train",
            "Labelled images: {labelled}. A fifth of them will be held out from training, "
            "so that the scores are honest.",
        ).format(labelled=labelled)
    return translate(
        "train",
        "Labelled images to learn from: {learning}. Held out from training: {held_out}; "
        "every score comes from those.",
    ).format(learning=labelled - held_out, held_out=held_out)


def nothing_texts(labelled: int) -> tuple[str, str]:
    """Heading and text where the curves will be, while there are none."""
    if labelled == 0:
        return (
            translate("train", "Nothing to learn from yet"),
            translate(
                "train",
                "A network learns from what you draw. Go to Label (F2), draw around everything "
                "you want found in one or two images, and come back. Two labelled images are "
                "enough to begin; five or more do much better.",
            ),
        )
    return (
        translate("train", "The curves appear here"),
        translate(
            "train",
            "Choose how long it may take and press Train. The blue curve is what the "
            "network learns from; the dashed orange one is measured on held-out images, which "
            "it never sees. You can go on labelling meanwhile.",
        ),
    )
