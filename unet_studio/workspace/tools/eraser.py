"""The eraser: takes pixels away from shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.message import Message, say
from unet_studio.workspace.tools.painting import PaintingTool

if TYPE_CHECKING:
    from unet_studio.domain.region import Region
    from unet_studio.workspace.tools.tool import PointerEvent

_ANY = say("hint", "Drag to erase from any shape. Ctrl+wheel or [ ] changes the size.")
_SELECTED = say(
    "hint",
    "Drag to erase from the selected shapes; after Esc, from any. "
    "Ctrl+wheel or [ ] changes the size.",
)
_ERASING = say("hint", "Let go to finish the stroke. Esc cancels.")


class EraserTool(PaintingTool):
    """Erases from the selected shapes if the stroke meets them, else from all it meets."""

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if self._stroke is not None:
            return _ERASING()
        return _SELECTED() if self._document and self._document.selection else _ANY()

    @property
    def _erases_always(self) -> bool:
        return True

    def _start(self, event: PointerEvent, *, erases: bool) -> None:
        del erases
        super()._start(event, erases=True)

    def _paint(self, region: Region, started: PointerEvent) -> None:
        del started
        self._erase(region)
