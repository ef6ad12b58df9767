from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.decision import LIMITS, USUAL_DECISION, Decision
from unet_studio.domain.message import StudioError


def numbers(name: str) -> st.SearchStrategy[float]:
    low, high = LIMITS[name]
    if name in ("fill_holes_px", "min_area_px"):
        return st.integers(int(low), int(high))
    return st.floats(low, high)


@given(
    st.builds(
        Decision,
        numbers("threshold"),
        st.dictionaries(st.text(), numbers("bias"), max_size=3),
        *(numbers(name) for name in ("smooth_px", "fill_holes_px", "split_px", "min_area_px")),
    )
)
def test_it_goes_to_a_file_and_back(decision: Decision) -> None:
    assert Decision.of_json(json.loads(json.dumps(decision.as_json()))) == decision


def test_what_is_not_said_is_as_usual() -> None:
    assert Decision.of_json({}) == USUAL_DECISION
    assert Decision.of_json({"min_area_px": 3}) == Decision(min_area_px=3)


@pytest.mark.parametrize(
    "found",
    [
        None,
        [],
        "0.5",
        {"threshold": 1.5},
        {"threshold": float("nan")},
        {"threshold": "0.5"},
        {"threshold": True},
        {"min_area_px": -1},
        {"bias": {"cell": 99}},
        {"bias": [1]},
        {"sharpen": 3},
        {"threshold": None},
    ],
)
def test_what_is_no_decision_is_refused(found: object) -> None:
    with pytest.raises(StudioError, match="no decision"):
        Decision.of_json(found)


def test_plain_is_what_single_pixels_tell() -> None:
    all_of_it = Decision(0.3, {"a": 1.0}, 1.0, 2, 3.0, 4)

    assert not all_of_it.is_plain
    assert all_of_it.plain.is_plain
    assert all_of_it.plain == Decision(0.3, {"a": 1.0})


def test_bias_of_unknown_classes_and_none_at_all_are_left_out() -> None:
    assert Decision(bias={"a": 1.0, "b": 0.0, "c": 2.0}).limited_to(["a", "b"]).bias == {"a": 1.0}
