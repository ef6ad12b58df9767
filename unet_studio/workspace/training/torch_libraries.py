"""The machine code of torch, loaded while Python goes on with everything else."""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

_LIBRARIES = {
    "linux": ("libtorch_global_deps.so", "libtorch.so"),
    "darwin": ("libtorch_global_deps.dylib", "libtorch.dylib"),
}
"""In the order in which torch loads them itself. On Windows its own way lets Python go on."""


def load_torch_libraries() -> None:
    """Load what ``import torch`` would load of machine code, but with Python's lock released.

    Python's import keeps the lock while the system loads a library. That takes 0.2 s for torch, and
    for so long the window would stand still. What is loaded already is not loaded again, so the
    import is short after this. Where a library is not found nothing happens: the import sees to it.
    """
    spec = find_spec("torch")
    names = _LIBRARIES.get(sys.platform, ())
    if spec is None or spec.origin is None or not names:
        return
    # A foreign function runs without the lock; ctypes.CDLL itself would keep it.
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.restype, dlopen.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    for name in names:
        flags = os.RTLD_NOW | (os.RTLD_GLOBAL if "global" in name else 0)
        dlopen(os.fsencode(Path(spec.origin).parent / "lib" / name), flags)
