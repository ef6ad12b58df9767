"""Measuring images: the objects of predicted masks, and of what a person drew."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.corrected_total import class_biases
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import ImageRef
from unet_studio.storage.output_name import OutputNames
from unet_studio.storage.predictions.object_cache import cache_path, keep_objects, read_objects
from unet_studio.storage.predictions.prediction_report import read_report
from unet_studio.storage.project.project_labels import read_extent, read_mask

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.corrected_total import ClassBias
    from unet_studio.domain.label_class import LabelClass
    from unet_studio.domain.measurement import ClassTotal, MeasuredImage
    from unet_studio.domain.project import Project


@dataclass(frozen=True)
class PredictedImage:
    """One line of the report of a prediction.

    Attributes
    ----------
    image
        The picture; its path is that of the mask where the report names no picture.
    mask
        The mask file.
    unlike
        In what the picture differs from those that the model was trained on, if it does.
    """

    image: ImageRef
    mask: Path
    unlike: str = ""


def predicted_images(out: Path) -> list[PredictedImage]:
    """The images of a prediction folder that have masks.

    Raises
    ------
    StudioError
        If the folder is no prediction, or has no masks.
    """
    names, found, report = OutputNames(), [], read_report(out)
    if not report:
        raise StudioError(
            say("measure", "{folder} is neither a project nor a folder of predictions.")(folder=out)
        )
    for line in report.get("files", ()):
        name = str(line["name"])
        mask = out / "masks" / f"{line.get('output') or names.of(name)}.png"
        if line.get("status") != "failed" and mask.is_file():
            picture = out / line["picture"] if line.get("picture") else mask
            plane = line.get("plane")
            unlike = "; ".join(str(said) for said in line.get("unlike_training", ()))
            found.append(PredictedImage(ImageRef(name, picture, plane), mask, unlike))
    if not found:
        raise StudioError(
            say("measure", "There are no masks in {folder}; predict with masks first.")(folder=out)
        )
    return found


def objects_of_prediction(
    out: Path, image: ImageRef, mask: Path, classes: Iterable[LabelClass]
) -> Generator[None, None, MeasuredImage]:
    """Measure a predicted mask, step by step, or take what was measured of it before.

    Parameters
    ----------
    out
        The prediction folder; what is found is kept in it, if it can be written to.
    image
        The picture; intensities are left out if it cannot be read or has another size.
    mask
        Its mask file.
    classes
        Of the model.

    Raises
    ------
    StudioError
        If the mask cannot be read.
    """
    from unet_studio.imaging.measure import measuring
    from unet_studio.storage.pictures.mask_file import read_mask as read_mask_file

    kept = cache_path(out, mask)
    known = read_objects(kept, image.name, mask, image.path)
    if known is not None:
        return known
    shown = read_mask_file(mask)
    yield
    pixels = _pixels(image, shown.shape) if image.path != mask else None
    yield
    found = yield from measuring(image.name, shown, pixels, classes)
    with suppress(StudioError):
        keep_objects(kept, found, mask, image.path)
    return found


def _pixels(image: ImageRef, size: tuple[int, ...]) -> NDArray[np.generic] | None:
    from unet_studio.storage.pictures.image_file import read_image

    try:
        pixels = read_image(image.path, plane=image.plane)
    except StudioError:
        return None
    return pixels if pixels.shape[:2] == size else None


def objects_of_labels(
    project: Project, image: ImageRef
) -> Generator[None, None, MeasuredImage | None]:
    """Measure what a person drew, as the mask shows it; None if the image is unlabelled.

    Raises
    ------
    StudioError
        If labels or picture cannot be read.
    """
    from unet_studio.imaging.measure import measuring

    mask = read_mask(project, image)
    yield
    if mask is None:
        return None
    pixels = _pixels(image, mask.shape)
    yield
    return (yield from measuring(image.name, mask, pixels, project.classes))


def biases(
    project: Project, held_out: Sequence[ImageRef], predicted: Mapping[str, MeasuredImage]
) -> Generator[None, None, dict[str, ClassBias]]:
    """How the totals of a prediction are off, by the held-out images that are fully labelled.

    Of a partly labelled image nobody knows what the rest shows, so it tells nothing of totals.

    Parameters
    ----------
    project
        Has the labels.
    held_out
        Images that the model was not trained on.
    predicted
        Image name -> what was measured of its prediction.
    """
    pairs: list[tuple[Mapping[str, ClassTotal], Mapping[str, ClassTotal]]] = []
    for image in held_out:
        if image.name not in predicted:
            continue
        with suppress(StudioError):
            if read_extent(project, image) is LabelExtent.FULLY:
                truth = yield from objects_of_labels(project, image)
                if truth is not None:
                    pairs.append((truth.totals, predicted[image.name].totals))
        yield
    return class_biases(pairs)
