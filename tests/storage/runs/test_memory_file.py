"""What fitted into memory is kept from one training to the next."""

from __future__ import annotations

import json

import pytest

from unet_studio.storage.runs.memory_file import (
    MemoryNeed,
    memory_file,
    remember_need,
    remembered_needs,
)


def test_what_is_remembered_is_there_again() -> None:
    first, second = MemoryNeed(2, 256, "auto"), MemoryNeed(4, 0, "float32")
    remember_need("one network on cpu", first)
    remember_need("another on cuda:0", second)
    assert remembered_needs() == {"one network on cpu": first, "another on cuda:0": second}
    remember_need("one network on cpu", second)
    assert remembered_needs()["one network on cpu"] == second


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1, 2]",
        '{"a": 3}',
        json.dumps({"a": {"parts": 2}}),
        json.dumps({"a": {"parts": "many", "patch_px": 256, "precision": "auto"}}),
    ],
)
def test_a_file_that_means_nothing_is_forgotten(text: str) -> None:
    memory_file().parent.mkdir(parents=True, exist_ok=True)
    memory_file().write_text(text, encoding="utf-8")
    assert remembered_needs() == {}
    remember_need("a", MemoryNeed(2, 256, "auto"))
    assert list(remembered_needs()) == ["a"]


def test_numbers_written_as_text_are_numbers() -> None:
    memory_file().parent.mkdir(parents=True, exist_ok=True)
    need = {"parts": "2", "patch_px": "256", "precision": "auto"}
    memory_file().write_text(json.dumps({"a": need}), encoding="utf-8")
    assert remembered_needs() == {"a": MemoryNeed(2, 256, "auto")}
