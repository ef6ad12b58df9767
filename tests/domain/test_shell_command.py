"""Commands that people copy: the shell reads them as they were meant."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.shell_command import shell_command, studio_command


@pytest.mark.skipif(sys.platform == "win32", reason="another shell reads them there")
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)))
def test_each_word_stays_one(words: list[str]) -> None:
    assert shlex.split(shell_command("run", *words)) == ["run", *words]


def test_plain_words_stay_readable() -> None:
    assert studio_command("train", Path("cells"), "--resume", "last") == (
        "unet-studio train cells --resume last"
    )


def test_the_shell_of_windows_has_quotes_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert studio_command(r"C:\my cells") == r'unet-studio "C:\my cells"'
