"""The images of a project or of a prediction as a Qt list, with thumbnails and states."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)

from unet_studio.domain.image_list import image_names
from unet_studio.ui.item_models.image_order import (
    Facts,
    Heading,
    ListWish,
    Row,
    SortKey,
    arrange,
    below,
    small_change,
)
from unet_studio.ui.item_models.image_status import ImageStatus, StatusFilter, status_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.view.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex

REARRANGE_MS = 100
"""How long states may gather before the list is put in order again."""


class ImageRole(IntEnum):
    """What else than its name can be asked of a row."""

    REF = Qt.ItemDataRole.UserRole  # None for a heading
    STATUS = Qt.ItemDataRole.UserRole + 1
    HEADING = Qt.ItemDataRole.UserRole + 2  # None for an image


class ImageListModel(QStringListModel):
    """The images a person wants to see; whoever owns the data says which changed.

    Qt's own list of strings is its base for the number of rows alone: views ask for that once for
    each row they lay out, and 50,000 answers from Python would hold up the window.

    Signals
    -------
    counted()
        There are other numbers of images, or of images of a kind.
    """

    counted = Signal()

    def __init__(
        self,
        thumbnails: Thumbnails,
        status_of: Callable[[str], ImageStatus],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._status_of = status_of
        self._images: Sequence[ImageRef] = []
        self._places: dict[str, int] = {}  # name -> place in `_images`
        self._kinds: dict[str, frozenset[StatusFilter]] = {}
        self._counts: Counter[StatusFilter] = Counter()
        self._unreadable: dict[str, Message] = {}
        self._changed_ns: Mapping[str, int] = {}
        self._queued: Mapping[str, int] = {}
        self._wish = ListWish()
        self._current: str | None = None
        self._rows: list[Row] = []
        self._row_of: dict[str, int] | None = None
        self._timer = QTimer(self, singleShot=True, interval=REARRANGE_MS)
        self._timer.timeout.connect(self._rearrange)
        self._incoming: list[Row] = []
        # Connected before any view is, so that whoever hears of rows can ask for them.
        self.rowsInserted.connect(self._on_rows_inserted)
        self.rowsRemoved.connect(self._on_rows_removed)
        self.modelReset.connect(self._on_model_reset)
        thumbnails.arrived.connect(self._on_thumbnail_arrived)

    # ---- What there is ----

    def set_images(self, images: Sequence[ImageRef], known: Iterable[str] | None = None) -> None:
        """Show other images.

        Parameters
        ----------
        images
            In natural order.
        known
            Names of those of which anything is known by now; None = perhaps of all.
        """
        self._images = images
        self._places = {name: place for place, name in enumerate(image_names(images))}
        for kept in (self._kinds, self._counts, self._unreadable):
            kept.clear()
        self._current = None
        self._reset(self._arranged())
        self._count(self._places if known is None else [n for n in known if n in self._places])

    def update_images(self, images: Sequence[ImageRef]) -> None:
        """Images came or went; what is selected stays selected."""
        self._images = images
        self._places = {name: place for place, name in enumerate(image_names(images))}
        for name in [name for name in self._kinds if name not in self._places]:
            self._counts.subtract(self._kinds.pop(name))
        self._rearrange()
        self._count(self._places)

    def add_images(self, images: Sequence[ImageRef]) -> None:
        """Show more images after those shown already; what is selected stays selected."""
        if images:
            self.update_images([*self._images, *images])

    def set_dates(self, changed_ns: Mapping[str, int]) -> None:
        """Say when the files of the images changed, in nanoseconds."""
        self._changed_ns = changed_ns
        if self._wish.sort is SortKey.DATE:
            self._rearrange()

    def set_queue(self, names: Iterable[str]) -> None:
        """Say which images are to be labelled next, what teaches most first."""
        queued = {name: place for place, name in enumerate(names)}
        is_other, self._queued = queued != self._queued, queued
        if is_other and self._wish.sort is SortKey.TEACHING:
            self._rearrange()

    def refresh(self, names: Iterable[str]) -> None:
        """What is known of these images changed."""
        known = [name for name in names if name in self._places]
        if not known:
            return
        self._count(known)
        rows = [row for row in map(self.row_of, known) if row is not None]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        if (
            self._wish.kinds
            or self._wish.sort is SortKey.STATE
            or any(isinstance(row, Heading) for row in self._rows[:1])
        ):
            self._timer.start()

    # ---- What is wanted ----

    @property
    def wish(self) -> ListWish:
        """What is listed, and how."""
        return self._wish

    def set_wish(self, wish: ListWish) -> None:
        """List other images, or in another way."""
        if wish != self._wish:
            self._wish = wish
            self._rearrange()

    def set_current(self, name: str | None) -> None:
        """Keep the image being worked on in the list until another one is."""
        if name != self._current:
            self._current = name
            if self._wish.kinds:
                self._timer.start()

    def toggle(self, heading: Heading) -> None:
        """List the images below a heading, or do not any more."""
        self.set_wish(replace(self._wish, folded=self._wish.folded ^ {heading.key}))

    # ---- What is listed ----

    @property
    def total(self) -> int:
        """How many images there are, listed or not."""
        return len(self._places)

    @property
    def listed(self) -> list[str]:
        """The images listed, in order."""
        return [row for row in self._rows if isinstance(row, str)]

    @property
    def counts(self) -> Mapping[StatusFilter, int]:
        """How many images there are of each kind, listed or not."""
        return self._counts

    def row_of(self, name: str) -> int | None:
        """Where an image stands; None if it is not listed."""
        if self._row_of is None:
            self._row_of = {row: k for k, row in enumerate(self._rows) if isinstance(row, str)}
        return self._row_of.get(name)

    def row_of_heading(self, key: str) -> int:
        """Where a heading stands; -1 if it does not."""
        rows = (
            k for k, row in enumerate(self._rows) if isinstance(row, Heading) and row.key == key
        )
        return next(rows, -1)

    def images_at(self, rows: Iterable[int]) -> list[ImageRef]:
        """The images of these rows, and all those below their headings, folded or not."""
        names: dict[str, None] = {}
        for row in map(self._rows.__getitem__, rows):
            names |= dict.fromkeys([row] if isinstance(row, str) else self._below(row))
        return [self._images[self._places[name]] for name in names]

    def _below(self, heading: Heading) -> list[str]:
        facts = Facts(self._status, self._changed_ns, self._queued)
        open_wish = replace(self._wish, folded=frozenset())
        return below(arrange(list(self._places), facts, open_wish, self._current), heading)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: one fact about one row."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        return (
            self._of_heading(row, role) if isinstance(row, Heading) else self._of_image(row, role)
        )

    def _of_heading(self, heading: Heading, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return heading.path
        return heading if role == ImageRole.HEADING else None

    def _of_image(self, name: str, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        image = self._images[self._places[name]]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnails.get(image)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{image.path}\n{status_text(self._status(name))}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}, {status_text(self._status(name))}"
        if role == ImageRole.REF:
            return image
        return self._status(name) if role == ImageRole.STATUS else None

    # ---- Keeping up ----

    def _arranged(self) -> list[Row]:
        facts = Facts(self._status, self._changed_ns, self._queued)
        return arrange(list(self._places), facts, self._wish, self._current)

    def _rearrange(self) -> None:
        rows = self._arranged()
        change = small_change(self._rows, rows)
        if change is None:
            self._reset(rows)
            return
        for first, last in reversed(change.removed):
            self.removeRows(first, last - first + 1)
        for first, last in change.inserted:
            self._incoming = rows[first : last + 1]
            self.insertRows(first, last - first + 1)

    def _on_rows_inserted(self, _parent: Index, first: int, _last: int) -> None:
        self._rows[first:first] = self._incoming
        self._row_of = None

    def _on_rows_removed(self, _parent: Index, first: int, last: int) -> None:
        del self._rows[first : last + 1]
        self._row_of = None

    def _on_model_reset(self) -> None:
        self._rows = self._incoming
        self._row_of = None

    def _reset(self, rows: list[Row]) -> None:
        self._incoming = rows  # until all were told, the old ones are asked for
        self.setStringList([""] * len(rows))

    def _count(self, names: Iterable[str]) -> None:
        for name in names:
            kinds = self._status(name).kinds
            before = self._kinds.get(name)
            if kinds != before:
                self._counts.subtract(before or ())
                self._counts.update(kinds)
                self._kinds[name] = kinds
        self.counted.emit()

    def _on_thumbnail_arrived(self, name: str) -> None:
        place = self._places.get(name)
        if place is None:
            return
        problem = self._thumbnails.problem(self._images[place])
        if problem is not None:
            self._unreadable[name] = problem
            self._count([name])
        row = self.row_of(name)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _status(self, name: str) -> ImageStatus:
        status = self._status_of(name)
        if name not in self._unreadable or status.problem is not None:
            return status
        return replace(status, problem=self._unreadable[name])
