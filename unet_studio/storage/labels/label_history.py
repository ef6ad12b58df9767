"""Earlier versions of each image's labels: kept when they are replaced, with who, what and when."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.storage.atomic_write import write_bytes
from unet_studio.storage.labels.journal_record import message_json, message_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project

EARLIER_LABELS = ".unet-studio/labels"
"""Below the project: a folder for each image, in it a file for each earlier version."""

_SUFFIX = ".version.gz"
_NAME = re.compile(rf"\d+-\d+-[0-9a-f]*{re.escape(_SUFFIX)}")
_HOUR_S, _DAY_S = 3600.0, 86400.0
_MAX_VERSIONS = 100
_MAX_BYTES = 32 << 20
_ALWAYS_KEPT = 3
_GZIP_ERRORS = (OSError, EOFError, ValueError, zlib.error)


@dataclass(frozen=True)
class Deed:
    """How labels came to be as they are.

    Attributes
    ----------
    who
        A login name or the name of a model; empty for another program, or before anybody noted it.
    what
        The edits since the version before, as the undo menu calls them.
    session
        Of the window it was done in.
    """

    who: str = ""
    what: tuple[Message, ...] = ()
    session: str = ""


UNKNOWN_DEED = Deed()


@dataclass(frozen=True)
class LabelVersion:
    """What the labels of an image once were.

    Attributes
    ----------
    path
        The file it is kept in.
    written, replaced
        From when until when they were so, in seconds since 1970.
    digest
        Of the label file; empty if there was none.
    deed
        Who had made them so, and how.
    counts
        Class name -> number of shapes.
    """

    path: Path
    written: float
    replaced: float
    digest: str
    deed: Deed = field(default_factory=Deed)
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def moment(self) -> float:
        """A moment at which the labels were so, in seconds since 1970."""
        return min(self.written, self.replaced - 0.001)


def digest_of(content: bytes | None) -> str | None:
    """Changes with every byte of a label file; None if there is no file."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def keep_version(
    folder: Path, content: bytes | None, *, written: float, replaced: float, deed: Deed
) -> LabelVersion:
    """Keep what a label file holds before it is replaced, and let go of what is too much.

    Parameters
    ----------
    folder
        Of the image, see `history_folder`.
    content
        Of the label file; None if there is none yet.
    written, replaced
        From when until when it was so, in seconds since 1970.
    deed
        Who had made it so, and how.

    Raises
    ------
    WriteError
        If it cannot be kept.
    """
    digest, counts = digest_of(content) or "", _class_counts(content)
    name = f"{_milliseconds(written)}-{_milliseconds(replaced)}-{digest[:12]}{_SUFFIX}"
    entry = {"digest": digest, "counts": counts, **deed_json(deed)}
    head = json.dumps(entry).encode("ascii")
    write_bytes(folder / name, gzip.compress(head + b"\n" + (content or b""), mtime=0))
    _let_go(folder, now=replaced)
    return LabelVersion(folder / name, written, replaced, digest, deed, counts)


def label_versions(project: Project, image: ImageRef) -> list[LabelVersion]:
    """The earlier versions of an image's labels, the latest first; unreadable ones are left out."""
    versions = (_version(path) for path in _files(history_folder(project, image)))
    return [version for version in versions if version is not None]


def read_version(version: LabelVersion) -> bytes | None:
    """What the label file held; None if there was none.

    Raises
    ------
    StudioError
        If the version cannot be read any more.
    """
    try:
        content = gzip.decompress(version.path.read_bytes()).partition(b"\n")[2]
    except _GZIP_ERRORS as error:
        text = say("labels", "The earlier version {path} cannot be read: {reason}.")
        raise StudioError(text(path=version.path, reason=error)) from error
    return content if version.digest else None


def kept_content(project: Project, image: ImageRef, digest: str) -> bytes | None:
    """What a label file held that had this digest, if a version of it is kept and can be read."""
    for version in label_versions(project, image):
        if version.digest == digest:
            with suppress(StudioError):
                return read_version(version)
    return None


def version_at(versions: Sequence[LabelVersion], moment: float) -> LabelVersion | None:
    """The version that was in force at a moment; None if the labels have been the same since.

    Parameters
    ----------
    versions
        Of one image, the latest first.
    moment
        In seconds since 1970.
    """
    later = [version for version in versions if version.replaced > moment]
    return later[-1] if later else None


def history_folder(project: Project, image: ImageRef) -> Path:
    """Where the earlier versions of an image's labels lie."""
    return project.root / EARLIER_LABELS / image.name


def deed_json(deed: Deed) -> dict[str, Any]:
    """A deed as JSON."""
    what = [message_json(message) for message in deed.what]
    return {"who": deed.who, "what": what, "session": deed.session}


def deed_of(raw: Mapping[str, Any]) -> Deed:
    """The deed that `deed_json` wrote, as far as it can be read."""
    what = raw.get("what")
    messages = [message_of(entry) for entry in what] if isinstance(what, list) else []
    return Deed(
        who=str(raw.get("who", "")),
        what=tuple(message for message in messages if message is not None),
        session=str(raw.get("session", "")),
    )


def _version(path: Path) -> LabelVersion | None:
    try:
        written, replaced, _ = path.name.split("-", 2)
        with gzip.open(path) as file:
            head = json.loads(file.readline())
        return LabelVersion(
            path=path,
            written=int(written) / 1000,
            replaced=int(replaced) / 1000,
            digest=str(head["digest"]),
            deed=deed_of(head),
            counts=dict(head["counts"]),
        )
    except (*_GZIP_ERRORS, KeyError, TypeError):
        return None


def _files(folder: Path) -> list[Path]:
    """The latest first."""
    try:
        found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name.split("-")[1:], reverse=True)


def _class_counts(content: bytes | None) -> dict[str, int]:
    try:
        shapes = json.loads((content or b"{}").decode("utf-8-sig")).get("shapes") or []
        return dict(Counter(str(shape["label"]) for shape in shapes))
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return {}  # a broken file is kept as well


def _let_go(folder: Path, *, now: float) -> None:
    files = _files(folder)
    kept = set(_worth_keeping(files, now))
    for path in files:
        if path not in kept:
            with suppress(OSError):
                path.unlink()


def _worth_keeping(files: Iterable[Path], now: float) -> Iterable[Path]:
    """All of the last hour, then the last of each hour, then of each day; the first few anyhow."""
    seen: set[tuple[str, int]] = set()
    number = size = 0
    for path in files:
        replaced = int(path.name.split("-")[1]) / 1000
        age = now - replaced
        period = ("hour", int(replaced // _HOUR_S)) if age < _DAY_S else _day(replaced)
        is_due = age < _HOUR_S or period not in seen
        size += _size(path)
        if number < _ALWAYS_KEPT or (is_due and number < _MAX_VERSIONS and size <= _MAX_BYTES):
            seen.add(period)
            number += 1
            yield path


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # another window let go of it just now
        return 0


def _day(moment: float) -> tuple[str, int]:
    return "day", int(moment // _DAY_S)


def _milliseconds(moment: float) -> str:
    return f"{max(0, round(moment * 1000)):014d}"
