"""A document under any series of edits, beside plain copies of what it has been."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.region import Region
from unet_studio.imaging.rasterize import rasterize
from unet_studio.imaging.shape_combining import (
    filled,
    merged,
    subtracted,
    turned_into_masks,
    turned_into_polygons,
)
from unet_studio.imaging.shape_cutting import cut
from unet_studio.imaging.shape_smoothing import simplified, smoothed
from unet_studio.storage.labels.journal_record import applied, difference
from unet_studio.storage.labels.labelme_file import label_bytes, parse_labels
from unet_studio.workspace.labels.commands import MOVE_SHAPES
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.labels.selection_edits import Step, group, reorder, ungroup
from unet_studio.workspace.labels.shape_clipboard import placed
from unet_studio.workspace.labels.shape_edits import apply_change
from unet_studio.workspace.tools.region import Combine, RegionTool

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy

SIZE = (24, 32)
CLASSES = ClassTable.of(["cell", "wall"])
EDIT = say("undo", "Some edit")

numbers = st.integers(-8, 80).map(lambda n: n / 2)
points = st.tuples(numbers, numbers)
names = st.sampled_from(["cell", "wall", "__ignore__"])
areas = arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9)))
works: SearchStrategy[Callable] = st.sampled_from(
    [
        *(merged, subtracted, filled, simplified, smoothed),
        *(turned_into_masks, turned_into_polygons),
        lambda shapes, size: cut(shapes, np.array([[-3.0, 4.0], [40.0, 20.0]]), size),
    ]
)


@st.composite
def shapes(draw: DrawFn) -> Shape:
    kind = draw(st.sampled_from([*ShapeType, *[ShapeType.MASK] * 3]))
    if kind is ShapeType.MASK:
        left, top = draw(points)  # by halves: some programs write such corners
        mask = draw(areas)
        corners = [[left, top], [left + mask.shape[1] - 1, top + mask.shape[0] - 1]]
        return Shape(draw(names), corners, kind, mask)
    count = {ShapeType.POINT: 1, ShapeType.POLYGON: 5, ShapeType.LINESTRIP: 3}
    count |= {ShapeType.ORIENTED_RECTANGLE: 4}
    wanted = count.get(kind, 2)
    return Shape(draw(names), draw(st.lists(points, min_size=wanted, max_size=wanted)), kind)


def copied(annotation: Annotation) -> Annotation:
    """The same, sharing no pixel with it."""
    return Annotation(
        tuple(
            Shape(
                s.class_name,
                s.points.copy(),
                s.shape_type,
                None if s.mask is None else s.mask.copy(),
                s.group_id,
                dict(s.flags),
                s.description,
                dict(s.extra),
            )
            for s in annotation.shapes
        ),
        dict(annotation.flags),
        annotation.stated_extent,
        dict(annotation.extra),
    )


class DocumentMachine(RuleBasedStateMachine):
    @initialize(first=st.lists(shapes(), max_size=4))
    def open(self, first: list[Shape]) -> None:
        self.document = AnnotationDocument(Annotation(tuple(first)), SIZE)
        self.tool = RegionTool()
        self.tool.set_document(self.document)
        self.tool.set_class_name("cell")
        self.noted = self.replayed = self.document.annotation
        self.states = [copied(self.noted)]
        self.document.annotation_changed.connect(self.note)

    def note(self) -> None:
        """What the journal does."""
        annotation = self.document.annotation
        record = json.loads(json.dumps(difference(self.noted, annotation)))
        self.replayed, self.noted = applied(self.replayed, record), annotation
        at = self.document.undo_stack.index()
        if not self.is_undoing:
            self.states[at + 1 :] = [copied(annotation)]

    is_undoing = False

    @precondition(lambda self: self.document.annotation.shapes)
    @rule(data=st.data(), more=st.booleans())
    def select(self, data: st.DataObject, more: bool) -> None:
        ids = st.sampled_from(list(self.document.index.positions))
        chosen = data.draw(st.lists(ids, min_size=1, max_size=3, unique=True))
        self.document.select([*(self.document.selection if more else ()), *chosen])
        assert not set(self.document.selection) & self.document.barred

    @rule(shape=shapes())
    def insert(self, shape: Shape) -> None:
        self.document.insert_shape(shape)

    @rule(area=areas, at=points, how=st.sampled_from(Combine))
    def paint(self, area: np.ndarray, at: tuple[float, float], how: Combine) -> None:
        self.tool.commit(Region(int(at[0]), int(at[1]), area), how)

    @precondition(lambda self: self.document.selection)
    @rule(work=works)
    def work_on(self, work: Callable) -> None:
        try:
            change = work(self.document.selected_shapes, SIZE)
        except StudioError:
            return
        apply_change(self.document, EDIT(), change)

    @precondition(lambda self: self.document.selection)
    @rule(dx=numbers, dy=numbers)
    def move(self, dx: float, dy: float) -> None:
        moved = [s.moved(dx, dy) for s in self.document.selected_shapes]
        self.document.replace_shapes(moved, MOVE_SHAPES)

    @rule(edit=st.sampled_from([*(lambda d, s=s: reorder(d, s) for s in Step), group, ungroup]))
    def rearrange(self, edit: Callable) -> None:
        try:
            edit(self.document)
        except StudioError:
            assert self.document.annotation is self.noted

    @rule()
    def paste(self) -> None:
        copies = placed(self.document.selected_shapes, self.document.annotation.shapes, SIZE) if (
            self.document.selection
        ) else []  # fmt: skip
        end = len(self.document.annotation.shapes)
        inserted = [(end + k, shape) for k, shape in enumerate(copies)]
        if inserted:
            self.document.change_shapes(EDIT(), inserted=inserted)

    @rule(name=names)
    def change_class(self, name: str) -> None:
        self.document.change_class(self.document.selection, name)

    @rule(extent=st.sampled_from(LabelExtent))
    def state_extent(self, extent: LabelExtent) -> None:
        self.document.state_extent(extent)

    @rule()
    def remove(self) -> None:
        self.document.remove_shapes(self.document.selection)

    @rule(deed=st.sampled_from(["hide", "lock", "show_all", "unlock_all"]))
    def bar(self, deed: str) -> None:
        before = self.document.annotation
        act = getattr(self.document.access, deed)
        act() if deed.endswith("all") else act(self.document.selected_shapes)
        assert self.document.annotation is before

    @rule(steps=st.integers(-4, 4))
    def undo_or_redo(self, steps: int) -> None:
        stack = self.document.undo_stack
        self.is_undoing = True
        for _ in range(abs(steps)):
            stack.undo() if steps < 0 else stack.redo()
        self.is_undoing = False

    @invariant()
    def is_what_it_was_at_this_step(self) -> None:
        wanted = self.states[self.document.undo_stack.index()]
        assert self.document.annotation.equals(wanted)
        assert set(self.document.selection) <= set(self.document.index.positions)

    def teardown(self) -> None:
        if not hasattr(self, "document"):
            return
        annotation = self.document.annotation
        assert self.replayed.equals(annotation)
        mask = rasterize(annotation, SIZE, CLASSES)
        assert np.array_equal(mask, rasterize(copied(annotation), SIZE, CLASSES))
        path = Path("a.json")
        written = label_bytes(path, annotation, image=Path("a.png"), size=SIZE)
        read = parse_labels(path, written).annotation
        assert np.array_equal(mask, rasterize(read, SIZE, CLASSES))
        again = label_bytes(path, read, image=Path("a.png"), size=SIZE)
        assert parse_labels(path, again).annotation.equals(read)
        self.undo_or_redo(-len(self.states))
        assert self.document.annotation.equals(self.states[0])
        self.undo_or_redo(len(self.states))
        assert self.document.annotation.equals(self.states[-1])


TestDocumentMachine = DocumentMachine.TestCase
TestDocumentMachine.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
