"""The text of a label file is the one that `json` writes, to the letter."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from unet_studio.storage.labels.labelme_json import as_strict_json, json_text

texts = st.text(max_size=5) | st.sampled_from(['"points": []', '\n      "points": []', "points"])
numbers = st.floats(allow_nan=True, width=64)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
pairs = st.lists(st.lists(numbers, min_size=2, max_size=2), max_size=4)
shapes = st.builds(
    lambda label, points, others: {"label": label, "points": points} | others,
    texts,
    pairs | st.lists(values, max_size=3) | values,
    st.dictionaries(texts, values, max_size=3),
)
contents = st.builds(
    lambda version, shapes, others: {"version": version, "flags": {}, "shapes": shapes} | others,
    texts | st.just('\n  "shapes": []'),
    st.lists(shapes | values, max_size=3),
    st.dictionaries(texts.filter(lambda key: key != "shapes"), values, max_size=3),
)


@given(contents, st.booleans())
def test_it_is_what_json_writes(content: dict[str, Any], ensure_ascii: bool) -> None:
    strict = as_strict_json(content)
    expected = json.dumps(strict, ensure_ascii=ensure_ascii, indent=2, allow_nan=False)
    assert json_text(content, ensure_ascii=ensure_ascii) == expected
