"""Memory reuse, told from the pages that the system had to hand out."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the GNU C library is Linux's")

FILLS_BLOCKS = """
import resource, threading
from contextlib import ExitStack
from unet_studio.learning.computing.memory_reuse import *
{before}
PAGE = resource.getpagesize()
SIZE_MB = 100  # more than any heap but the first may have

def pages_of_last_time():
    for _ in range(3):
        began = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        block = b"x" * (SIZE_MB * 2**20)
        del block
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - began

def pages_resident():
    return int(open("/proc/self/statm").read().split()[1])

found = []
thread = threading.Thread(target=lambda: found.append(pages_of_last_time()))
{work}
print(found[0] * PAGE / SIZE_MB / 2**20)
"""


def share_asked_for_again(*, before: str = "", work: str) -> float:
    """Of the memory that is needed time and again, the share that the system hands out anew."""
    code = FILLS_BLOCKS.format(before=before, work=work)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return float(done.stdout)


HERE = "found.append(pages_of_last_time())"
KEPT = "keeping = ExitStack(); keeping.enter_context(freed_memory_kept())"
ON_A_THREAD = "thread.start(); thread.join()"


def test_large_blocks_are_asked_for_again_unless_kept() -> None:
    assert share_asked_for_again(work=HERE) > 0.5
    assert share_asked_for_again(before=KEPT, work=HERE) < 0.02


def test_they_are_kept_for_threads_too() -> None:
    before = f"use_one_heap(); {KEPT}"
    assert share_asked_for_again(before=before, work=ON_A_THREAD) < 0.02


def test_what_was_kept_is_given_back() -> None:
    work = f"{HERE}; held = pages_resident(); keeping.close(); found[0] = held-pages_resident()"
    assert share_asked_for_again(before=KEPT, work=work) > 0.8


def test_nothing_is_kept_any_more_afterwards() -> None:
    before = f"{KEPT}; keeping.close()"
    assert share_asked_for_again(before=before, work=HERE) > 0.5


def test_who_leaves_first_takes_nothing_from_the_others() -> None:
    work = f"with freed_memory_kept(): pass\n{HERE}"
    assert share_asked_for_again(before=KEPT, work=work) < 0.02
