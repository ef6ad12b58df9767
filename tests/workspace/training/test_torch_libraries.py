"""Loading torch's machine code while Python goes on."""

import subprocess
import sys

import pytest

LOAD = """
import sys
from unet_studio.workspace.training.torch_libraries import load_torch_libraries
load_torch_libraries()
assert "torch" not in sys.modules
print("libtorch_cpu" in open("/proc/self/maps").read())
import torch
print(float(torch.ones(3).sum()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what is loaded")
def test_the_libraries_are_there_before_torch_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "3.0"]
