"""Throughput of prediction in one run: ours, R1's script, MONAI, the bare network.

    python tests/benchmarks/predict_throughput.py [--images N] [--large EDGE] [--rounds R]

All have the same R1 weights and the same pictures, and take turns. Pictures come from files and
masks go to files, except for the bare network, which is given tensors that lie in memory already,
of the same numbers, layout and batch as ours. MONAI's inferer cuts tiles of the same size with the
same overlap; once it has the network as its author would give it (float32), once our own rearranged
one. Needs the shared data beside the repository, and monai.
"""

# a script for the console
from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from isbi_step_and_predict import copy_weights, read_yardstick
from monai.inferers import sliding_window_inference
from PIL import Image

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.inference import OVERLAP_PX, TILE_PX
from unet_studio.learning.memory_reuse import freed_memory_kept, use_one_heap
from unet_studio.learning.predict import predict_files
from unet_studio.learning.prediction_line import BATCH_PIXELS
from unet_studio.learning.predictor import Predictor
from unet_studio.learning.unet import UNet
from unet_studio.storage.given_images import collect_images
from unet_studio.storage.model_file import write_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TEST_IMAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "isbi2012" / "test"
WIDTHS, DECODER_WIDTHS = (64, 128, 256, 512, 512), (256, 128, 64, 64)


def main(images: int, large: int, rounds: int) -> None:
    use_one_heap()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        yardstick = read_yardstick().Trainer(fast=False).net.eval()
        model = write_weights(yardstick, folder / "r1.safetensors")
        pictures = [Path(path) for path in sorted(TEST_IMAGES.glob("*.png"))[:images]]
        if pictures:
            print(f"{len(pictures)} ISBI test images of 512 x 512")
            show(measure(Bench(yardstick, model, folder, pictures), rounds))
        if large:
            path = folder / "large.png"
            Image.fromarray(tiled(sorted(TEST_IMAGES.glob("*.png")), large)).save(path)
            print(f"one image of {large} x {large} made of them")
            show(measure(Bench(yardstick, model, folder, [path]), rounds))


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


class Bench:
    """The ways to predict the same pictures."""

    def __init__(self, yardstick: Any, model: Path, folder: Path, paths: list[Path]) -> None:
        self.yardstick, self.model, self.folder, self.paths = yardstick, model, folder, paths
        self.predictor = Predictor(model, "cpu")
        self.network = self.predictor.networks[0]
        self.dtype = next(self.network.parameters()).dtype
        self.edge = min(TILE_PX, Image.open(paths[0]).width)
        batch = max(1, BATCH_PIXELS[self.predictor.computes_in] // self.edge**2)
        x = torch.randn(batch, 1, self.edge, self.edge)
        self.tensors = x.to(self.dtype, memory_format=torch.channels_last)

    @property
    def pixels(self) -> int:
        return sum(int(np.prod(Image.open(path).size)) for path in self.paths)

    def ours(self) -> int:
        job = predict_files(
            self.model,
            collect_images(self.paths),
            self.folder / "ours",
            save={"results"},
            again=True,
        )
        for _ in job:
            pass
        return self.pixels

    def r1(self) -> int:
        """As its script: image by image as a whole, gradients kept; here of one image in ten."""
        seen = 0
        for path in self.paths[:: max(1, len(self.paths) // 3)]:
            image = np.asarray(Image.open(path).convert("L"))[:1024, :1024]
            x = torch.from_numpy(image.astype(np.float32))[None, None]
            found = np.where(self.yardstick(x).detach().numpy()[0, 0] >= 0, 255, 0)
            Image.fromarray(found.astype(np.uint8)).save(self.folder / "r1_res.png")
            seen += image.size
        return seen

    def monai(self, network: torch.nn.Module, dtype: torch.dtype, share: int) -> int:
        seen = 0
        for path in self.paths[:: max(1, len(self.paths) // share)]:
            image = np.asarray(Image.open(path).convert("L"))[:2304, :2304]
            x = torch.from_numpy(image.astype(np.float32))[None, None]
            x = x.to(dtype, memory_format=torch.channels_last)
            with torch.inference_mode():
                logits = sliding_window_inference(
                    x,
                    (self.edge, self.edge),
                    sw_batch_size=len(self.tensors),
                    predictor=network,
                    overlap=OVERLAP_PX / self.edge,
                    mode="gaussian",
                )
            found = np.where(logits.float().numpy()[0, 0] >= 0, 255, 0)
            Image.fromarray(found.astype(np.uint8)).save(self.folder / "monai_res.png")
            seen += image.size
        return seen

    def bare(self) -> int:
        with torch.inference_mode():
            self.network(self.tensors)
        return self.tensors[:, 0].numel()

    def bare_share(self) -> float:
        """Pixels of the pictures per pixel shown to the network: below 1 where tiles overlap."""
        shown = sum(
            q.patch.size[0] * q.patch.size[1]
            for path in self.paths
            for q in self.predictor.work(np.asarray(Image.open(path).convert("L"))).questions()
        )
        return self.pixels / shown


class Rates:
    """Megapixels per second, and seconds of all cores per megapixel, of every round."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cores: list[float] = []

    def add(self, way: Callable[[], int], share: float) -> None:
        began, cpu_began = perf_counter(), process_time()
        megapixels = way() * share / 1e6
        self.wall.append(megapixels / (perf_counter() - began))
        self.cores.append((process_time() - cpu_began) / megapixels)


def measure(bench: Bench, rounds: int) -> dict[str, Rates]:
    share = bench.bare_share()
    ways: dict[str, Callable[[], int]] = {
        "R1's script": bench.r1,
        "MONAI, float32": lambda: bench.monai(bench.yardstick, torch.float32, 2),
        "MONAI, our network": lambda: bench.monai(bench.network, bench.dtype, 5),
        "ours": bench.ours,
        "bare network": lambda: bench.bare() + bench.bare(),
    }
    rates = {name: Rates() for name in ways}
    with freed_memory_kept():
        bench.bare()
        for _ in range(rounds):
            for name, way in ways.items():
                rates[name].add(way, share if name == "bare network" else 1.0)
    return rates


def show(rates: dict[str, Rates]) -> None:
    """Ratios of medians, of the best rounds (others may use the machine too), and of core time."""
    ours = rates["ours"]
    for name, found in rates.items():
        best = max(ours.wall) / max(found.wall)
        cores = min(found.cores) / min(ours.cores)
        print(
            f"  {name:19} {median(found.wall):6.3f} megapixels/s, at best {max(found.wall):6.3f}, "
            f"{min(found.cores):6.2f} core-seconds each; ours is "
            f"{median(ours.wall) / median(found.wall):.2f}, {best:.2f}, {cores:.2f} times as fast"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=30)
    parser.add_argument("--large", type=int, default=8192, help="edge in pixels; 0 = none")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    main(given.images, given.large, given.rounds)
