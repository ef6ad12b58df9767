"""Device: what computes here, and in which precision it is fastest."""

from __future__ import annotations

import os
import platform
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import torch

from unet_studio.domain.message import Message, StudioError, say

if TYPE_CHECKING:
    from unet_studio.domain.recipe import Precision


_NO_GPU = ("finds no gpu", "no nvidia driver", "no cuda gpus")
"""How it is said that there is none, which is no fault."""


@dataclass(frozen=True)
class Device:
    """One computing device.

    Attributes
    ----------
    torch_device
        As torch calls it.
    name
        As its maker calls it.
    fast_bfloat16
        Whether it has instructions for bfloat16.
    """

    torch_device: torch.device
    name: str
    fast_bfloat16: bool

    @property
    def is_cuda(self) -> bool:
        """Whether it is a CUDA GPU."""
        return self.torch_device.type == "cuda"

    def dtype(self, precision: Precision) -> torch.dtype:
        """What convolutions are computed in."""
        if precision == "auto":
            return torch.bfloat16 if self.fast_bfloat16 else torch.float32
        return torch.bfloat16 if precision == "bfloat16" else torch.float32


def choose_device(wanted: str = "auto") -> Device:
    """The device for a job.

    Parameters
    ----------
    wanted
        "auto" (a CUDA GPU where there is one, else the CPU), "cpu", "cuda" or "cuda:N".

    Raises
    ------
    StudioError
        If there is no such device.
    """
    if wanted == "cpu" or (wanted == "auto" and cuda_obstacle() is not None):
        return Device(torch.device("cpu"), _cpu_name(), _cpu_has_bfloat16())
    kind, _, index = ("cuda" if wanted == "auto" else wanted).partition(":")
    if kind != "cuda" or (index and not index.isdecimal()):
        raise StudioError(
            say("device", "There is no device {name}; say auto, cpu, cuda or cuda:0.")(name=wanted)
        )
    number = int(index or 0)
    obstacle = cuda_obstacle()
    if obstacle is not None:
        raise StudioError(
            say(
                "device",
                "No GPU can be used: {reason}. The device cpu works. To mend it, {fix}",
            )(reason=obstacle, fix=cuda_remedy(obstacle))
        )
    if number >= torch.cuda.device_count():
        raise StudioError(
            say("device", "This computer has no usable CUDA GPU {name}; --device cpu works.")(
                name=wanted
            )
        )
    return Device(
        torch.device("cuda", number),
        torch.cuda.get_device_name(number),
        torch.cuda.get_device_capability(number)[0] >= 8,  # Ampere brought bfloat16
    )


def precision_of(device: Device, precision: Precision) -> Literal["bf16-mixed", "32-true"]:
    """As Fabric calls it."""
    return "bf16-mixed" if device.dtype(precision) == torch.bfloat16 else "32-true"


def describe_machine() -> list[Message]:
    """What there is to compute with, one sentence each."""
    lines = [
        say("device", "torch {version}")(version=torch.__version__),
        say("device", "CPU: {name}, {cores} {cores:core|cores}, bfloat16 {speed}")(
            name=_cpu_name(),
            cores=usable_cores(),
            speed=_speed(_cpu_has_bfloat16()),
        ),
    ]
    obstacle = cuda_obstacle()
    if obstacle is not None:
        none = say("device", "GPU: none used, because {reason}; the CPU computes")
        return [*lines, none(reason=obstacle)]
    for number in range(torch.cuda.device_count()):
        device = choose_device(f"cuda:{number}")
        memory = torch.cuda.get_device_properties(number).total_memory
        lines.append(
            say("device", "GPU {number}: {name}, {memory:.0f} GiB, bfloat16 {speed}")(
                number=number,
                name=device.name,
                memory=memory / 2**30,
                speed=_speed(device.fast_bfloat16),
            )
        )
    return lines


def cuda_obstacle() -> Message | None:
    """Why no GPU computes here, tried by computing something; None if one can."""
    try:
        with warnings.catch_warnings(record=True) as said:  # how torch tells of an old driver
            warnings.simplefilter("always")
            if torch.cuda.is_available():
                _compute_something()
                return None
            if torch.version.cuda is None:
                return say("device", "this build of torch ({version}) comes without CUDA")(
                    version=torch.__version__
                )
            torch.cuda.init()  # type: ignore[no-untyped-call]
    except (RuntimeError, AssertionError) as error:
        return _says_broken(str(error))
    told = [str(w.message) for w in said if "CUDA" in str(w.message)]
    return _says_broken(told[0]) if told else say("device", "CUDA finds no GPU")()


def fallen_back(wanted: str, chosen: Device) -> Message | None:
    """What to say where the CPU was chosen because there is a GPU, but a broken one.

    Parameters
    ----------
    wanted
        As `choose_device` takes it.
    chosen
        What it gave.
    """
    if wanted != "auto" or chosen.is_cuda or torch.version.cuda is None:
        return None
    obstacle = cuda_obstacle()
    if obstacle is None or any(words in str(obstacle).lower() for words in _NO_GPU):
        return None
    return say(
        "device",
        "The GPU cannot be used, so the CPU computes, much more slowly: {reason}. To mend it, "
        "{fix}",
    )(reason=obstacle, fix=cuda_remedy(obstacle))


def cuda_remedy(obstacle: Message) -> Message:
    """What to do about a `cuda_obstacle`."""
    detail = str(obstacle).lower()
    if torch.version.cuda is None or "kernel image" in detail:
        return say(
            "device",
            "install a CUDA build of torch that fits your GPU into this environment: "
            "https://pytorch.org/get-started says how.",
        )()
    if "driver" in detail:
        return say(
            "device",
            "install the newest NVIDIA driver (https://www.nvidia.com/drivers) and start the "
            "computer again; this torch needs one for CUDA {version}.",
        )(version=torch.version.cuda)
    return say(
        "device",
        "see whether nvidia-smi lists a GPU and that CUDA_VISIBLE_DEVICES does not hide it, and "
        "start the computer again.",
    )()


def _compute_something() -> None:
    """A GPU that this torch has no code for is there, and fails at the first sum."""
    torch.ones(1, device="cuda").add_(1).item()


def _says_broken(detail: str) -> Message:
    first = (detail.splitlines() or [""])[0].rstrip(".")
    return say("device", "CUDA does not start ({detail})")(detail=first)


def usable_cores() -> int:
    """Cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory_bytes() -> int | None:
    """Main memory of this computer; None where nobody says."""
    if not hasattr(os, "sysconf"):
        return None
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _speed(is_fast: bool) -> Message:
    return say("device", "fast")() if is_fast else say("device", "slow")()


def _cpu_name() -> str:
    return str(torch.cpu.get_capabilities().get("cpu_name") or platform.machine())


def _cpu_has_bfloat16() -> bool:
    known = torch.cpu.get_capabilities()
    return bool(known.get("avx512_bf16") or known.get("amx_bf16"))
