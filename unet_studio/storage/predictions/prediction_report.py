"""The report of a prediction folder: what was done of each image and how, kept while it goes on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from unet_studio.domain.likeness import said_before
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.pictures.image_folder import REPORT_NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef

DONE, FAILED = "done", "failed"

_FILES = ',\n "files": [\n'
"""What stands between that which is said of all images and that of each."""

_HEAD_CHARACTERS = 1 << 16

_LEAST_PAUSE_S = 2.0
_MOST_SHARE = 0.02  # of the time may go into writing the report


@dataclass(frozen=True)
class Source:
    """A picture file as it was when it was predicted.

    Attributes
    ----------
    size
        In bytes.
    changed_ns
        When it was changed last, since 1970.
    """

    size: int
    changed_ns: int

    @classmethod
    def of(cls, image: ImageRef) -> Source | None:
        """Of an image's file as it is now; None if it cannot be looked at."""
        try:
            found = image.path.stat()
        except OSError:
            return None
        return cls(found.st_size, found.st_mtime_ns)

    def as_json(self) -> dict[str, Any]:
        """For the report."""
        return {"size": self.size, "changed_ns": self.changed_ns}


def read_report(out: Path) -> dict[str, Any]:
    """What ``report.json`` of a prediction folder says; empty if there is none to be read."""
    try:
        found = json.loads((out / REPORT_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def read_head(out: Path) -> dict[str, Any]:
    """As `read_report`, without the images: quick however many there are."""
    try:
        with (out / REPORT_NAME).open(encoding="utf-8") as file:
            head, found, _ = file.read(_HEAD_CHARACTERS).partition(_FILES)
        return dict(json.loads(f"{head}\n}}")) if found else read_report(out)
    except (OSError, ValueError, TypeError, RecursionError):
        return read_report(out)


class PredictionRecord:
    """``report.json`` under way.

    Attributes
    ----------
    path
        The file.
    how
        By which models, decision and options images are predicted now. Entries of images that were
        predicted otherwise say so themselves.
    """

    def __init__(self, out: Path, how: Mapping[str, Any], *, about: Mapping[str, Any]) -> None:
        """Read what is there.

        Parameters
        ----------
        out
            The prediction folder.
        how
            Values of JSON.
        about
            What the report says besides.
        """
        self.path = out / REPORT_NAME
        self.how = json.loads(json.dumps(how))
        self._about = about
        self._entries = _entries_of(read_report(out))
        self._taken_back: dict[str, dict[str, Any]] = {}
        self._written_at, self._took_s = -1e9, 0.0

    def is_there(
        self,
        image: ImageRef,
        output: str,
        source: Source | None,
        *,
        decided_alike: bool = True,
    ) -> bool:
        """Whether this very file was predicted in the same way, under this output name.

        Parameters
        ----------
        decided_alike
            Whether its mask has to be decided in the same way too.
        """
        entry = self._entries.get(image.name, {})
        how = dict(entry.get("how") or {})
        if not decided_alike:
            how["decision"] = self.how.get("decision")
        return bool(
            source is not None
            and entry.get("status") == DONE
            and how == self.how
            and entry.get("output") == output
            and entry.get("picture") == str(image.path.resolve())
            and entry.get("source") == source.as_json()
        )

    def unlike(self, name: str) -> tuple[Message, ...]:
        """In what an image was found to be unlike the training images."""
        return said_before(self._entries.get(name, {}).get("unlike_training", ()))

    def others(self, names: frozenset[str]) -> list[str]:
        """Images that are not among `names` and were predicted otherwise than now."""
        return [
            name
            for name, entry in self._entries.items()
            if name not in names and entry.get("how") != self.how and entry.get("status") == DONE
        ]

    def begin(self) -> None:
        """Make the file, which tells a folder of predictions from one of images.

        Raises
        ------
        WriteError
            If nothing can be written there.
        """
        self._write()

    def take_back(self, names: Iterable[str]) -> None:
        """Unsay what is said of images, before their files are written anew.

        A program that is killed then leaves no entry of one model beside the mask of another. What
        was not begun with gets its entry back from `finish`.

        Raises
        ------
        WriteError
            If the file cannot be written.
        """
        known = [name for name in names if name in self._entries]
        self._taken_back |= {name: self._entries.pop(name) for name in known}
        if known:
            self._write()

    def add(
        self,
        image: ImageRef,
        *,
        seconds: float,
        output: str,
        source: Source | None,
        problem: Message | None = None,
        left_out: Message | None = None,
        unlike: Sequence[Message] = (),
    ) -> None:
        """What became of an image; written at once or a little later.

        Parameters
        ----------
        unlike
            In what it is unlike the training images.
        """
        entry: dict[str, Any] = {
            "name": image.name,
            "picture": str(image.path.resolve()),
            **({"plane": image.plane} if image.plane is not None else {}),
            "status": FAILED if problem else DONE,
            "seconds": round(seconds, 3),
            "output": output,
            "how": self.how,
        }
        entry |= {"source": source.as_json()} if source else {}
        entry |= {"problem": str(problem)} if problem else {}
        entry |= {"left_out": str(left_out)} if left_out else {}
        entry |= {"unlike_training": [str(said) for said in unlike]} if unlike else {}
        self._entries.pop(image.name, None)
        self._entries[image.name] = entry
        self._write_sometimes()

    def _write_sometimes(self) -> None:
        pause_s = max(_LEAST_PAUSE_S, self._took_s / _MOST_SHARE)
        if monotonic() - self._written_at > pause_s:
            self._write()

    def decide(self, name: str) -> None:
        """The mask of an image is decided as `how` says now; written as in `add`."""
        entry = self._entries.setdefault(name, {"name": name, "status": DONE})
        entry["how"] = {**(entry.get("how") or {}), "decision": self.how["decision"]}
        self._write_sometimes()

    def finish(self, names: list[str], untouched: Collection[str] = ()) -> None:
        """Write the file, images in the order of `names`, others behind them.

        Parameters
        ----------
        names
            Of the images of this prediction.
        untouched
            Those of them whose files are as they were: of them is said what was said before.
        """
        before = {name: self._taken_back[name] for name in untouched if name in self._taken_back}
        self._entries |= before
        places = {name: place for place, name in enumerate(names)}
        in_order = sorted(self._entries, key=lambda name: places.get(name, len(places)))
        self._entries = {name: self._entries[name] for name in in_order}
        self._write()

    def _write(self) -> None:
        began = monotonic()
        files = [
            {key: value for key, value in entry.items() if key != "how" or value != self.how}
            for entry in self._entries.values()
        ]
        above = json.dumps({**self._about, "how": self.how}, ensure_ascii=False, indent=1)
        lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in files)
        write_text(self.path, f"{above[:-2]}{_FILES}{lines}\n ]\n}}\n")
        self._written_at = monotonic()
        self._took_s = self._written_at - began


def _entries_of(report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Entries by name; none of a file that is not ours: then all is done anew."""
    how = report.get("how")
    try:
        return {str(e["name"]): {"how": how, **e} for e in report.get("files", [])}
    except (KeyError, TypeError):
        return {}
