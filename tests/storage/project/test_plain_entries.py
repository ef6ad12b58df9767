"""The quick road through a project file leads where the thorough one does."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from unet_studio.storage.project.plain_entries import plain_entries
from unet_studio.storage.project.project_entries import ProjectEntries

PLAIN: dict[str, Any] = {
    "version": 1,
    "images": ".",
    "labels": "beside",
    "held_out": ["a.png"],
    "next_id": 3,
    "classes": [{"id": 1, "name": "cell", "colour": "#ff0000", "note": "kept"}],
    "pixel_size_um": 0.5,
    "somebody": "else's",
}
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 400),
    st.floats(),
    st.sampled_from(["", "x", "#ff0000", "#ff000", "#ff0000\n", "beside"]),
    st.lists(st.one_of(st.text(max_size=3), st.integers())),
    st.lists(
        st.fixed_dictionaries(
            {"id": st.integers(0, 256), "name": st.sampled_from(["", "a"])},
            optional={"colour": st.sampled_from(["#00ff00", "red"])},
        )
    ),
)


def test_what_this_program_writes_is_plain() -> None:
    found = plain_entries(PLAIN, 1)
    assert (found.images, found.labels, found.next_id) == (".", "beside", 3)
    assert [(c.id, c.name, c.colour) for c in found.classes] == [(1, "cell", "#ff0000")]


@given(st.dictionaries(st.sampled_from(sorted(PLAIN)), VALUES, max_size=2))
def test_nothing_passes_that_the_thorough_check_refuses_or_reads_otherwise(
    changed: dict[str, Any],
) -> None:
    content = PLAIN | changed
    quick = plain_entries(content, 1)
    if quick is None:
        return
    try:
        thorough = ProjectEntries.model_validate(content)
    except ValidationError as error:
        raise AssertionError(content) from error
    assert (quick.images, quick.labels, quick.next_id) == (
        thorough.images,
        thorough.labels,
        thorough.next_id,
    )
    assert list(quick.held_out) == thorough.held_out
    assert quick.pixel_size_um == thorough.pixel_size_um
    assert [(c.id, c.name, c.colour) for c in quick.classes] == [
        (c.id, c.name, c.colour) for c in thorough.classes
    ]


def test_classes_of_one_name_or_id_take_a_closer_look() -> None:
    two = [{"id": n, "name": "cell", "colour": "#ff0000"} for n in (1, 2)]
    assert plain_entries(PLAIN | {"classes": two}, 1) is None
    assert plain_entries(PLAIN | {"version": 2}, 1) is None
