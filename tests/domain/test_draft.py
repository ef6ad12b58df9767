from __future__ import annotations

import numpy as np

from unet_studio.domain.annotation import OUR_KEY, Shape
from unet_studio.domain.draft import as_draft, confirmed, drawn_by, is_draft

DRAWN = Shape("cell", np.array([[0, 0], [4, 0], [4, 4]]), extra={"other": 1})


def test_what_a_person_drew_is_no_draft() -> None:
    assert not is_draft(DRAWN)
    assert drawn_by(DRAWN) is None
    assert confirmed(DRAWN) is DRAWN


def test_a_draft_says_which_model_drew_it_and_goes_on_saying_so() -> None:
    draft = as_draft(DRAWN, "net@12ab")

    assert is_draft(draft)
    assert drawn_by(draft) == "net@12ab"
    assert draft.shape_id == DRAWN.shape_id
    assert not is_draft(confirmed(draft))
    assert drawn_by(confirmed(draft)) == "net@12ab"
    assert confirmed(draft).extra["other"] == 1


def test_odd_values_in_a_file_make_no_draft() -> None:
    for ours in ("draft", {"draft": "yes"}, {"draft": 1}, None):
        assert not is_draft(DRAWN.with_extra({OUR_KEY: ours}))
