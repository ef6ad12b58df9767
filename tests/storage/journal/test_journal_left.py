"""What sessions left in their journals."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from small_project import square

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.storage.journal.journal import decoded_line, encoded_line
from unet_studio.storage.journal.journal_left import chains_of
from unet_studio.storage.labels.journal_record import difference


@given(st.lists(st.tuples(st.sampled_from("imdx"), st.integers(0, 99)), max_size=8), st.data())
def test_a_journal_cut_anywhere_gives_the_annotation_after_its_whole_lines(
    deeds: list[tuple[str, int]], data: st.DataObject
) -> None:
    states, lines = [Annotation()], []
    for number, (deed, chance) in enumerate(deeds, 2):
        after = edited(states[-1], deed, chance)
        entry = {"n": number, "do": "edit", "image": "a", **difference(states[-1], after)}
        lines.append(encoded_line(entry))
        states.append(after)
    begin = {"n": 1, "do": "begin", "image": "a", "size": [9, 9], "base": None}
    content = encoded_line(begin) + b"".join(lines)
    cut = content[: data.draw(st.integers(len(encoded_line(begin)), len(content)))]
    records = [r for line in cut.split(b"\n") if (r := decoded_line(line))]
    whole = cut.count(b"\n") - 1
    chain = chains_of(records)["a"]
    assert len(chain.records) >= whole
    assert chain.edited(Annotation(), 0).equals(states[len(chain.records)])


def edited(before: Annotation, deed: str, chance: int) -> Annotation:
    mask = np.random.default_rng(chance).random((3, 4)) < 0.5
    corners = np.array([[0.0, 0.0], [3.0, 2.0]])
    if deed == "m":
        brushed = Shape("cell", corners, ShapeType.MASK, mask=mask)
        return before.inserted(0, brushed)
    if deed == "x":
        return replace(before, stated_extent=list(LabelExtent)[chance % 3])
    if deed == "i" or not before.shapes:
        return before.inserted(chance % (len(before.shapes) + 1), square(chance / 7))
    chosen = before.shapes[chance % len(before.shapes)]
    return before.removed(chosen.shape_id)
