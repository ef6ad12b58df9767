"""COCO's file of instances: read with whatever it holds, checked piece by piece."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unet_studio.domain.label_class import as_one_line
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.storage.exchange.label_reader import some

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OUR_KEY = "unet_studio"
"""The one key we add, to images and annotations."""

Annotations = list[dict[str, Any]]


@dataclass(frozen=True)
class CocoImage:
    """One entry of "images".

    Attributes
    ----------
    file_name
        As the file has it, folders included.
    size
        Height and width, if they are stated.
    annotations
        In the order of their ids, as the file has them.
    extra
        What our own export said of the image.
    """

    file_name: str
    size: tuple[int, int] | None
    annotations: Annotations
    extra: dict[str, Any]


@dataclass(frozen=True)
class CocoContent:
    """What a COCO file says.

    Attributes
    ----------
    images
        By file name.
    categories
        Names by id, in the order of the file.
    problems
        What of it belongs to nothing and is left out.
    """

    images: dict[str, CocoImage]
    categories: dict[int, str]
    problems: tuple[Message, ...]


def read_coco(path: Path) -> CocoContent:
    """Read a file of instances.

    Raises
    ------
    StudioError
        If it cannot be read, or is no COCO file.
    """
    content = _parsed(path)
    problems: list[Message] = []
    entries = {e["id"]: e for e in _entries(content, "images", problems) if _is_image(e)}
    by_image: dict[Any, Annotations] = defaultdict(list)
    lost: Counter[str] = Counter()
    for annotation in _entries(content, "annotations", problems):
        image_id = annotation.get("image_id")
        if _is_id(image_id) and image_id in entries:
            by_image[image_id].append(annotation)
        else:
            lost["image"] += 1
    if lost["image"]:
        text = say(
            "coco", "{count} {count:annotation belongs|annotations belong} to no image of the file."
        )
        problems.append(text(count=lost["image"]))
    images: dict[str, CocoImage] = {}
    twice: list[str] = []
    for image_id, entry in entries.items():
        name = entry["file_name"]
        twice += [name] if name in images else []
        images.setdefault(name, _image(entry, by_image[image_id]))
    if twice:
        text = say("coco", "These images stand in the file twice; the first one counts: {names}")
        problems.append(text(names=some(twice)))
    return CocoContent(images, _categories(content, problems), tuple(problems))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise StudioError(
            say("coco", "Cannot open {path}: {reason}.")(path=path, reason=error.strerror or error)
        ) from error
    except (ValueError, RecursionError) as error:
        raise StudioError(
            say("coco", "Cannot understand {path}: {reason}.")(path=path, reason=error)
        ) from error
    if not isinstance(content, dict) or not isinstance(content.get("images"), list):
        raise StudioError(
            say("coco", "{path} is no COCO file of instances: it has no list of images.")(path=path)
        )
    return content


def _entries(
    content: dict[str, Any], key: str, problems: list[Message]
) -> Iterator[dict[str, Any]]:
    listed = content.get(key) or []
    odd = 0
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict):
            yield entry
        else:
            odd += 1
    if odd:
        text = say("coco", "{count} {count:entry|entries} of “{key}” cannot be understood.")
        problems.append(text(count=odd, key=key))


def _is_image(entry: dict[str, Any]) -> bool:
    return _is_id(entry.get("id")) and bool(entry.get("file_name")) and (
        isinstance(entry["file_name"], str)
    )  # fmt: skip


def _is_id(value: Any) -> bool:
    return isinstance(value, int | str)


def _image(entry: dict[str, Any], annotations: Annotations) -> CocoImage:
    height, width = entry.get("height"), entry.get("width")
    size = (height, width) if isinstance(height, int) and isinstance(width, int) else None
    ours = entry.get(OUR_KEY)
    return CocoImage(
        entry["file_name"],
        size,
        sorted(annotations, key=lambda a: a["id"] if isinstance(a.get("id"), int) else 0),
        ours if isinstance(ours, dict) else {},
    )


def _categories(content: dict[str, Any], problems: list[Message]) -> dict[int, str]:
    names: dict[int, str] = {}
    above: set[str] = set()
    for entry in _entries(content, "categories", problems):
        number, name, parent = entry.get("id"), entry.get("name"), entry.get("supercategory")
        if isinstance(number, int) and not isinstance(number, bool):
            named = as_one_line(name) if isinstance(name, str) else ""
            names[number] = named or f"class-{number}"
            above |= {str(parent)} if parent and parent != name else set()
    if above - {"none"}:
        text = say("coco", "Super-categories are not kept: {names}")
        problems.append(text(names=some(sorted(above))))
    return names
