from __future__ import annotations

import numpy as np
import pytest

from unet_studio.domain.message import Message, StudioError, Text, filled, say

PREDICTED = "{count} {count:image is|images are} predicted; {count:it lies|they lie} in {folder}."

GERMAN = {"Cannot read {path}: {reason}.": "{path}: {reason}!", "it is empty": "leer"}


def german(text: Text) -> str:
    return GERMAN[text.template]


def test_a_message_is_english_by_itself():
    message = say("storage", "Cannot read {path}: {reason}.")(path="a.png", reason="no such file")
    assert str(message) == "Cannot read a.png: no such file."


def test_a_message_inside_another_is_translated_too():
    reason = say("storage", "it is empty")()
    message = say("storage", "Cannot read {path}: {reason}.")(path="a.png", reason=reason)
    assert str(message) == "Cannot read a.png: it is empty."
    assert message.rendered(german) == "a.png: leer!"


def test_what_goes_into_a_gap_is_never_read_as_a_template():
    assert str(say("t", "Cannot read {path}.")(path="{odd} {0}")) == "Cannot read {odd} {0}."


def test_gaps_may_have_formats():
    assert str(say("t", "{share:.0%} of {n}")(share=0.25, n=8)) == "25% of 8"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 images are predicted; they lie in out."),
        (1, "1 image is predicted; it lies in out."),
        (2, "2 images are predicted; they lie in out."),
        (21, "21 images are predicted; they lie in out."),
        (np.int64(1), "1 image is predicted; it lies in out."),
    ],
)
def test_words_go_with_their_number(count: int, said: str) -> None:
    assert str(say("t", PREDICTED)(count=count, folder="out")) == said
    assert filled(PREDICTED, count=count, folder="out") == said


@pytest.mark.parametrize(("count", "said"), [(1, "Delete shape"), (1200, "Delete 1,200 shapes")])
def test_words_that_are_picked_may_have_gaps(count: int, said: str) -> None:
    assert filled("Delete {count:shape|{count:,} shapes}", count=count) == said


@pytest.mark.parametrize(("n", "said"), [(1, "a version."), (2, "a version each.")])
def test_one_of_the_words_may_be_none(n: int, said: str) -> None:
    assert filled("a version{n:| each}.", n=n) == said


@pytest.mark.parametrize("n", [1, 2])
def test_a_message_inside_another_picks_words_by_its_own_number(n: int) -> None:
    inner = say("t", "{n} {n:shape|shapes}")(n=n)
    outer = say("t", "{n} {n:image has|images have} {what}")(n=3 - n, what=inner)
    assert str(outer) == ("2 images have 1 shape" if n == 1 else "1 image has 2 shapes")


@pytest.mark.parametrize("count", [1, 2])
def test_a_translation_need_not_pick_words(count: int) -> None:
    message = say("t", PREDICTED)(count=count, folder="out")
    assert message.rendered(lambda _: "{folder}:{count}") == f"out:{count}"


def test_a_translation_picks_words_of_its_own() -> None:
    message = say("t", "Images: {count}")(count=1)
    assert message.rendered(lambda _: "{count} {count:Bild|Bilder}") == "1 Bild"


@pytest.mark.parametrize("count", ["1", "1,200", 1.0, None])
def test_words_that_go_with_no_whole_number_are_a_defect(count: object) -> None:
    with pytest.raises(TypeError):
        str(say("t", PREDICTED)(count=count, folder="out"))


def test_more_than_two_choices_are_a_defect() -> None:
    with pytest.raises(ValueError, match="too many values"):
        filled("{n:one|two|many}", n=2)


def test_a_forgotten_gap_is_a_defect():
    with pytest.raises(KeyError):
        str(say("t", "Cannot read {path}.")())


def test_an_error_says_its_message():
    message = say("t", "Cannot read {path}.")(path="a.png")
    error = StudioError(message)
    assert str(error) == "Cannot read a.png."
    assert error.message == message


def test_equal_words_make_equal_messages():
    assert say("t", "x {n}")(n=1) == Message(Text("t", "x {n}"), {"n": 1})
    assert say("t", "x {n}")(n=1) != say("t", "x {n}")(n=2)
