"""Options of tools keep within their limits."""

import pytest

from unet_studio.domain.message import say
from unet_studio.workspace.tools.option import ChoiceOption, NumberOption, Options, SwitchOption

TEXT = say("options", "Size")
NUMBER = NumberOption("number", TEXT, low=1, high=50, default=7)
CHOICE = ChoiceOption("choice", TEXT, (("one", TEXT), ("two", TEXT)))
SWITCH = SwitchOption("switch", TEXT)


@pytest.fixture
def options() -> Options:
    return Options((NUMBER, CHOICE, SWITCH))


def test_each_starts_with_its_default(options: Options) -> None:
    assert (options["number"], options["choice"], options["switch"]) == (7, "one", False)
    assert "number" in options
    assert "other" not in options


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("number", 12.5, 12.5),
        ("number", 0, 1),
        ("number", 1e9, 50),
        ("choice", "two", "two"),
        ("switch", 1, True),
    ],
)
def test_values_are_kept_within_limits(options: Options, key: str, value, kept) -> None:
    assert options.set(key, value)
    assert options[key] == kept
    assert not options.set(key, value)


def test_an_unknown_choice_is_the_default(options: Options) -> None:
    options.set("choice", "two")
    options.set("choice", "three")
    assert options["choice"] == "one"


def test_unknown_keys_are_errors(options: Options) -> None:
    with pytest.raises(KeyError):
        options["other"]
    with pytest.raises(KeyError):
        options.set("other", 1)
