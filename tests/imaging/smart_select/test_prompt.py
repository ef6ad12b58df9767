"""Models for points and boxes: fetched, run, broken and missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from unet_studio.domain.message import StudioError
from unet_studio.imaging.smart_select.prompt import (
    MODEL_NAMES,
    Meaning,
    PromptEngine,
    PromptPoint,
    download_prompt_model,
    prompt_model,
)

if TYPE_CHECKING:
    from small_prompt_model import Served


def fetched(name: str) -> list:
    return list(download_prompt_model(name))


def picture() -> np.ndarray:
    """A bright square, rows 10 to 19 and columns 20 to 39, on black."""
    rgb = np.zeros((40, 60, 3), np.uint8)
    rgb[10:20, 20:40] = 255
    return rgb


def test_every_model_offered_is_known_to_osam_with_a_licence(served_model: Served) -> None:
    models = [prompt_model(name) for name in MODEL_NAMES]
    assert all(m.licence and m.source.startswith("https://") for m in models)
    assert not any(m.is_here for m in models)


def test_a_model_is_fetched_with_progress_and_then_answers(served_model: Served) -> None:
    reports = fetched(served_model.name)
    assert all(0 <= r.done <= r.total for r in reports)
    assert prompt_model(served_model.name).is_here
    engine = PromptEngine(served_model.name)
    mask = engine.mask(engine.embed(picture()), [PromptPoint(30, 15)])
    assert mask.shape == (40, 60)
    assert (mask == (picture()[..., 0] > 0)).all()


def test_nothing_found_is_an_empty_mask(served_model: Served) -> None:
    fetched(served_model.name)
    engine = PromptEngine(served_model.name)
    points = [PromptPoint(1, 1, Meaning.BOX_START), PromptPoint(9, 9, Meaning.BOX_END)]
    assert not engine.mask(engine.embed(np.zeros((20, 20, 3), np.uint8)), points).any()


def test_without_a_network_the_sentence_says_what_still_works(
    served_model: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    (served_model.folder / "encoder.onnx").unlink()
    monkeypatch.setattr("time.sleep", lambda _s: None)
    monkeypatch.setattr("threading.Event.wait", lambda _self, _s=None: True)
    with pytest.raises(StudioError, match="Every other tool works without it"):
        fetched(served_model.name)
    assert not prompt_model(served_model.name).is_here


def test_closing_the_job_leaves_no_model_that_looks_whole(served_model: Served) -> None:
    job = download_prompt_model(served_model.name)
    next(job, None)
    job.close()
    fetched(served_model.name)  # the second time goes through
    assert prompt_model(served_model.name).is_here


def test_broken_files_are_removed_and_said(served_model: Served) -> None:
    fetched(served_model.name)
    for file in (Path.home() / ".cache/osam/models/blobs").iterdir():
        file.write_bytes(b"no model")
    with pytest.raises((StudioError,), match="removed"):
        PromptEngine(served_model.name)


def test_a_model_that_is_not_here_is_not_fetched_in_silence(served_model: Served) -> None:
    with pytest.raises(StudioError, match="not here yet"):
        PromptEngine(served_model.name)
    assert not (Path.home() / ".cache").exists()


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(StudioError, match="no model"):
        prompt_model("nonsense")
