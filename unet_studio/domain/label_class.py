"""Classes: what a shape can be, under an id that is frozen for the life of the project."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BACKGROUND_ID = 0
IGNORE_ID = 255
MAX_CLASS_ID = 254

BACKGROUND_NAME = "background"

RESERVED_NAMES = {"_background_": BACKGROUND_ID, "__ignore__": IGNORE_ID}
"""Names that labelme's examples give to background and to pixels that must not count."""

PALETTE = (
    "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7",
    "#a6761d", "#7570b3", "#66a61e", "#e7298a", "#1b9e77", "#999999",
)  # fmt: skip
"""First colours for new classes: Okabe and Ito's eight-colour set, told apart by colour-blind eyes,
less black, then ColorBrewer's Dark2."""


@dataclass(frozen=True)
class LabelClass:
    """One class.

    Attributes
    ----------
    id
        1 to 254; 0 is background and 255 is ignore in every mask.
    name
        As it stands in labelme files.
    colour
        ``#rrggbb``.
    """

    id: int
    name: str
    colour: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green, blue, each 0 to 255."""
        value = int(self.colour[1:], 16)
        return value >> 16, value >> 8 & 255, value & 255


@dataclass(frozen=True)
class ClassTable:
    """All classes of a project, in the order people see them.

    Ids never change and are never given again, not even after a class was removed: that is what
    `next_id` remembers.
    """

    classes: tuple[LabelClass, ...] = ()
    next_id: int = 1

    @staticmethod
    def of(names: Iterable[str]) -> ClassTable:
        """A table with these names, ids from 1 in the order given.

        Reserved names are left out, and those that cannot be written as one line.
        """
        table = ClassTable()
        for name in names:
            if name not in RESERVED_NAMES and name not in table and is_one_line(name.strip()):
                table = table.added(name)
        return table

    def __iter__(self) -> Iterator[LabelClass]:
        return iter(self.classes)

    def __len__(self) -> int:
        return len(self.classes)

    def __contains__(self, name: object) -> bool:
        return any(c.name == name for c in self.classes)

    def by_name(self, name: str) -> LabelClass | None:
        """The class of this name, if there is one."""
        return next((c for c in self.classes if c.name == name), None)

    def by_id(self, class_id: int) -> LabelClass | None:
        """The class with this id, if there is one."""
        return next((c for c in self.classes if c.id == class_id), None)

    def id_of(self, name: str) -> int | None:
        """The mask value that a shape of this name draws, reserved names included."""
        if name in RESERVED_NAMES:
            return RESERVED_NAMES[name]
        found = self.by_name(name)
        return found.id if found else None

    def added(self, name: str, colour: str | None = None) -> ClassTable:
        """A table with one more class.

        Raises
        ------
        StudioError
            If the name is empty, taken, reserved or more than a line, the colour is no
            ``#rrggbb``, or all 254 ids are used.
        """
        name = name.strip()
        self._check_name(name)
        if self.next_id > MAX_CLASS_ID:
            raise StudioError(say("classes", "A project holds at most 254 classes.")())
        colour = colour or PALETTE[(self.next_id - 1) % len(PALETTE)]
        _check_colour(colour)
        new = LabelClass(self.next_id, name, colour)
        return ClassTable((*self.classes, new), self.next_id + 1)

    def renamed(self, class_id: int, name: str) -> ClassTable:
        """The table after one class got another name."""
        name = name.strip()
        self._check_name(name, besides=class_id)
        return self._with(class_id, lambda c: replace(c, name=name))

    def recoloured(self, class_id: int, colour: str) -> ClassTable:
        """The table after one class got another colour."""
        _check_colour(colour)
        return self._with(class_id, lambda c: replace(c, colour=colour))

    def moved(self, class_id: int, place: int) -> ClassTable:
        """The table with one class at another place (0 = first); ids stay as they are."""
        classes = [c for c in self.classes if c.id != class_id]
        moving = [c for c in self.classes if c.id == class_id]
        return replace(self, classes=(*classes[:place], *moving, *classes[place:]))

    def removed(self, class_id: int) -> ClassTable:
        """The table without one class, whose id is never given again."""
        return replace(self, classes=tuple(c for c in self.classes if c.id != class_id))

    def _with(self, class_id: int, change: Callable[[LabelClass], LabelClass]) -> ClassTable:
        return replace(
            self, classes=tuple(change(c) if c.id == class_id else c for c in self.classes)
        )

    def _check_name(self, name: str, besides: int | None = None) -> None:
        if not name:
            raise StudioError(say("classes", "A class needs a name.")())
        if not is_one_line(name):
            raise StudioError(
                say("classes", "{name} cannot be the name of a class: it is not one line of text.")(
                    name=repr(name)
                )
            )
        if name in RESERVED_NAMES or name == BACKGROUND_NAME:
            raise StudioError(
                say("classes", "The name {name} is reserved; please choose another.")(name=name)
            )
        if any(c.name == name and c.id != besides for c in self.classes):
            raise StudioError(say("classes", "There is a class {name} already.")(name=name))


def is_one_line(name: str) -> bool:
    """Whether a name can stand in a list of names, one on each line, in any file."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair: JSON can say it, no other file can
        return False
    return len(name.splitlines()) <= 1 and "\0" not in name


def as_one_line(name: str) -> str:
    """A name with blanks in place of line breaks, and ``?`` for what no text file can hold."""
    return " ".join(name.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").split())


def _check_colour(colour: str) -> None:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise StudioError(
            say("classes", "{colour} is no colour; it should look like #e69f00.")(colour=colour)
        )
