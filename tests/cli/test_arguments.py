from __future__ import annotations

import pytest
import typer

from unet_studio.cli.arguments import device_name, mask_values, names_in, settings_in


def test_values_name_what_is_in_masks():
    assert mask_values("0=membrane, 255=cell wall") == {0: "membrane", 255: "cell wall"}


def test_values_may_be_colours():
    assert mask_values("#ff0000=red part,#00FF7f=other") == {0xFF0000: "red part", 0xFF7F: "other"}


def test_no_values_are_none():
    assert mask_values(None) is None


@pytest.mark.parametrize(
    "text", ["cell", "1=", "=cell", "x=cell", "#ff00=cell", "-1=cell", "1.5=a"]
)
def test_other_values_are_refused(text):
    with pytest.raises(typer.BadParameter):
        mask_values(text)


def test_names_are_separated_by_commas():
    assert names_in("5, 11,17,") == ["5", "11", "17"]
    assert names_in(None) == []


@pytest.mark.parametrize("text", ["auto", "cpu", "cuda", "cuda:0", "cuda:12"])
def test_devices(text):
    assert device_name(text) == text


@pytest.mark.parametrize("text", ["", "gpu", "cuda:", "cuda:x", "cpu "])
def test_other_devices_are_refused(text):
    with pytest.raises(typer.BadParameter):
        device_name(text)


def test_settings_keep_what_follows_the_first_equals_sign():
    assert settings_in(["optimiser.learning_rate=1e-4", "name=a=b"]) == {
        "optimiser.learning_rate": "1e-4",
        "name": "a=b",
    }
