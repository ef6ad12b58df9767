"""Looking through the label files of a project: which images are labelled, and how far."""

from __future__ import annotations

import os
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.message import StudioError
from unet_studio.storage.labels.label_place import label_names
from unet_studio.storage.labels.labelme_file import read_summary
from unet_studio.storage.labels.status_cache import (
    Extents,
    Stamp,
    read_status_cache,
    write_status_cache,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project

YOUNG_NS = 2_000_000_000
"""A file changed so lately may change again without its stamp telling."""


@dataclass(frozen=True)
class LabelState:
    """What is known of one image's labels.

    Attributes
    ----------
    extent
        How much of it is labelled.
    problem
        Why its label file cannot be read, or that the picture is gone.
    has_drafts
        Whether shapes of it wait for a person to confirm them.
    """

    extent: LabelExtent
    problem: Message | None = None
    has_drafts: bool = False


# The same few for all images: of 50,000, most have one of these.
_PLAIN = {
    (extent, has_drafts): LabelState(extent, has_drafts=has_drafts)
    for extent in LabelExtent
    for has_drafts in (False, True)
}


class LabelScan:
    """Looks at the labels of many images, at those first that somebody looks at.

    Parameters
    ----------
    project
        Says where images and labels lie.
    names
        The images, in the order in which to look at them.
    looked_at
        Names that somebody wants to know now; asked again before each label file is read.

    Attributes
    ----------
    class_names
        What the shapes are called in the files that were read.
    """

    def __init__(
        self,
        project: Project,
        names: Sequence[str],
        looked_at: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._project = project
        self._names = names
        self._looked_at = looked_at
        self._found: Extents = {}
        self.class_names: set[str] = set()

    def states(self) -> Generator[tuple[str, LabelState], None, None]:
        """The state of each image; those that need no look into a file come first; a job.

        What was found is kept for the next time, also when this is closed before the end.
        """
        cached = read_status_cache(self._project.root)
        known = cached or {}
        has_ended = False
        try:
            yield from self._states(known)
            has_ended = True
        finally:
            if has_ended:
                self._keep(self._found, known)
            elif cached is not None:
                # Cut short, a first look is not kept: the names in its files were told to nobody.
                self._keep(known | self._found, known)

    def _states(self, known: Extents) -> Generator[tuple[str, LabelState], None, None]:
        places = label_names(self._project, self._names)
        stamps = _stamps(self._project.labels_dir, places.values())
        unread: dict[str, str] = {}
        for name, place in places.items():
            stamp = stamps.get(place)
            said = known.get(place)
            if stamp is None:
                yield name, _PLAIN[LabelExtent.UNLABELLED, False]
            elif said is not None and said[0] == stamp:
                self._found[place] = said
                yield name, _PLAIN[said[1:]]
            else:
                unread[name] = place
        for name in self._in_turn(unread):
            place = unread.pop(name)
            yield name, self._read(place, stamps[place])

    def _in_turn(self, unread: dict[str, str]) -> Generator[str, None, None]:
        waiting = deque(unread)
        while unread:
            wanted = next((name for name in self._looked_at() if name in unread), None)
            while wanted is None:
                first = waiting.popleft()
                wanted = first if first in unread else None
            yield wanted

    def _read(self, place: str, stamp: Stamp) -> LabelState:
        try:
            extent, has_drafts, names = read_summary(self._project.labels_dir / place)
        except StudioError as error:
            return LabelState(LabelExtent.UNLABELLED, error.message)
        self.class_names |= names
        if time.time_ns() - stamp.changed_ns > YOUNG_NS:
            self._found[place] = (stamp, extent, has_drafts)
        return _PLAIN[extent, has_drafts]

    def _keep(self, found: Extents, known: Extents) -> None:
        if found != known:
            with suppress(StudioError):  # a folder that cannot be written to: it is only a cache
                write_status_cache(self._project.root, found)


def _stamps(labels_dir: Path, places: Iterable[str]) -> dict[str, Stamp]:
    """When the label files that are there were written, by their path below the label folder."""
    wanted = set(places)
    stamps: dict[str, Stamp] = {}
    for folder in {place.rpartition("/")[0] for place in wanted}:
        prefix = f"{folder}/" if folder else ""
        with suppress(OSError), os.scandir(labels_dir / folder) as entries:
            for entry in entries:
                if entry.name.endswith(".json") and prefix + entry.name in wanted:
                    found = entry.stat()
                    stamps[prefix + entry.name] = Stamp(found.st_mtime_ns, found.st_size)
    return stamps
