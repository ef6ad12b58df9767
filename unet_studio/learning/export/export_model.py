"""Export of a model to a form that other programs read, checked against torch before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.model_export import ExportedModel, ModelFormat
from unet_studio.domain.report import ProgressReport
from unet_studio.learning.export.bioimageio_package import open_package, write_package
from unet_studio.learning.export.examples import (
    example,
    example_path,
    studio_example,
    studio_example_path,
)
from unet_studio.learning.export.onnx_file import open_onnx, write_onnx
from unet_studio.learning.export.source import pictures_for, source_of
from unet_studio.learning.export.torchscript_file import open_torchscript, write_torchscript
from unet_studio.storage.atomic_write import atomic_path, write_text

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.model_export import ModelExportWish
    from unet_studio.learning.export.source import ExportSource, Runner

MAY_DIFFER = 1e-3
"""Probabilities of a right copy differ by rounding, about 1e-6."""

MAY_DIFFER_FITTED = 0.1
"""Where pictures are resized: OpenCV does that to whole numbers in fixed point, now and then one
grey value off, which a network may make much of."""

_WAYS = {
    ModelFormat.ONNX: (write_onnx, open_onnx),
    ModelFormat.TORCHSCRIPT: (write_torchscript, open_torchscript),
    ModelFormat.BIOIMAGEIO: (write_package, open_package),
}
_STEPS = 4


def export_model(
    model: Path, wish: ModelExportWish
) -> Generator[ProgressReport, None, ExportedModel]:
    """Hand a model on.

    The file is written, opened again as other programs open it, and compared with what UNet Studio
    says of two pictures; only then does it get its name.

    Parameters
    ----------
    model
        The model file.
    wish
        The form, and where to.

    Raises
    ------
    ModelFileError
        If `model` is none of ours.
    StudioError
        If the file's probabilities are others than torch's, or the name does not fit the form.
    WriteError
        If it cannot be written; what was there before is untouched.

    Yields
    ------
    A report after every step.
    """
    _check_name(wish)
    source = source_of(model, wish)
    yield _step(1, say("model export", "model read")())
    pictures = pictures_for(source)
    write, opened = _WAYS[wish.format]
    with atomic_path(wish.out) as temporary:
        write(temporary, source)
        yield _step(2, say("model export", "network recorded and written")())
        difference = max(
            greatest_difference(run, source, pictures) for run in opened(temporary, source)
        )
        _check(difference, source)
        yield _step(3, say("model export", "compared with torch")())
    examples = _write_examples(model, source) if wish.has_examples else ()
    yield _step(4, say("model export", "examples written")())
    sizes = tuple((p.shape[0], p.shape[1]) for p in pictures)
    return ExportedModel(wish.out, wish.format, difference, sizes, examples, example(source))


def greatest_difference(
    run: Runner,
    source: ExportSource,
    pictures: list[NDArray[Any]],
) -> float:
    """How far the probabilities of a copy are from UNet Studio's own, at most, 0 to 1.

    Parameters
    ----------
    run
        The copy.
    source
        What it is a copy of.
    pictures
        (H, W, C) each; every one is given to it together with its turned self, since a batch
        must not mix pictures up.
    """
    differences = []
    for picture in pictures:
        pair = [picture, picture[::-1, ::-1]]
        batch = np.stack([p.transpose(2, 0, 1) for p in pair]).astype(np.float32)
        for found, own in zip(run(batch), pair, strict=True):
            expected = source.expected(own)
            if found.shape != expected.shape or not np.isfinite(found).all():
                return 1.0
            differences.append(float(np.abs(found - expected).max()))
    return max(differences)


def _check_name(wish: ModelExportWish) -> None:
    if wish.out.suffix.lower() not in wish.format.suffixes:
        text = say("model export", "The name of the file must end in {suffix}: {path}")
        raise StudioError(text(suffix=wish.format.suffixes[0], path=wish.out))


def _check(difference: float, source: ExportSource) -> None:
    limit = MAY_DIFFER if source.card.fit == "none" else MAY_DIFFER_FITTED
    if difference > limit:
        text = say(
            "model export",
            "The copy of the model does not say what the model says: probabilities differ by up "
            "to {difference}. It was not kept. Please report this, with the model if you can.",
        )
        raise StudioError(text(difference=f"{difference:.2g}"))


def _write_examples(model: Path, source: ExportSource) -> tuple[Path, ...]:
    texts = {
        example_path(source.wish): example(source),
        studio_example_path(source.wish): studio_example(source, model),
    }
    for path, text in texts.items():
        write_text(path, text)
    return tuple(texts)


def _step(done: int, message: Any) -> ProgressReport:
    return ProgressReport(done, _STEPS, message)
