"""Looking through the drafts of the image in view: one after the other, or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from unet_studio.domain.draft import drawn_by
from unet_studio.domain.message import say

if TYPE_CHECKING:
    from unet_studio.domain.annotation import Shape
    from unet_studio.workspace.labels.document import AnnotationDocument

ACCEPT_DRAFTS = say("undo", "Accept {count:draft|{count} drafts}")
REJECT_DRAFTS = say("undo", "Reject {count:draft|{count} drafts}")

_BANDS = 8
"""Drafts are looked through in so many bands of the image, from left to right in each."""

Place = tuple[int, float, float, str]


class DraftReview(QObject):
    """Knows which draft is looked at; it is selected, and whoever decides on it gets the next.

    Attributes
    ----------
    has_corrected
        Whether a person decided on any draft since the project was opened.

    Signals
    -------
    changed()
        Other drafts are left, or another document is in view.
    brought(tuple)
        Another draft is looked at: left, top, right, bottom in image pixels.
    corrected()
        A person said what is right: a draft was accepted, mended or rejected.
    """

    changed = Signal()
    brought = Signal(tuple)
    corrected = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: AnnotationDocument | None = None
        self._drafts: tuple[Shape, ...] = ()
        self._current: str | None = None
        self._place: Place | None = None
        self._order: list[Place] | None = None  # of all drafts; made when it is asked for
        self._was_reviewed = False
        self.has_corrected = False

    @property
    def drafts(self) -> tuple[Shape, ...]:
        """Those of the image in view that are left, in drawing order."""
        return self._drafts

    @property
    def is_done(self) -> bool:
        """Whether there were drafts since the image came into view, and the last is decided on."""
        return self._was_reviewed and not self._drafts

    @property
    def authors(self) -> list[str]:
        """Names of the models that drew them."""
        found = ((drawn_by(shape) or "").partition("@")[0] for shape in self._drafts)
        return sorted({name for name in found if name})

    def forget(self) -> None:
        """Another project is open, in which nothing was corrected yet."""
        self.has_corrected = False

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Look through another document, or none."""
        if document is self._document:
            return
        if self._document is not None:
            self._document.annotation_changed.disconnect(self._on_annotation_changed)
            self._document.selection_changed.disconnect(self._on_selection_changed)
        self._document = document
        self._current, self._place, self._order = None, None, None
        self._drafts = document.annotation.drafts if document else ()
        self._was_reviewed = bool(self._drafts)
        if document is not None:
            document.annotation_changed.connect(self._on_annotation_changed)
            document.selection_changed.connect(self._on_selection_changed)
        self.changed.emit()

    # ---- one by one ----

    def accept(self) -> None:
        """Say that the selected drafts are right, and look at the next; at the first if none is."""
        document = self._document
        if document is None or not self._drafts:
            return
        chosen = [shape.shape_id for shape in document.selected_shapes if shape.is_draft]
        if chosen:
            self._place = self._place_of(chosen[-1])
            left = [place for place in self._ordered() if place[3] not in chosen]
            document.confirm_shapes(chosen, ACCEPT_DRAFTS(count=len(chosen)))
            self._go_to(self._following(left))
        else:
            self.step(1)

    def step(self, by: int) -> None:
        """Look at the next (1) or the previous (-1) draft, round and round."""
        ordered = self._ordered()
        if not ordered:
            return
        if by < 0:
            before = [place for place in ordered if self._place and place < self._place]
            self._go_to((before or ordered)[-1])
        else:
            self._go_to(self._following(ordered))

    # ---- all at once: one step to undo ----

    def accept_all(self) -> None:
        """Say that all drafts are right."""
        if self._document is not None and self._drafts:
            message = ACCEPT_DRAFTS(count=len(self._drafts))
            self._document.confirm_shapes([s.shape_id for s in self._drafts], message)

    def reject_all(self) -> None:
        """Take all drafts away."""
        if self._document is not None and self._drafts:
            message = REJECT_DRAFTS(count=len(self._drafts))
            self._document.change_shapes(message, removed=[s.shape_id for s in self._drafts])

    # ---- what happened ----

    def _on_annotation_changed(self) -> None:
        document = self._document
        if document is None:
            return
        before, self._drafts = self._drafts, document.annotation.drafts
        if before == self._drafts:
            return
        old, now = {s.shape_id for s in before}, {s.shape_id for s in self._drafts}
        if now - old:
            self._order = None
        elif self._order is not None:
            self._order = [place for place in self._order if place[3] in now]
        self._was_reviewed = self._was_reviewed or bool(now)
        self.changed.emit()
        if old - now:
            self.has_corrected = True
            self.corrected.emit()
        if come := now - old:  # made just now, or brought back by undo
            self._go_to(next((place for place in self._ordered() if place[3] in come), None))
        elif self._current in old - now and self._current not in document.index.positions:
            self._go_to(self._following(self._ordered()))

    def _on_selection_changed(self) -> None:
        """A person may choose a draft with the mouse: the next one is looked for from there."""
        document = self._document
        chosen = document.selected_shapes if document else ()
        if len(chosen) == 1 and chosen[0].is_draft and chosen[0].shape_id != self._current:
            self._current = chosen[0].shape_id
            self._place = self._place_of(chosen[0].shape_id)

    def _go_to(self, place: Place | None) -> None:
        document = self._document
        if document is None or place is None:
            self._current = None
            return
        self._current, self._place = place[3], place
        document.select([place[3]])
        left, top, right, bottom = document.index.boxes[document.index.positions[place[3]]].tolist()
        self.brought.emit((left, top, right, bottom))

    # ---- the order ----

    def _following(self, ordered: list[Place]) -> Place | None:
        """The first of these behind where one looks, else the first of all."""
        here = self._place
        beyond = (place for place in ordered if here is None or place > here)
        return next(beyond, next(iter(ordered), None))

    def _place_of(self, shape_id: str) -> Place | None:
        return next((place for place in self._ordered() if place[3] == shape_id), None)

    def _ordered(self) -> list[Place]:
        """The drafts that can be seen, in reading order."""
        document = self._document
        if document is None:
            return []
        if self._order is None:
            self._order = self._sorted(document)
        barred = document.barred
        return [p for p in self._order if p[3] not in barred] if barred else self._order

    def _sorted(self, document: AnnotationDocument) -> list[Place]:
        index, ids = document.index, [shape.shape_id for shape in self._drafts]
        boxes = index.boxes[[index.positions[i] for i in ids]].reshape(-1, 4)
        middles = (boxes[:, :2] + boxes[:, 2:]) / 2
        band = max(document.image_size[0] / _BANDS, 1.0)
        rows = np.floor(np.nan_to_num(middles[:, 1]) / band).astype(int).tolist()
        xy = middles.tolist()
        return sorted((row, x, y, i) for row, (x, y), i in zip(rows, xy, ids, strict=True))
