"""The mask painter draws along borders, unless there are so many that a brush would wait."""

import numpy as np
import pytest

from unet_studio.ui.canvas.mask_painter import BORDERS_UP_TO, _lines


@pytest.mark.parametrize(("edge", "is_box"), [(20, False), (100, True)])
def test_a_mask_with_very_many_borders_gets_a_box(edge: int, is_box: bool) -> None:
    speckled = np.zeros((edge, edge), bool)
    speckled[::2, ::2] = True
    lines = _lines(speckled)
    assert (len(lines) == 4) == is_box
    assert len(lines) <= BORDERS_UP_TO
