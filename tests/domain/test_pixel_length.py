from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.pixel_length import readable_area, readable_length, round_length


@given(st.floats(1, 1e6), st.none() | st.floats(1e-4, 1e4))
def test_bars_are_round_and_between_two_fifths_and_all_of_the_room(
    most_px: float, size: float | None
) -> None:
    bar = round_length(most_px, size)
    assert 0.4 * most_px * (1 - 1e-6) <= bar.length_px <= most_px * (1 + 1e-6)
    number, unit = bar.text.split()
    assert (unit == "px") == (size is None)
    assert float(number.rstrip("0").rstrip(".") or 0) > 0
    assert number.strip("0.")[0] in "125"
    assert len(number.replace(".", "").strip("0")) == 1


def test_less_than_a_pixel_means_nothing() -> None:
    assert round_length(0.3, None).text == "1 px"


@pytest.mark.parametrize(
    ("length_um", "text"),
    [(0.32, "0.32 µm"), (0.065, "65 nm"), (20, "20 µm"), (1500, "1.5 mm"), (25_000, "25 mm"),
     (3e6, "3 m"), (0, "0 nm"), (48.123456, "48.12 µm")],
)  # fmt: skip
def test_lengths_read_well(length_um: float, text: str) -> None:
    assert readable_length(length_um) == text


@pytest.mark.parametrize(
    ("area_um2", "text"),
    [(0.139968, "0.14 µm²"), (2.5e-4, "250 nm²"), (3.0, "3 µm²"), (1.5e6, "1.5 mm²")],
)
def test_areas_read_as_people_write_them(area_um2: float, text: str) -> None:
    assert readable_area(area_um2) == text
