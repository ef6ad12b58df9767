from __future__ import annotations

import warnings

import pytest
import torch

from unet_studio.domain.message import StudioError
from unet_studio.learning.computing import device
from unet_studio.learning.computing.device import (
    Device,
    choose_device,
    cuda_obstacle,
    describe_machine,
    fallen_back,
)


def test_cpu_is_always_there() -> None:
    assert choose_device("cpu").torch_device == torch.device("cpu")


def test_auto_takes_the_gpu_where_there_is_one() -> None:
    assert choose_device("auto").is_cuda == torch.cuda.is_available()


@pytest.mark.parametrize("wanted", ["tpu", "cuda:x", "cuda:99", ""])
def test_devices_that_are_not_there_are_refused(wanted: str) -> None:
    with pytest.raises(StudioError, match=r"device|GPU"):
        choose_device(wanted)


def test_precision_follows_the_device_unless_told() -> None:
    slow = Device(torch.device("cpu"), "x", fast_bfloat16=False)
    fast = Device(torch.device("cpu"), "x", fast_bfloat16=True)
    assert (slow.dtype("auto"), fast.dtype("auto")) == (torch.float32, torch.bfloat16)
    assert (slow.dtype("bfloat16"), fast.dtype("float32")) == (torch.bfloat16, torch.float32)


def test_the_machine_is_described() -> None:
    lines = [str(line) for line in describe_machine()]
    assert any(torch.__version__ in line for line in lines)
    assert any("CPU" in line for line in lines)


@pytest.mark.parametrize(
    ("cuda", "failure", "reason"),
    [
        (None, None, "comes without CUDA"),
        ("13.0", RuntimeError("Found no NVIDIA driver.\nMore."), "Found no NVIDIA driver"),
        ("13.0", None, "CUDA finds no GPU"),
    ],
)
def test_why_no_gpu_computes(monkeypatch, cuda, failure, reason):
    def init():
        if failure:
            raise failure

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "init", init)
    monkeypatch.setattr(torch.version, "cuda", cuda)
    assert reason in str(cuda_obstacle())
    assert reason in str(describe_machine()[-1])


def test_a_gpu_that_computes_has_no_obstacle(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(device, "_compute_something", lambda: None)
    assert cuda_obstacle() is None


def test_a_gpu_that_fails_at_the_first_sum_leaves_the_work_to_the_cpu(monkeypatch):
    def fails():
        raise RuntimeError("CUDA error: no kernel image is available for execution")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    monkeypatch.setattr(device, "_compute_something", fails)
    assert not choose_device("auto").is_cuda
    with pytest.raises(StudioError, match=r"no kernel image.*CUDA build of torch"):
        choose_device("cuda")


def test_an_old_driver_is_named_with_its_remedy(monkeypatch):
    def available():
        warnings.warn("CUDA initialization: The NVIDIA driver is too old", stacklevel=1)
        return False

    monkeypatch.setattr(torch.cuda, "is_available", available)
    monkeypatch.setattr(torch.cuda, "init", lambda: None)
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    with pytest.raises(StudioError, match=r"driver is too old.*newest NVIDIA driver.*CUDA 13"):
        choose_device("cuda")


@pytest.mark.parametrize(
    ("failure", "is_told"),
    [
        ("CUDA error: no kernel image is available for execution", True),
        ("CUDA unknown error - this may be due to an incorrectly set up environment", True),
        ("Found no NVIDIA driver on your system.", False),
        ("No CUDA GPUs are available", False),
    ],
)
def test_only_a_gpu_that_is_broken_is_told_of(monkeypatch, failure, is_told):
    def fails():
        raise RuntimeError(failure)

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "init", fails)
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    cpu = choose_device("cpu")
    said = fallen_back("auto", cpu)
    assert (said is not None) == is_told
    if said is not None:
        assert failure in str(said)
        assert "To mend it" in str(said)
    assert fallen_back("cpu", cpu) is None
