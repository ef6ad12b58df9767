"""Objects files: what was measured, as CSV tables for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

from unet_studio.domain.measurement import columns_for
from unet_studio.storage.atomic_write import atomic_path, write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.measurement import Column, MeasuredImage

OBJECTS_NAME = "objects.csv"

_ENCODING = "utf-8-sig"
"""With the mark at the beginning by which Excel knows UTF-8."""

_FIRST = ("image", "class", "object", "unlike_training")


def objects_header(channels: int, pixel_size_um: float | None = None) -> list[str]:
    """The column names, units included; the same order always.

    Parameters
    ----------
    channels
        Of the pictures, the most that any has.
    pixel_size_um
        If known, everything that has a length or area comes in micrometres too, at the end.
    """
    columns = columns_for(channels)
    names = [*_FIRST, *(column.title() for column in columns)]
    return names + [c.title(pixel_size_um) for c in _real(columns, pixel_size_um)]


def objects_rows(
    measured: MeasuredImage,
    channels: int | None = None,
    pixel_size_um: float | None = None,
    unlike: str = "",
) -> Iterator[list[str]]:
    """One row for each object of an image, as `objects_header` names the columns.

    Parameters
    ----------
    measured
        The image.
    channels
        As for the header; None = as many as the picture has.
    pixel_size_um
        As for the header.
    unlike
        In what the image differs from those that the model was trained on, if it does.
    """
    objects = measured.objects
    columns = columns_for(objects.channels if channels is None else channels)
    texts = [_texts(column.values(objects)) for column in columns]
    texts += [
        _texts(column.values(objects, pixel_size_um)) for column in _real(columns, pixel_size_um)
    ]
    for number, (class_id, *values) in enumerate(zip(objects.class_id, *texts, strict=True), 1):
        yield [measured.name, measured.classes[int(class_id)], str(number), unlike, *values]


def _real(columns: Sequence[Column], pixel_size_um: float | None) -> list[Column]:
    return [c for c in columns if c.power] if pixel_size_um is not None else []


def _texts(values: NDArray[np.generic]) -> list[str]:
    """Numbers as short as their meaning allows; an empty field for what is none."""
    if values.dtype.kind == "b":
        return ["1" if value else "0" for value in values.tolist()]
    return [_text(value) for value in values.tolist()]


def _text(value: float | None) -> str:
    if value is None or not math.isfinite(value):
        return ""
    return str(value) if isinstance(value, int) else f"{value:.8g}"


def write_objects(
    path: Path,
    images: Iterable[MeasuredImage],
    channels: int,
    pixel_size_um: float | None = None,
    unlike: Mapping[str, str] | None = None,
) -> None:
    """Write the objects of many images; not all have to be in memory at a time.

    Parameters
    ----------
    path
        The file; it is there as a whole or not at all.
    images
        Each is asked for when its rows are written, so they may be made one by one.
    channels, pixel_size_um
        See `objects_header`.
    unlike
        Image name -> in what it differs from those that the model was trained on.

    Raises
    ------
    WriteError
        If the file cannot be written.
    """
    with atomic_path(path) as temporary, temporary.open("w", encoding=_ENCODING, newline="") as out:
        table = csv.writer(out)
        table.writerow(objects_header(channels, pixel_size_um))
        for image in images:
            said = (unlike or {}).get(image.name, "")
            table.writerows(objects_rows(image, channels, pixel_size_um, said))


def write_summary(
    path: Path,
    images: Iterable[MeasuredImage],
    pixel_size_um: float | None = None,
    unlike: Mapping[str, str] | None = None,
) -> None:
    """Write one row for each image and class: how many objects there are, and how large.

    Raises
    ------
    WriteError
        If the file cannot be written.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    real = [] if pixel_size_um is None else ["total_area_um2", "mean_area_um2"]
    table.writerow(
        ["image", "class", "count", "total_area_px", "area_share", "mean_area_px",
         "unlike_training", *real]
    )  # fmt: skip
    for image in images:
        for name, total in image.totals.items():
            row = [image.name, name, total.count, total.area_px, _text(total.share)]
            row += [_text(total.mean_area_px), (unlike or {}).get(image.name, "")]
            if pixel_size_um is not None:
                row += [_scaled(a, pixel_size_um) for a in (total.area_px, total.mean_area_px)]
            table.writerow(row)
    write_text(path, "\ufeff" + text.getvalue())


def _scaled(area_px: float | None, pixel_size_um: float) -> str:
    return "" if area_px is None else _text(area_px * pixel_size_um**2)


def write_tables(
    path: Path,
    images: Sequence[MeasuredImage],
    pixel_size_um: float | None = None,
    unlike: Mapping[str, str] | None = None,
) -> Path:
    """Write the objects of some images, and a summary beside it; returns the path of the latter.

    Parameters
    ----------
    path
        Of the table of objects; ``PATH_summary.csv`` is the other one.
    images, pixel_size_um, unlike
        See `write_objects`.

    Raises
    ------
    WriteError
        If a file cannot be written.
    """
    channels = max((m.objects.channels for m in images), default=1)
    write_objects(path, images, channels, pixel_size_um, unlike)
    summary = path.with_name(f"{path.stem}_summary.csv")
    write_summary(summary, images, pixel_size_um, unlike)
    return summary
