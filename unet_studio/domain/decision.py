"""Decision: how probabilities become a mask; it can be changed without predicting again."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

THRESHOLD = 0.5

LIMITS: Mapping[str, tuple[float, float]] = {
    "threshold": (0.0, 1.0),
    "bias": (-8.0, 8.0),
    "smooth_px": (0.0, 20.0),
    "fill_holes_px": (0, 10_000_000),
    "split_px": (0.0, 100.0),
    "min_area_px": (0, 10_000_000),
}
"""Name of a part -> its least and its highest value."""


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

    @property
    def plain(self) -> Decision:
        """What it says of single pixels, with nothing done to regions."""
        return Decision(self.threshold, self.bias)

    def limited_to(self, names: Iterable[str]) -> Decision:
        """The same without bias of classes that are not among `names`, and none that is 0."""
        known = frozenset(names)
        return replace(self, bias={n: b for n, b in self.bias.items() if n in known and b})

    def as_json(self) -> dict[str, Any]:
        """What a report says of it; see `of_json`."""
        return {**asdict(self), "bias": dict(self.bias)}

    @classmethod
    def of_json(cls, found: object) -> Decision:
        """Read what `as_json` wrote; parts that are not there are as usual.

        Raises
        ------
        StudioError
            If it says something else, or a number is out of its `LIMITS`.
        """
        try:
            return cls._checked(found)
        except (AttributeError, TypeError, ValueError, KeyError, OverflowError) as error:
            raise StudioError(
                say("decision", "This is no decision on masks: {found}.")(found=str(found)[:200])
            ) from error

    @classmethod
    def _checked(cls, found: Any) -> Decision:
        if not set(found.keys()) <= LIMITS.keys():
            raise KeyError
        bias = {str(n): _number("bias", b) for n, b in found.get("bias", {}).items()}
        parts: dict[str, Any] = {n: _number(n, v) for n, v in found.items() if n != "bias"}
        parts |= {n: int(parts[n]) for n in ("fill_holes_px", "min_area_px") if n in parts}
        return cls(bias=bias, **parts)


def _number(name: str, value: Any) -> float:
    low, high = LIMITS[name]
    number = float(value)
    if isinstance(value, (bool, str)) or not math.isfinite(number) or not low <= number <= high:
        raise ValueError(name)
    return number


USUAL_DECISION = Decision()
"""What scores are measured with: nothing is done to help."""
