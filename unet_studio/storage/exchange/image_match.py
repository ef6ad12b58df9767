"""Which image of a project another program means by a name."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from unet_studio.domain.project import ImageRef

Parts = tuple[str, ...]
Index = defaultdict[str, list[tuple[str, Parts]]]


def matched(
    names: Collection[str], images: Iterable[ImageRef]
) -> tuple[dict[str, str], list[str], list[str]]:
    """Find images by the names that another program gave them; never by position.

    The file name has to be the same, then as many folders as both name; case does not count, and
    the suffix only where several images share the stem.

    Returns
    -------
    found, unknown, unclear
        Name of the source by name of the image; names that fit no image; names that fit several.
    """
    wanted = {name: _parts(name) for name in names}
    known = {image.name: _parts(image.name) for image in images}
    found: dict[str, str] = {}
    unknown: list[str] = []
    unclear: list[str] = []
    exact = _by_file(known, _with_suffix)
    loose = _by_file(known, _without_suffix)
    sharing = {key: _by_file(wanted, key) for key in (_with_suffix, _without_suffix)}
    for name, parts in wanted.items():
        fitting: list[str] = []
        for key, index in ((_with_suffix, exact), (_without_suffix, loose)):
            is_alone = len(sharing[key][key(parts)[-1]]) == 1
            fitting = _fitting(
                key(parts), [(n, key(p)) for n, p in index[key(parts)[-1]]], is_alone
            )
            if fitting:
                break
        fitting = [image for image in fitting if image not in found] or fitting
        if not fitting:
            unknown.append(name)
        elif len(fitting) > 1 or fitting[0] in found:
            unclear.append(name)
        else:
            found[fitting[0]] = name
    return found, unknown, unclear


def _fitting(parts: Parts, candidates: list[tuple[str, Parts]], is_alone: bool) -> list[str]:
    """The candidates that share most folders; all that both name, unless only one is possible."""
    best = max((_shared(parts, other) for _, other in candidates), default=0)
    fitting = [(n, other) for n, other in candidates if _shared(parts, other) == best]
    if len(candidates) == 1 and is_alone:
        return [candidates[0][0]]
    return [n for n, other in fitting if best == min(len(parts), len(other))]


def _shared(one: Parts, other: Parts) -> int:
    """How many parts are the same, counted from the end."""
    count = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        count += 1
    return count


def _parts(name: str) -> Parts:
    parts = PurePosixPath(name.replace("\\", "/").casefold()).parts
    return tuple(part for part in parts if part not in ("/", ".", "..")) or ("",)


def _with_suffix(parts: Parts) -> Parts:
    return parts


def _without_suffix(parts: Parts) -> Parts:
    return (*parts[:-1], PurePosixPath(parts[-1]).stem)


def _by_file(
    names: dict[str, Parts], key: Callable[[Parts], Parts]
) -> defaultdict[str, list[tuple[str, Parts]]]:
    index: defaultdict[str, list[tuple[str, Parts]]] = defaultdict(list)
    for name, parts in names.items():
        index[key(parts)[-1]].append((name, parts))
    return index
