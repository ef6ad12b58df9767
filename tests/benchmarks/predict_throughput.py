"""Throughput of prediction in one run: ours, R1's script, MONAI, the bare network.

    python tests/benchmarks/predict_throughput.py [--images N] [--large EDGE] [--rounds R]

All have the same R1 weights and the same pictures, and take turns, each in a process of its own, as
a person would run it: how ours handles memory must not help the others. Pictures come from files
and masks go to files, except for the bare network, which is given tensors that lie in memory
already, of the same numbers, layout and batch as ours, and may keep memory as ours does. MONAI's
inferer cuts tiles of the same size with the same overlap; once it has the network as its author
would give it (float32), once our own rearranged one. Needs the shared data beside the repository,
and monai.
"""

# a script for the console
from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import numpy as np
import torch
from isbi_step_and_predict import copy_weights, read_yardstick
from PIL import Image

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.computing.memory_reuse import freed_memory_kept, use_one_heap
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.prediction.inference import OVERLAP_PX, TILE_PX
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.learning.prediction.prediction_line import BATCH_PIXELS
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.project.given_images import collect_images
from unet_studio.storage.runs.model_file import write_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

TEST_IMAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "isbi2012" / "test"
BARE_BATCHES = 4  # memory is found anew in the first
WIDTHS, DECODER_WIDTHS = (64, 128, 256, 512, 512), (256, 128, 64, 64)


def main(images: int, large: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        model = write_weights(read_yardstick().Trainer(fast=False).net, folder / "r1.safetensors")
        pictures = [Path(path) for path in sorted(TEST_IMAGES.glob("*.png"))[:images]]
        if pictures:
            print(f"{len(pictures)} ISBI test images of 512 x 512")
            show(measure(Job(model, folder, pictures), rounds))
        if large:
            path = folder / "large.png"
            Image.fromarray(tiled(sorted(TEST_IMAGES.glob("*.png")), large)).save(path)
            print(f"one image of {large} x {large} made of them")
            show(measure(Job(model, folder, [path]), rounds))


def write_weights(yardstick: torch.nn.Module, path: Path) -> Path:
    """R1's network as one of our model files."""
    config = NetworkConfig(1, 1, WIDTHS, DECODER_WIDTHS, up="bilinear", aligned_corners=True)
    network = UNet(config)
    copy_weights(yardstick, network)
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    classes = (LabelClass(1, "cell", "#e69f00"),)
    write_model(path, ModelCard("r1", "isbi-binary", config, classes, "none", 512), weights)
    return path


def tiled(paths: Sequence[Path], edge: int) -> np.ndarray:
    """The test images side by side."""
    rows, count = [], 0
    for _ in range(0, edge, 512):
        row = [np.asarray(Image.open(paths[(count + k) % len(paths)])) for k in range(edge // 512)]
        rows.append(np.concatenate(row, axis=1))
        count += len(row)
    return np.concatenate(rows)


@dataclass(frozen=True)
class Job:
    """What is to be predicted, with what, and a folder for what is found."""

    model: Path
    folder: Path
    paths: list[Path]

    @property
    def edge(self) -> int:
        """Of the tiles."""
        return min(TILE_PX["bfloat16"], Image.open(self.paths[0]).width)

    @property
    def crop(self) -> int:
        """The edge of what MONAI gets of a large image: two tiles, with nothing to spare."""
        return 2 * self.edge - OVERLAP_PX

    def some(self, count: int) -> list[Path]:
        """At most so many of the pictures, from all parts of the list."""
        return self.paths[:: max(1, -(-len(self.paths) // count))]

    def grey(self, path: Path, edge: int) -> np.ndarray:
        """A picture, or so much of a large one."""
        return np.asarray(Image.open(path).convert("L"))[:edge, :edge]

    def save(self, logits: np.ndarray, name: str) -> None:
        found = np.where(logits >= 0, 255, 0).astype(np.uint8)
        Image.fromarray(found).save(self.folder / name)


def r1(job: Job) -> Callable[[], int]:
    """As its script: image by image as a whole, gradients kept; two of the images."""
    trainer = read_yardstick().Trainer(fast=False)
    trainer.net.eval()

    def way() -> int:
        seen = 0
        for path in job.some(2):
            image = job.grey(path, 1024)
            job.save(trainer.logits(image).detach().numpy()[0, 0], "r1_res.png")
            seen += image.size
        return seen

    return way


def monai(job: Job) -> Callable[[], int]:
    """With the network as its author gives it."""
    network = read_yardstick().Trainer(fast=False).net.eval()
    return sliding(job, network, torch.float32, 2)


def monai_ours(job: Job) -> Callable[[], int]:
    """With the network as we rearrange it."""
    predictor = Predictor(job.model, "cpu")
    return sliding(job, predictor.networks[0], in_memory(predictor, job.edge).dtype, 4)


def sliding(
    job: Job, network: torch.nn.Module, dtype: torch.dtype, count: int
) -> Callable[[], int]:
    from monai.inferers import sliding_window_inference

    batch = len(in_memory(Predictor(job.model, "cpu"), job.edge))

    def way() -> int:
        seen = 0
        for path in job.some(count):
            image = job.grey(path, job.crop)
            x = torch.from_numpy(image.astype(np.float32))[None, None]
            with torch.inference_mode():
                logits = sliding_window_inference(
                    x.to(dtype, memory_format=torch.channels_last),
                    (job.edge, job.edge),
                    sw_batch_size=batch,
                    predictor=network,
                    overlap=OVERLAP_PX / job.edge,
                    mode="gaussian",
                )
            job.save(logits.float().numpy()[0, 0], "monai_res.png")
            seen += image.size
        return seen

    return way


def ours_int8(job: Job) -> Callable[[], int]:
    return ours(job, int8=True)


def ours(job: Job, *, int8: bool = False) -> Callable[[], int]:
    """All images, from loading the model to the report."""
    use_one_heap()

    def way() -> int:
        images, out = collect_images(job.paths), job.folder / "ours"
        for _ in predict_files(job.model, images, out, save={"masks"}, again=True, int8=int8):
            pass
        return sum(int(np.prod(Image.open(path).size)) for path in job.paths)

    return way


def bare(job: Job) -> Callable[[], int]:
    """Pixels of the pictures: fewer than the network is shown where tiles overlap."""
    use_one_heap()
    predictor = Predictor(job.model, "cpu")
    network, tensors = predictor.networks[0], in_memory(predictor, job.edge)
    shown = sum(
        int(np.prod(question.patch.size))
        for path in job.paths
        for question in predictor.work(np.asarray(Image.open(path).convert("L"))).questions()
    )
    share = sum(int(np.prod(Image.open(path).size)) for path in job.paths) / shown

    def way() -> int:
        with freed_memory_kept(), torch.inference_mode():
            for _ in range(BARE_BATCHES):
                network(tensors)
        return int(BARE_BATCHES * tensors.numel() * share)

    return way


def in_memory(predictor: Predictor, edge: int) -> torch.Tensor:
    """A batch as large as ours."""
    batch = max(1, BATCH_PIXELS[predictor.computes_in] // edge**2)
    dtype = next(predictor.networks[0].parameters()).dtype
    return torch.randn(batch, 1, edge, edge).to(dtype, memory_format=torch.channels_last)


WAYS = {
    "R1's script": r1,
    "MONAI, float32": monai,
    "MONAI, our network": monai_ours,
    "ours": ours,
    "ours, int8": ours_int8,
    "bare network": bare,
}


@dataclass
class Rates:
    """Megapixels per second, and seconds of all cores per megapixel, of every round."""

    wall: list[float] = field(default_factory=list)
    cores: list[float] = field(default_factory=list)

    def add(self, pixels: int, wall_s: float, cores_s: float) -> None:
        self.wall.append(pixels / 1e6 / wall_s)
        self.cores.append(cores_s / (pixels / 1e6))


class Contender:
    """A way in a process of its own."""

    def __init__(self, name: str, job: Job) -> None:
        self.pipe, end = multiprocessing.Pipe()
        self.process: SpawnProcess = multiprocessing.get_context("spawn").Process(
            target=take_turns, args=(name, job, end), daemon=True
        )
        self.process.start()

    def wait(self) -> None:
        """Until it is ready."""
        self.pipe.recv()

    def turn(self) -> tuple[int, float, float]:
        """Pixels, seconds, seconds of all cores."""
        self.pipe.send(True)
        found: tuple[int, float, float] = self.pipe.recv()
        return found

    def end(self) -> None:
        self.pipe.send(False)
        self.process.join()


def take_turns(name: str, job: Job, pipe: Connection) -> None:
    way = WAYS[name](job)
    pipe.send(True)
    while pipe.recv():
        began, cpu_began = perf_counter(), process_time()
        pixels = way()
        pipe.send((pixels, perf_counter() - began, process_time() - cpu_began))


def measure(job: Job, rounds: int) -> dict[str, Rates]:
    """The rates of all ways; all but ours, which begins anew every time, take one turn before."""
    contenders = {name: Contender(name, job) for name in WAYS}
    rates = {name: Rates() for name in WAYS}
    for contender in contenders.values():
        contender.wait()
    for name, contender in contenders.items():
        if not name.startswith("ours"):
            contender.turn()
    for _ in range(rounds):
        for name, contender in contenders.items():
            rates[name].add(*contender.turn())
    for contender in contenders.values():
        contender.end()
    return rates


def show(rates: dict[str, Rates]) -> None:
    """Ratios of medians, of the best rounds (others may use the machine too), and of core time."""
    ours = rates["ours"]
    print(f"  load of the machine: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
    for name, found in rates.items():
        each = median(a / b for a, b in zip(ours.wall, found.wall, strict=True))
        best = max(ours.wall) / max(found.wall)
        cores = median(found.cores) / median(ours.cores)
        print(
            f"  {name:19} {median(found.wall):6.3f} megapixels/s, at best {max(found.wall):6.3f}, "
            f"{median(found.cores):6.2f} core-seconds each; ours is {each:.2f} times as fast "
            f"(median of rounds; best rounds {best:.2f}, core-seconds {cores:.2f})"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=30)
    parser.add_argument("--large", type=int, default=8192, help="edge in pixels; 0 = none")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    main(given.images, given.large, given.rounds)
