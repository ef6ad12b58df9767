"""What a tool shows before anything is changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import ShapeType

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.hit_test import HitTarget
    from unet_studio.domain.region import Region


@dataclass(frozen=True)
class Draft:
    """A shape that is being drawn.

    Attributes
    ----------
    points
        (N, 2) float64 image pixels: what is fixed so far.
    cursor
        Where the next point would go; None while the cursor is elsewhere.
    closes
        Whether a click now would close the shape.
    shape_type
        What the points mean; the cursor counts as one more.
    class_name
        The class it will have.
    is_traced
        Whether the line was drawn rather than clicked: then its points are not marked.
    """

    points: NDArray[np.float64]
    cursor: tuple[float, float] | None
    closes: bool = False
    shape_type: ShapeType = ShapeType.POLYGON
    class_name: str = ""
    is_traced: bool = False


@dataclass(frozen=True, eq=False)
class RegionPreview:
    """Pixels that a click, or letting go, would label or erase.

    Attributes
    ----------
    region
        Which pixels.
    class_name
        The class they will have.
    erases
        Whether they would be taken away rather than added.
    changed
        The only part, (left, top, right, bottom) in image pixels, that differs from the preview
        before; None if all of it may. A brush says it, so that a stroke of any size is drawn fast.
    """

    region: Region
    class_name: str = ""
    erases: bool = False
    changed: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, eq=False)
class Wire:
    """A line that finds its way between anchors, while it is being drawn.

    Attributes
    ----------
    fixed, live
        (N, 2) and (K, 2) float64 image pixels: the line so far, and its part that follows the
        cursor.
    anchors
        (M, 2) float64: where it was fixed.
    closes
        Whether a click now would close it.
    is_closed
        Whether it will enclose an area.
    class_name
        The class it will have.
    """

    fixed: NDArray[np.float64]
    live: NDArray[np.float64]
    anchors: NDArray[np.float64]
    closes: bool = False
    is_closed: bool = True
    class_name: str = ""


@dataclass(frozen=True)
class Ring:
    """The circle that a brush touches, in image pixels."""

    x: float
    y: float
    radius_px: float
    erases: bool = False


@dataclass(frozen=True)
class PromptMark:
    """A point that says: this belongs to it, or does not."""

    x: float
    y: float
    is_inside: bool


@dataclass(frozen=True)
class ToolPreview:
    """What a tool shows before anything is changed.

    Attributes
    ----------
    draft
        The shape being drawn.
    region
        Pixels about to be labelled or erased.
    lines
        Pixels shown faintly: the borders of what can be chosen.
    ring
        The circle of a brush.
    wire
        A line that finds its way.
    box
        A frame (x0, y0, x1, y1) in image pixels being pulled up, e.g. to select what lies in it.
    marks
        Points that say what belongs to the region, and what does not.
    replaced
        Shapes as they look while one of their vertices is dragged, by id.
    moved, shift
        Ids of the shapes being dragged as a whole, and how far (dx, dy) in image pixels.
    hover
        What a click would take hold of.
    vertex
        The chosen vertex: (shape id, index).
    """

    draft: Draft | None = None
    region: RegionPreview | None = None
    lines: RegionPreview | None = None
    ring: Ring | None = None
    wire: Wire | None = None
    box: tuple[float, float, float, float] | None = None
    marks: tuple[PromptMark, ...] = ()
    replaced: Mapping[str, Shape] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    shift: tuple[float, float] = (0.0, 0.0)
    hover: HitTarget | None = None
    vertex: tuple[str, int] | None = None

    @property
    def held(self) -> frozenset[str]:
        """Ids of the shapes that are not where the document has them."""
        return self.moved | self.replaced.keys()


NO_PREVIEW = ToolPreview()
