"""YOLO's label files, outlines and boxes, as shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.label_class import as_one_line
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.imaging.pixel_outline import filled, filled_with_line
from unet_studio.imaging.region_count import tallies
from unet_studio.imaging.region_form import RegionForm, region_shape
from unet_studio.storage.exchange.image_match import matched
from unet_studio.storage.exchange.label_reader import (
    FoundLabels,
    left_over,
    shape_name,
    some,
    table_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.project import ImageRef

DATA_FILES = ("data.yaml", "data.yml", "dataset.yaml")
LABELS = "labels"
_NO_LABELS = frozenset(
    {"classes.txt", "names.txt", "readme.txt", "train.txt", "val.txt", "test.txt"}
)
_HELD_OUT = frozenset({"val", "valid", "validation", "test"})
_BOX_NUMBERS = (4, 5)  # the fifth says how sure a detector was


class YoloReader:
    """Label files of a YOLO data set; see `LabelReader`.

    Parameters
    ----------
    path
        The folder of the data set, or its ``data.yaml``.
    images
        The images to find label files for.
    form
        As what shapes outlines come in; None: as polygons.

    Raises
    ------
    StudioError
        If there is no label file, or none for any of the images.
    """

    def __init__(
        self, path: Path, images: Sequence[ImageRef], form: RegionForm | None = None
    ) -> None:
        if not path.exists():
            raise StudioError(say("yolo", "There is no {path}.")(path=path))
        folder = path if path.is_dir() else path.parent
        files = _label_files(folder)
        found, unknown, unclear = matched(files, images)
        if not found:
            raise StudioError(
                say("yolo", "{folder} holds no label file for any of the images.")(folder=folder)
            )
        self._form = form
        self._files = {image: files[name] for image, name in found.items()}
        self.held_out = frozenset(
            image for image, name in found.items() if name.partition("/")[0] in _HELD_OUT
        )
        self._names = _class_names(path, folder)
        self._lines = {image: _lines(file) for image, file in self._files.items()}
        for lines in self._lines.values():
            for number in {number for number, _ in lines if number is not None}:
                self._names.setdefault(number, f"class-{number}")
        self.classes = table_of({number + 1: name for number, name in self._names.items()})
        self.losses = left_over([*unknown, *unclear])

    def has(self, image: ImageRef) -> bool:
        """Whether there is a label file for it."""
        return image.name in self._files

    def problem(self, _image: ImageRef) -> Message | None:
        """Nothing: what is unclear is among `losses`."""
        return None

    def read(self, image: ImageRef, size: tuple[int, int]) -> FoundLabels:
        """The lines of its label file; those that cannot be understood are told."""
        canvas = np.zeros(size, np.uint16)
        values = {name: k for k, name in enumerate(dict.fromkeys(self._names.values()), start=1)}
        shapes: list[Shape] = []
        counted: list[str] = []
        odd: list[int] = []
        for at, (number, numbers) in enumerate(self._lines[image.name], start=1):
            outline = None if numbers is None else _outline(numbers, size)
            if number is None or outline is None:
                odd.append(at)
                continue
            name = self._names[number]
            is_box = numbers is not None and len(numbers) in _BOX_NUMBERS
            region = (filled if is_box else filled_with_line)(outline, size)
            region.paint(canvas, values[name])
            counted.append(name)
            if is_box:
                shapes.append(Shape(shape_name(name), outline[[0, 2]], ShapeType.RECTANGLE))
            elif self._form in (None, RegionForm.POLYGONS) or region.is_empty:
                shapes.append(Shape(shape_name(name), outline))
            else:
                shapes.append(region_shape(shape_name(name), region))
        before = tallies(canvas, {k: name for name, k in values.items()}, counted)
        return FoundLabels(tuple(shapes), before, _odd_lines(odd))


Line = tuple[int | None, "NDArray[np.float64] | None"]


def _lines(path: Path) -> list[Line]:
    """Class and numbers of each line; None for what cannot be understood."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise StudioError(
            say("yolo", "Cannot read {path}: {reason}.")(path=path, reason=error)
        ) from error
    return [_line(line.split()) for line in text.splitlines() if line.strip()]


def _line(words: list[str]) -> Line:
    try:
        numbers = np.array(words, np.float64)
    except ValueError:
        return None, None
    number = int(numbers[0]) if np.isfinite(numbers).all() and numbers[0] == int(numbers[0]) else -1
    return (number, numbers[1:]) if number >= 0 else (None, None)


def _outline(numbers: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64] | None:
    """Corners in image pixels; None if there are too few numbers, or they are no shares."""
    if len(numbers) < 4 or numbers.min() < -0.01 or numbers.max() > 1.01:
        return None
    scale = np.array([size[1], size[0]], np.float64)
    if len(numbers) in _BOX_NUMBERS:
        middle, extent = numbers[:2], numbers[2:4] / 2
        corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
        return np.asarray((middle + corners * extent) * scale)
    if len(numbers) < 6:
        return None
    even = numbers[: len(numbers) // 2 * 2]  # an odd one says how sure a detector was
    return np.asarray(even.reshape(-1, 2) * scale)


def _odd_lines(lines: list[int]) -> tuple[Message, ...]:
    if not lines:
        return ()
    text = say(
        "yolo",
        "{count} {count:line|lines} cannot be understood and {count:is|are} left out: line {lines}",
    )
    return (text(count=len(lines), lines=some(map(str, lines))),)


def _label_files(folder: Path) -> dict[str, Path]:
    """Label files by the name of their image without suffix."""
    top = folder / LABELS if (folder / LABELS).is_dir() else folder
    return {
        path.relative_to(top).with_suffix("").as_posix(): path
        for path in sorted(top.rglob("*.txt"))
        if path.name.lower() not in _NO_LABELS
    }


def _class_names(path: Path, folder: Path) -> dict[int, str]:
    """Names by number, of ``data.yaml`` or ``classes.txt``; empty if there is neither."""
    files = [path] if path.is_file() else [folder / name for name in DATA_FILES]
    found = next((file for file in files if file.is_file()), None)
    if found is not None:
        return _named(found)
    listed = folder / "classes.txt"
    if not listed.is_file():
        return {}
    lines = listed.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return {k: name.strip() for k, name in enumerate(lines) if name.strip()}


def _named(path: Path) -> dict[int, str]:
    import yaml

    try:
        content = yaml.safe_load(path.read_bytes())
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:  # e.g. dates
        raise StudioError(
            say("yolo", "Cannot read {path}: {reason}.")(path=path, reason=error)
        ) from error
    names: Any = content.get("names") if isinstance(content, dict) else None
    if isinstance(names, list):
        names = dict(enumerate(names))
    if not isinstance(names, dict):
        raise StudioError(say("yolo", "{path} does not name the classes.")(path=path))
    return {
        int(number): as_one_line(str(name)) or f"class-{number}"
        for number, name in names.items()
        if str(number).isdecimal()
    }
