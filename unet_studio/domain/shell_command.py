"""Shell commands: what people copy into a terminal, quoted so that it does what it says there."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "unet-studio"


def shell_command(*words: str | Path) -> str:
    """One line for the shell of this system, in which each word stays one and means itself.

    Parameters
    ----------
    words
        The program, and what it is given.
    """
    texts = [str(word) for word in words]
    return subprocess.list2cmdline(texts) if sys.platform == "win32" else shlex.join(texts)


def studio_command(*words: str | Path) -> str:
    """As `shell_command`, for this program; no words = its window."""
    return shell_command(PROGRAM, *words)
