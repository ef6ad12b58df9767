"""What trainings are called, in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from unet_studio.domain.run_entry import RunEntry, RunRecord, RunState
from unet_studio.domain.run_title import GIVEN_TITLES, title_of

if TYPE_CHECKING:
    from unet_studio.domain.message import Text


def shouted(text: Text) -> str:
    """A language that capitalises what is translated, gaps apart."""
    return text.template if "{" in text.template else text.template.upper()


def test_only_the_titles_of_the_program_are_translated() -> None:
    record = RunRecord("Dice loss, 10x rotated", "loss-comparison", title_key="dice/10x")
    when = datetime(2026, 11, 21, 14, 32)
    run = RunEntry(Path("2026-11-21-1432-x"), record, RunState.FINISHED, started=when)
    assert run.short_title.rendered(shouted) == "DICE LOSS, 10X ROTATED"
    typed = replace(run, record=replace(record, title_key=""))
    assert typed.short_title.rendered(shouted) == "Dice loss, 10x rotated"
    unnamed = replace(run, record=replace(record, title="loss-comparison", title_key=""))
    assert unnamed.short_title.rendered(shouted) == "loss-comparison 14:32, 2026-11-21"


def test_a_title_that_this_version_does_not_know_is_shown_as_it_is() -> None:
    assert str(title_of("Lovász, no augmentation", "lovasz/none")) == "Lovász, no augmentation"
    assert all(str(title_of("", key)) == str(given) for key, given in GIVEN_TITLES.items())
