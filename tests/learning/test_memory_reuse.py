"""Memory reuse, told from the pages that the system had to hand out."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the GNU C library is Linux's")

FILLS_BLOCKS = """
import resource, threading
from unet_studio.learning.memory_reuse import *
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
ON_A_THREAD = "thread.start(); thread.join()"


def test_large_blocks_are_asked_for_again_unless_kept() -> None:
    assert share_asked_for_again(work=HERE) > 0.5
    assert share_asked_for_again(before="keep_freed_memory()", work=HERE) < 0.02


def test_they_are_kept_for_threads_too() -> None:
    before = "use_one_heap(); keep_freed_memory()"
    assert share_asked_for_again(before=before, work=ON_A_THREAD) < 0.02


def test_what_was_kept_is_given_back() -> None:
    work = f"{HERE}; held = pages_resident(); give_back_memory(); found[0] = held-pages_resident()"
    assert share_asked_for_again(before="keep_freed_memory()", work=work) > 0.8


def test_nothing_is_kept_any_more_afterwards() -> None:
    before = "keep_freed_memory(); give_back_memory()"
    assert share_asked_for_again(before=before, work=HERE) > 0.5
