"""The brush: paints objects pixel by pixel, as mask shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.message import Message, say
from unet_studio.domain.polygon import is_closed
from unet_studio.imaging.region_shapes import region_of
from unet_studio.workspace.tools.option import SwitchOption
from unet_studio.workspace.tools.painting import SIZE, PaintingTool
from unet_studio.workspace.tools.region import ADD_TO_SHAPE
from unet_studio.workspace.tools.tool import NO_CLASS, PointerEvent

if TYPE_CHECKING:
    from unet_studio.domain.region import Box, Region
    from unet_studio.imaging.stroke import Stroke

OVER_BACKGROUND = SwitchOption(
    "over_background",
    say("options", "Only over background"),
    tip=say("options", "Leave out what other shapes cover."),
)
NEW_OBJECT = SwitchOption(
    "new_object",
    say("options", "Each stroke a new object"),
    tip=say("options", "Off: strokes go on with the selected shape. Esc lets go of it."),
)

_NEW = say(
    "hint",
    "Drag to paint an object. The right button erases, Shift draws straight lines, "
    "Ctrl+wheel or [ ] changes the size.",
)
_GO_ON = say(
    "hint",
    "Drag to go on with the selected object, with Ctrl or after Esc to start another one. "
    "The right button erases.",
)
_PAINTING = say("hint", "Let go to finish the stroke. Esc cancels.")


class BrushTool(PaintingTool):
    """Paints a new mask shape, or goes on with the selected shape of the same class."""

    OPTIONS = (SIZE, OVER_BACKGROUND, NEW_OBJECT)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._others: dict[Shape, Region] = {}  # what the stroke in progress keeps off

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if self._stroke is not None:
            return _PAINTING()
        if not self._class_name:
            return NO_CLASS()
        goes_on = self._own_shapes() and not self.option(NEW_OBJECT.key)
        return _GO_ON() if goes_on else _NEW()

    def _may_paint(self) -> bool:
        self._others = {}
        if not self._class_name:
            self.class_needed.emit()
        return bool(self._class_name)

    def _paint(self, region: Region, started: PointerEvent) -> None:
        region = region.trimmed()
        if region.is_empty:
            return
        has_ctrl = bool(started.modifiers & Qt.KeyboardModifier.ControlModifier)
        target = None
        if not has_ctrl and not self.option(NEW_OBJECT.key):
            target = self._shape_to_go_on(region)
        if target is None:
            self._insert(region)
        else:
            self._grow(target, region)

    def _restrain(self, stroke: Stroke, box: Box) -> None:
        document = self._document
        if document is None or self._erases or not self.option(OVER_BACKGROUND.key):
            return
        own = self._own_shapes()
        for position in document.index.touching(*box):
            shape = document.index.shapes[position]
            if shape not in own:
                if shape not in self._others:
                    self._others[shape] = region_of(shape, document.image_size)
                stroke.keep_off(self._others[shape], box)

    def _own_shapes(self) -> list[Shape]:
        """The selected shapes that a stroke may go on with."""
        if self._document is None:
            return []
        return [
            shape
            for shape in self._document.selected_shapes
            if shape.class_name == self._class_name and is_closed(shape) and shape.is_drawable
        ]

    def _shape_to_go_on(self, region: Region) -> Shape | None:
        """The selected shape that a stroke touches; else a selected mask, wherever it is."""
        if self._document is None:
            return None
        own, size = self._own_shapes(), self._document.image_size
        touched = [shape for shape in own if region_of(shape, size).touches(region)]
        masks = [shape for shape in own if shape.shape_type is ShapeType.MASK]
        return next(iter((*touched, *(masks if len(own) == 1 else ()))), None)

    def _grow(self, target: Shape, region: Region) -> None:
        """Add a region to a shape so that it is seen: nothing may lie over what was painted."""
        if self._document is None:
            return
        index, size = self._document.index, self._document.image_size
        met = index.touching(region.left, region.top, region.right, region.bottom)
        later = [index.shapes[i] for i in met if i > index.positions[target.shape_id]]
        above = [r for r in (region_of(shape, size) for shape in later) if r.touches(region)]
        covered = region_of(target, size)
        for other in above:  # what was hidden under them stays so when it comes to the top
            covered = covered.without(other)
        united = covered.united(region)
        self._change({target: united}, region.box, ADD_TO_SHAPE(), to_top=bool(above))
