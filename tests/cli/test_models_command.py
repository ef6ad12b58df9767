"""`models`: what is at hand, for people and for scripts."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

from unet_studio.storage.resource_files import models_dir

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_all_models_are_listed(
    project: Path, command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unet_studio.workspace.settings.persons_models", lambda: tmp_path / "mine")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "broken.safetensors").write_bytes(b"\x80\x04 hostile")
    shutil.copy(models_dir() / "starter.safetensors", tmp_path / "mine" / "anna.safetensors")
    done = command("models", project)
    assert done.exit_code == 0, done.output
    assert "broken (person): unusable." in done.output
    anna = next(line for line in done.output.splitlines() if line.startswith("anna"))
    assert re.match(r"anna \(person\): Dice [\d.]+ on 2 held-out images, finds", anna)
    assert "this project has" in done.output
    rows = [json.loads(line) for line in command("models", "--json").output.splitlines()]
    assert [(row["name"], row["from"], row["usable"]) for row in rows] == [
        ("anna", "person", True),
        ("broken", "person", False),
        ("starter", "program", True),
    ]
    assert rows[0]["mean_dice"] == rows[2]["mean_dice"] > 0.5
    assert rows[2]["scored_on"] == 2
    assert "pickle" in rows[1]["problem"]
