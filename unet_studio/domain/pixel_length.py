"""Lengths in pixels and in micrometres: what people read, and round lengths for scale bars."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

UNITS_UM = {"nm": 1e-3, "µm": 1.0, "mm": 1e3, "cm": 1e4, "m": 1e6}
"""Units and how many micrometres they are, the smallest first."""


@dataclass(frozen=True)
class BarLength:
    """A round length.

    Attributes
    ----------
    length_px
        In image pixels.
    text
        What it is called: ``50 µm``.
    """

    length_px: float
    text: str


def round_length(most_px: float, pixel_size_um: float | None) -> BarLength:
    """The longest of 1, 2, 5, 10, ... units that is no longer than this.

    Parameters
    ----------
    most_px
        In image pixels, over 0.
    pixel_size_um
        Edge of a pixel; None = unknown, and the length is one of pixels.
    """
    if pixel_size_um is None:
        length = max(_round_down(most_px), 1.0)  # parts of a pixel mean nothing
        return BarLength(length, f"{_number(length)} px")
    length_um = _round_down(most_px * pixel_size_um)
    return BarLength(length_um / pixel_size_um, readable_length(length_um))


def readable_length(length_um: float) -> str:
    """A length with the unit that gives the shortest number: ``0.32 µm``, ``1.5 mm``."""
    size = abs(length_um)
    fitting = [unit for unit, um in UNITS_UM.items() if size >= um * 0.9999999]
    unit = fitting[-1] if fitting else "nm"
    if unit == "cm":  # whoever says 1 cm for a length says 15 mm for one and a half
        unit = "mm" if size < UNITS_UM["m"] else "m"
    if unit == "nm" and size >= 0.1:
        unit = "µm"
    return f"{_number(length_um / UNITS_UM[unit])} {unit}"


def readable_area(area_um2: float) -> str:
    """An area with the unit that gives the shortest number: ``0.32 µm²``, ``1.5 mm²``."""
    size = abs(area_um2)
    units = [unit for unit, um in UNITS_UM.items() if unit != "cm" and size >= um * um * 0.9999999]
    unit = units[-1] if units else "nm"
    if unit == "nm" and size >= 0.001:  # 0.14 µm², not 140000 nm²
        unit = "µm"
    return f"{_number(area_um2 / UNITS_UM[unit] ** 2)} {unit}²"


def _round_down(length: float) -> float:
    power = 10.0 ** floor(log10(length))
    for step in (5, 2, 1):
        if length >= step * power * (1 - 1e-9):
            return step * power
    return power


def _number(value: float) -> str:
    return f"{value:.4g}" if abs(value) < 10_000 else f"{value:.0f}"
