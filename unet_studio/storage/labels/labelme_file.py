"""labelme's JSON files: read with whatever they hold, written so that nothing of it is lost."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any, NamedTuple

from unet_studio.domain.annotation import (
    DRAFT_KEY,
    OUR_KEY,
    Annotation,
    LabelExtent,
    Shape,
    extent_with_drafts,
)
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.storage.atomic_write import write_bytes
from unet_studio.storage.labels.labelme_json import json_text
from unet_studio.storage.labels.labelme_shape import labelme_opens, read_shape, shape_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LABELME_VERSION = "6.3.1"
"""The version whose format we write; files that name another keep theirs."""

KEPT_SHAPES = "kept_shapes"
"""Below `OUR_KEY`: shapes of the file that could not be understood, as they were."""

_SIZE_KEYS = ("imageHeight", "imageWidth")
_OWN_KEYS = {"flags", "shapes", "imagePath", *_SIZE_KEYS, OUR_KEY}


class BrokenLabelFileError(StudioError):
    """A label file cannot be understood at all; it is never overwritten."""


@dataclass(frozen=True)
class LabelContent:
    """What a label file says.

    Attributes
    ----------
    annotation
        The shapes and everything to be written back.
    image_path
        Name of the image as the file states it, with ``/``.
    image_size
        Height and width as the file states them.
    problems
        What could not be understood; it is kept in the file all the same.
    """

    annotation: Annotation
    image_path: str | None = None
    image_size: tuple[int, int] | None = None
    problems: tuple[Message, ...] = ()


class LabelSummary(NamedTuple):
    """What `read_summary` finds out.

    Attributes
    ----------
    extent
        How much of its image a label file speaks of.
    has_drafts
        Whether shapes of it wait for a person to confirm them.
    class_names
        What its shapes are called, as it stands there.
    """

    extent: LabelExtent
    has_drafts: bool
    class_names: frozenset[str]


def read_labels(path: Path) -> LabelContent:
    """Read a labelme file of any version.

    Raises
    ------
    BrokenLabelFileError
        If it is not JSON, or JSON of another kind. Whatever is wrong with single shapes or keys
        is reported in `LabelContent.problems` instead.
    """
    return parse_labels(path, _read(path))


def parse_labels(path: Path, raw: bytes) -> LabelContent:
    """Understand what a labelme file held, as `read_labels` does.

    Parameters
    ----------
    path
        Where it lies, or lay.
    raw
        The bytes of the file.
    """
    content = _understood(path, raw)
    problems: list[Message] = []
    ours = _own_part(content, problems)
    shapes, kept = _shapes(content.get("shapes"), problems)
    kept = [*_list(ours.get(KEPT_SHAPES)), *kept]
    if kept:
        ours[KEPT_SHAPES] = kept
        problems.append(
            say(
                "labels",
                "{count} {count:shape|shapes} cannot be shown; {count:it is kept in the file as it "
                "is|they are kept in the file as they are}.",
            )(count=len(kept))
        )
    image_path = _image_path(content)
    annotation = Annotation(
        shapes=tuple(shapes),
        flags=_flags(content, ours, problems),
        stated_extent=_stated_extent(ours, problems),
        extra=_extra(content, ours, picture_is_there=_is_picture(path, image_path)),
    )
    return LabelContent(annotation, image_path, _image_size(content), tuple(problems))


def read_extent(path: Path) -> LabelExtent:
    """How much of its image a label file speaks of; quicker than `read_labels`.

    Raises
    ------
    BrokenLabelFileError
        As `read_labels`.
    """
    return read_summary(path).extent


def read_summary(path: Path) -> LabelSummary:
    """As `read_extent`, with the names that its shapes bear and whether any is a draft.

    Raises
    ------
    BrokenLabelFileError
        As `read_labels`.
    """
    content = _parsed(path)
    stated = _stated_extent(_own_part(content, []), [])
    shapes = [raw for raw in content.get("shapes") or [] if isinstance(raw, dict)]
    names = {raw.get("label") for raw in shapes}
    texts = frozenset(name for name in names if isinstance(name, str))
    marked = [raw for raw in shapes if _is_marked(raw)]
    if not marked:
        return LabelSummary(stated or _found_extent(shapes), False, texts)
    drafts, others = _readable(marked), _readable(raw for raw in shapes if not _is_marked(raw))
    settled = stated or (LabelExtent.FULLY if drafts or others else LabelExtent.UNLABELLED)
    extent = extent_with_drafts(settled, drafts + others, drafts)
    return LabelSummary(extent, drafts > 0, texts)


def read_image_name(path: Path) -> str | None:
    """The file name of the image that a label file states, if it can be read and states one."""
    try:
        image_path = _image_path(_parsed(path))
    except (StudioError, OSError):
        return None
    return image_path.rpartition("/")[2] if image_path else None


def write_labels(path: Path, annotation: Annotation, *, image: Path, size: tuple[int, int]) -> None:
    """Write or replace a label file that labelme opens.

    Parameters
    ----------
    path
        The label file.
    annotation
        Everything to write, unknown keys included.
    image
        The picture it belongs to; stated relative to the label file.
    size
        Height and width of the picture.

    Raises
    ------
    BrokenLabelFileError
        If there is a file that cannot be understood: it is left alone.
    WriteError
        If it cannot be written; the old file stays.
    """
    check_labels(path)
    write_bytes(path, label_bytes(path, annotation, image=image, size=size))


def check_labels(path: Path) -> None:
    """Look whether a label file may be replaced: there is none, or it can be understood.

    Raises
    ------
    BrokenLabelFileError
        If it cannot be understood.
    """
    if path.exists():
        _parsed(path)


def label_bytes(path: Path, annotation: Annotation, *, image: Path, size: tuple[int, int]) -> bytes:
    """What `write_labels` writes."""
    content = _content(annotation, image=_relative(image, path.parent), size=size)
    if image.is_file():
        content["imageData"] = None  # labelme reads the picture itself
    return _encoded(content)


def _content(annotation: Annotation, *, image: str, size: tuple[int, int]) -> dict[str, Any]:
    extra = dict(annotation.extra)
    ours = dict(extra.pop(OUR_KEY, {}))
    kept = _list(ours.pop(KEPT_SHAPES, None))
    shapes = [shape_json(shape) for shape in annotation.shapes]
    shapes += [raw for raw in kept if labelme_opens(raw)]
    if hidden := [raw for raw in kept if not labelme_opens(raw)]:
        ours[KEPT_SHAPES] = hidden
    if annotation.stated_extent is not None:
        ours["extent"] = str(annotation.stated_extent)
    content = {
        "version": extra.pop("version", LABELME_VERSION),
        "flags": dict(annotation.flags),
        "shapes": shapes,
        "imagePath": image,
        "imageData": extra.pop("imageData", None),
        "imageHeight": size[0],
        "imageWidth": size[1],
        **extra,
    }
    return content | ({OUR_KEY: ours} if ours else {})


def _encoded(content: Mapping[str, Any]) -> bytes:
    try:
        return json_text(content, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair: JSON can say it, UTF-8 cannot
        return json_text(content, ensure_ascii=True).encode("utf-8")


def _relative(image: Path, folder: Path) -> str:
    try:
        return os.path.relpath(image, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return image.absolute().as_posix()


def _parsed(path: Path) -> dict[str, Any]:
    return _understood(path, _read(path))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BrokenLabelFileError(
            say("labels", "Cannot open the label file {path}: {reason}.")(
                path=path, reason=error.strerror or error
            )
        ) from error


def _understood(path: Path, raw: bytes) -> dict[str, Any]:
    try:
        content = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _broken(path, str(error)) from error
    if not isinstance(content, dict):
        raise _broken(path, say("labels", "it is JSON, but not of labelme")())
    if not isinstance(content.get("shapes", []), list | None):
        raise _broken(path, say("labels", "its shapes are no list")())
    if "shapes" not in content and "imagePath" not in content:
        raise _broken(path, say("labels", "it is JSON, but not of labelme")())
    return content


def _broken(path: Path, reason: Message | str) -> BrokenLabelFileError:
    return BrokenLabelFileError(
        say(
            "labels",
            "Cannot understand the label file {path}: {reason}. It is left as it is; please repair "
            "it or move it away.",
        )(path=path, reason=reason)
    )


def _own_part(content: Mapping[str, Any], problems: list[Message]) -> dict[str, Any]:
    ours = content.get(OUR_KEY, {})
    if isinstance(ours, dict):
        return dict(ours)
    problems.append(_odd_key(OUR_KEY))
    return {"unreadable": {OUR_KEY: ours}}


def _shapes(raw_shapes: Any, problems: list[Message]) -> tuple[list[Shape], list[Any]]:
    shapes: list[Shape] = []
    kept: list[Any] = []
    for number, raw in enumerate(raw_shapes or [], start=1):
        shape, is_whole, problem = read_shape(raw)
        if shape is not None:
            shapes.append(shape)
        if not is_whole:
            kept.append(raw)
        if problem is not None:
            problems.append(
                say("labels", "Shape {number}: {problem}.")(number=number, problem=problem)
            )
    return shapes, kept


def _flags(
    content: Mapping[str, Any], ours: dict[str, Any], problems: list[Message]
) -> dict[str, bool]:
    flags = content.get("flags")
    if flags is None:
        return {}
    if isinstance(flags, dict):
        return flags
    problems.append(_odd_key("flags"))
    ours.setdefault("unreadable", {})["flags"] = flags
    return {}


def _stated_extent(ours: dict[str, Any], problems: list[Message]) -> LabelExtent | None:
    stated = ours.pop("extent", None)
    if stated in list(LabelExtent):
        return LabelExtent(stated)
    if stated is not None:
        problems.append(_odd_key(f"{OUR_KEY}.extent"))
        ours.setdefault("unreadable", {})["extent"] = stated
    return None


def _found_extent(shapes: Iterable[Mapping[str, Any]]) -> LabelExtent:
    has_shape = any(read_shape(raw)[0] is not None for raw in shapes)
    return LabelExtent.FULLY if has_shape else LabelExtent.UNLABELLED


def _is_marked(raw: Mapping[str, Any]) -> bool:
    """As `Shape.is_draft`."""
    ours = raw.get(OUR_KEY)
    return isinstance(ours, dict) and ours.get(DRAFT_KEY) is True


def _readable(shapes: Iterable[Mapping[str, Any]]) -> int:
    return sum(read_shape(raw)[0] is not None for raw in shapes)


def _extra(
    content: Mapping[str, Any], ours: Mapping[str, Any], *, picture_is_there: bool
) -> dict[str, Any]:
    extra = {key: value for key, value in content.items() if key not in _OWN_KEYS}
    if extra.get("version", "") is None:
        del extra["version"]
    if picture_is_there or not extra.get("imageData"):
        extra.pop("imageData", None)
    return extra | ({OUR_KEY: dict(ours)} if ours else {})


def _image_path(content: Mapping[str, Any]) -> str | None:
    path = content.get("imagePath")
    return PureWindowsPath(path).as_posix() if isinstance(path, str) and path else None


def _is_picture(path: Path, image_path: str | None) -> bool:
    if image_path is None or image_path.casefold().endswith(".json"):
        return False
    try:
        return (path.parent / image_path).is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _image_size(content: Mapping[str, Any]) -> tuple[int, int] | None:
    height, width = (content.get(key) for key in _SIZE_KEYS)
    if isinstance(height, int) and isinstance(width, int) and height > 0 and width > 0:
        return height, width
    return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _odd_key(key: str) -> Message:
    return say("labels", "The key {key} holds something unexpected; it is kept in the file.")(
        key=key
    )
