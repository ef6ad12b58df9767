"""Recipe `isbi-binary` beside the yardstick, in one run: seconds per step, per predicted image.

Both train and predict the same network on the same images with the same weights, taking turns,
so that whatever else the machine does slows both. The yardstick trains in a process of its own, as
a person would run it: how ours handles memory must not help it. Needs the shared data beside the
repository:

    python tests/benchmarks/isbi_step_and_predict.py [ROUNDS] [--precision auto|float32|bfloat16]

With --profile also where a step goes, and which share of the machine's matrix products it reaches.
"""

# a script for the console
from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from unet_studio.imaging.deciding import decided_places
from unet_studio.learning.computing.device import choose_device
from unet_studio.learning.computing.memory_reuse import freed_memory_kept
from unet_studio.learning.data.dataset import Dataset, LabelledImage
from unet_studio.learning.data.normalisation import scaling_of
from unet_studio.learning.data.sampling import Sample
from unet_studio.learning.network.learner import Learner
from unet_studio.learning.planning.planner import resolved
from unet_studio.learning.prediction.faster_network import ready_to_predict
from unet_studio.learning.recipes import RECIPES

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from numpy.typing import NDArray

    from unet_studio.domain.recipe import Precision
    from unet_studio.learning.prediction.inference import Inference

YARDSTICK = Path(__file__).resolve().parents[3] / "shared" / "bench" / "isbi_binary_baseline.py"
EDGE = 3072  # of the matrices whose product tells the peak
SHOWN = 14  # lines of a profile
LEARNT_STEPS = 50  # enough for masks that mean something


def read_yardstick() -> Any:
    """The script as a module; it flips no image, as ours does not here."""
    if not YARDSTICK.is_file():
        sys.exit(f"The yardstick {YARDSTICK} is not there: this needs the shared data.")
    spec = importlib.util.spec_from_file_location("yardstick", YARDSTICK)
    assert spec is not None
    assert spec.loader is not None
    yardstick: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(yardstick)
    yardstick.random.choice = lambda _: None
    return yardstick


def train_yardstick(pipe: Connection) -> None:
    """Take a step with each image asked for; answer with its seconds and loss. None ends it."""
    yardstick = read_yardstick()
    pictures, labels = yardstick.load()
    trainer = yardstick.Trainer(fast=False)
    while (image := pipe.recv()) is not None:
        pipe.send(timed(lambda i=image: trainer.step(pictures[i], labels[i])))


def main(rounds: int, precision: Precision, *, is_profiled: bool) -> None:
    yardstick = read_yardstick()
    pictures, labels = yardstick.load()
    images = [
        LabelledImage(
            str(i),
            pictures[i][..., None],
            (labels[i] > 127).astype(np.uint8),
            scaling_of(pictures[i], "none"),
        )
        for i in range(30)
    ]
    device = choose_device("cpu")
    recipe = resolved(RECIPES["isbi-binary"], Dataset(1, images), class_count=1)
    recipe = replace(
        recipe, precision=precision, augmentation=replace(recipe.augmentation, flips=False)
    )
    ours, theirs = Learner(recipe, device, seed=0), yardstick.Trainer(fast=False)
    copy_weights(theirs.net, ours.network)  # drawn from its seed, as in its own process
    rng = np.random.default_rng(0)

    print(
        f"{device.name}, bfloat16 {'fast' if device.fast_bfloat16 else 'slow'}, "
        f"{torch.get_num_threads()} threads"
    )
    losses: list[tuple[float, float]] = []
    step_s: list[tuple[float, float]] = []
    pipe, end = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=train_yardstick, args=(end,))
    process.start()
    with freed_memory_kept():
        for i in range(rounds):
            pipe.send(i)
            a, loss_a = pipe.recv()
            b, loss_b = timed(lambda i=i: ours.step(ours.batch([Sample(images[i], rng)])))
            step_s.append((a, b))
            losses.append((loss_a, loss_b))
    pipe.send(None)
    process.join()
    show("training step", step_s[1:])
    apart = max(abs(a - b) / a for a, b in losses)
    print(f"  losses of the first {rounds} steps differ by at most {100 * apart:.2f} %")

    batch_s = [timed(lambda i=i: ours.batch([Sample(images[i], rng)]))[0] for i in range(5)]
    whole_s = median(b for _, b in step_s[1:])
    print(f"  preparing a batch takes {100 * median(batch_s) / whole_s:.1f} % of ours")
    if is_profiled:
        show_profile(ours, [Sample(images[0], rng)], device.dtype(precision), whole_s)

    held_out = yardstick.HELD_OUT
    kept = [image for i, image in enumerate(images) if i not in held_out]
    for n in range(LEARNT_STEPS):
        ours.step(ours.batch([Sample(kept[n % len(kept)], rng)]))
    copy_weights(ours.network, theirs.net)
    theirs.net.eval()
    inference = ready_to_predict(
        ours.model, dtype=device.dtype(precision), device=device.torch_device
    )
    image_s: list[tuple[float, float]] = []
    pairs: list[tuple[NDArray[np.bool_], NDArray[np.bool_]]] = []
    for i in (*held_out[:1], *held_out):
        a, logits = timed(lambda i=i: theirs.logits(pictures[i]).detach().numpy())
        b, found = timed(lambda i=i: ours_mask(inference, images[i]))
        image_s.append((a, b))
        pairs.append((logits[0, 0] < 0, found == 0))
    show("predicted image", image_s[1:])
    overlaps = [(a & b).sum() / (a | b).sum() for a, b in pairs[1:]]
    share = np.mean([a.mean() for a, _ in pairs[1:]])
    print(
        f"  membrane masks ({100 * share:.0f} % of the pixels): IoU at least {min(overlaps):.4f}, "
        f"mean {np.mean(overlaps):.4f}"
    )


def show_profile(
    learner: Learner, samples: list[Sample], dtype: torch.dtype, step_s: float
) -> None:
    from torch.profiler import profile
    from torch.utils.flop_counter import FlopCounterMode

    batch = learner.batch(samples)
    with FlopCounterMode(display=False) as counted:
        learner.step(batch)
    square = torch.randn(EDGE, EDGE).to(dtype)
    peak = 2 * EDGE**3 / min(timed(lambda: square @ square)[0] for _ in range(4))
    flops = counted.get_total_flops()
    print(
        f"  {flops / 1e9:.0f} GFLOP a step at {flops / step_s / 1e9:.0f} GFLOP/s, which is "
        f"{100 * flops / step_s / peak:.0f} % of matrix products of {EDGE} ({peak / 1e9:.0f})"
    )
    with profile() as seen:
        learner.step(batch)
    parts = sorted(seen.key_averages(), key=lambda part: -part.self_cpu_time_total)
    whole = sum(part.self_cpu_time_total for part in parts)
    for part in parts[:SHOWN]:
        ms, share = part.self_cpu_time_total / 1000, 100 * part.self_cpu_time_total / whole
        print(f"  {share:5.1f} % {ms:7.1f} ms {part.count:4d} x {part.key}")


def ours_mask(inference: Inference, image: LabelledImage) -> NDArray[np.uint8]:
    return decided_places(inference.probabilities(image.pixels, image.scaling))


def copy_weights(source: torch.nn.Module, target: torch.nn.Module) -> None:
    """Both list their tensors in the same order under different names."""
    values = source.state_dict().values()
    target.load_state_dict(dict(zip(target.state_dict(), values, strict=True)))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = perf_counter()
    result = work()
    return perf_counter() - began, result


def show(what: str, seconds: list[tuple[float, float]]) -> None:
    yardstick_s, ours_s = (median(column) for column in zip(*seconds, strict=True))
    ratio = median(a / b for a, b in seconds)
    print(f"{what}: yardstick {yardstick_s:.2f} s, ours {ours_s:.2f} s, {ratio:.1f} times faster")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=5)
    parser.add_argument("--precision", choices=("auto", "float32", "bfloat16"), default="auto")
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    main(given.rounds, given.precision, is_profiled=given.profile)
