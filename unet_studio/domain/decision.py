"""Decision: how probabilities become a mask; it can be changed without predicting again."""

from __future__ import annotations

# Imported for good, not only for type checking: reading a card validates against these types.
from collections.abc import Mapping  # noqa: TC003
from dataclasses import dataclass, field

THRESHOLD = 0.5


@dataclass(frozen=True)
class Decision:
    """What is done to probabilities, in this order, until there is a mask.

    Attributes
    ----------
    threshold
        The least probability of the class where the model knows only one, 0 to 1.
    bias
        Class name -> what is added to the logarithm of its odds where there are several; the most
        probable class wins then. Above 0 the class is found more often, below 0 less often.
    smooth_px
        Borders of regions are evened out over about so many pixels; 0 = left as they are.
    fill_holes_px
        Holes of at most so many pixels are filled; 0 = none.
    split_px
        Touching objects are cut apart where they are narrower than their insides by this much (the
        least height of a peak of the distance to the border); 0 = not at all.
    min_area_px
        Regions of fewer pixels become background; 0 = none.
    """

    threshold: float = THRESHOLD
    bias: Mapping[str, float] = field(default_factory=dict)
    smooth_px: float = 0.0
    fill_holes_px: int = 0
    split_px: float = 0.0
    min_area_px: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether every pixel is decided by its own probabilities, whatever is around it."""
        return not (self.smooth_px or self.fill_holes_px or self.split_px or self.min_area_px)


USUAL_DECISION = Decision()
"""What scores are measured with: nothing is done to help."""
