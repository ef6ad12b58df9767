"""How much memory this computer has, and what part of it images may take."""

from __future__ import annotations

import os

MEMORY_SHARE = 0.4
"""Of main memory, for the images of a training; the rest is for computing and other programs."""


def memory_bytes() -> int | None:
    """Main memory of this computer; None where nobody says."""
    if not hasattr(os, "sysconf"):
        return None
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
