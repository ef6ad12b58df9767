"""What a conversion of labels carried over, what it could not, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import Message, say
from unet_studio.domain.report import ProgressReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Tally:
    """How much of one class there is.

    Attributes
    ----------
    shapes
        Drawn things; None where there are only pixels.
    regions
        Connected regions of its mask; pixels that touch at a corner belong together.
    pixels
        Covered by it, after later shapes lay over earlier ones.
    """

    shapes: int | None = None
    regions: int = 0
    pixels: int = 0

    def __add__(self, other: Tally) -> Tally:
        known = [n for n in (self.shapes, other.shapes) if n is not None]
        return Tally(
            sum(known) if known else None, self.regions + other.regions, self.pixels + other.pixels
        )


Tallies = dict[str, Tally]
"""How much there is of each class, by its name."""


@dataclass(frozen=True)
class FileConversion:
    """What became of the labels of one image.

    Attributes
    ----------
    name
        Of the image.
    before, after
        What the source said, and what is found when the outcome is read again.
    losses
        What could not be carried over, and why.
    is_carried
        Whether there is an outcome at all.
    """

    name: str
    before: Mapping[str, Tally] = field(default_factory=dict)
    after: Mapping[str, Tally] = field(default_factory=dict)
    losses: tuple[Message, ...] = ()
    is_carried: bool = True


@dataclass(frozen=True)
class ConversionStep(ProgressReport):
    """One image is converted, or could not be.

    Attributes
    ----------
    file
        What became of it; None if the image had nothing to convert.
    """

    file: FileConversion | None = None


@dataclass(frozen=True)
class ClassRow:
    """One class, before and after."""

    name: str
    before: Tally
    after: Tally

    @property
    def is_same(self) -> bool:
        """Whether as many regions came out as went in."""
        return self.before.regions == self.after.regions


@dataclass(frozen=True)
class ConversionReport:
    """What a whole conversion did.

    Attributes
    ----------
    title
        What was done.
    files
        Image by image.
    losses
        What could not be carried over and belongs to no image.
    out
        Where the outcome lies.
    """

    title: Message
    files: tuple[FileConversion, ...] = ()
    losses: tuple[Message, ...] = ()
    out: Path | None = None

    @property
    def carried(self) -> int:
        """How many images were converted."""
        return sum(file.is_carried for file in self.files)

    @property
    def rows(self) -> list[ClassRow]:
        """The sums of all images that were converted, class by class."""
        before, after = (
            _summed(getattr(file, side) for file in self.files if file.is_carried)
            for side in ("before", "after")
        )
        return [
            ClassRow(name, before.get(name, Tally()), after.get(name, Tally()))
            for name in dict.fromkeys([*before, *after])
        ]

    @property
    def not_carried(self) -> list[tuple[str, Message]]:
        """Each loss with the name of its image, "" if it belongs to none; differing counts too."""
        found = [("", loss) for loss in self.losses]
        for file in self.files:
            found += [(file.name, loss) for loss in file.losses]
            found += [(file.name, loss) for loss in other_regions(file)]
        return found

    @property
    def note(self) -> Message | None:
        """Why there are as many regions but not as many pixels, if it is so."""
        if all(r.before.pixels == r.after.pixels or not r.is_same for r in self.rows):
            return None
        return _OTHER_PIXELS()

    @property
    def is_whole(self) -> bool:
        """Whether everything was carried over, with the same number of regions."""
        return not self.not_carried

    def as_text(self, render: Callable[[Message], str] = str) -> str:
        """The report as people keep it: a title, a table, and what could not be carried over."""
        lines = [render(self.title)]
        lines.append(render(say("conversion", "Images: {count}")(count=self.carried)))
        if self.out is not None:
            lines.append(str(self.out))
        lines += ["", *_table(self.rows, render), ""]
        lines += [render(self.note), ""] if self.note is not None else []
        losses = self.not_carried
        if not losses:
            return "\n".join([*lines, render(_NOTHING_LOST()), ""])
        lines.append(render(say("conversion", "Could not be carried over:")()))
        lines += [f"  {name}: {render(m)}" if name else f"  {render(m)}" for name, m in losses]
        return "\n".join([*lines, ""])

    def as_json(self) -> dict[str, Any]:
        """The report as scripts read it."""
        return {
            "images": self.carried,
            "out": None if self.out is None else str(self.out),
            "classes": {
                row.name: {"before": vars(row.before), "after": vars(row.after)}
                for row in self.rows
            },
            "not_carried": [
                {"image": name or None, "reason": str(reason)} for name, reason in self.not_carried
            ],
        }


_OTHER_PIXELS = say(
    "conversion",
    "Programs fill an outline differently: labelme, and so this program, counts the pixels that it "
    "passes through, COCO those whose middle lies inside, and readers of YOLO files a few more.",
)
_NOTHING_LOST = say("conversion", "Everything was carried over.")


def other_regions(file: FileConversion) -> list[Message]:
    """A sentence for each class that has more or fewer regions after a conversion."""
    if not file.is_carried:
        return []
    text = say(
        "conversion", "{name} has {before} {before:region|regions} before and {after} after."
    )
    sides = [(n, file.before.get(n, Tally()), file.after.get(n, Tally())) for n in _names(file)]
    return [
        text(name=name, before=before.regions, after=after.regions)
        for name, before, after in sides
        if before.regions != after.regions
    ]


def _names(file: FileConversion) -> list[str]:
    return list(dict.fromkeys([*file.before, *file.after]))


def _summed(parts: Iterable[Mapping[str, Tally]]) -> Tallies:
    total: Tallies = {}
    for part in parts:
        for name, tally in part.items():
            total[name] = total[name] + tally if name in total else tally
    return total


def _table(rows: list[ClassRow], render: Callable[[Message], str]) -> list[str]:
    headings = [render(heading()) for heading in HEADINGS]
    cells = [headings] + [
        [row.name, *(_pair(row, key) for key in ("shapes", "regions", "pixels"))] for row in rows
    ]
    widths = [max(len(line[k]) for line in cells) for k in range(len(headings))]
    return ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip()
            for line in cells]  # fmt: skip


def _pair(row: ClassRow, key: str) -> str:
    before, after = getattr(row.before, key), getattr(row.after, key)
    return f"{'-' if before is None else before} -> {'-' if after is None else after}"


HEADINGS = (
    say("conversion", "Class"),
    say("conversion", "Shapes"),
    say("conversion", "Regions"),
    say("conversion", "Pixels"),
)
"""Of the table: each cell shows before and after."""
