"""What every test of learning gets: one thread, and small projects at hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
import torch
from discs import disc_project_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from unet_studio.domain.project import Project


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Nets this small gain nothing from more, and other work may run beside the tests."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def disc_project(tmp_path: Path) -> Callable[..., Project]:
    """Makes a project in a folder of its own; see `discs.disc_project_in`."""
    return partial(disc_project_in, tmp_path / "project")
