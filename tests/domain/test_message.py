from __future__ import annotations

import pytest

from unet_studio.domain.message import Message, StudioError, Text, say

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
