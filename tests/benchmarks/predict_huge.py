"""Peak memory and time of predicting one picture of 30,000 x 30,000 pixels with a small network.

    python tests/benchmarks/predict_huge.py [--edge N] [--save WHAT,...]

The picture is a TIFF file in strips, made here and deleted afterwards; needs about 6 GB of disk.
"""

# a script for the console
from __future__ import annotations

import argparse
import resource
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np
import tifffile

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.computing.memory_reuse import use_one_heap
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.storage.project.given_images import collect_images
from unet_studio.storage.runs.model_file import write_model

ROWS = 512


def main(edge: int, save: set[str]) -> None:
    use_one_heap()
    with tempfile.TemporaryDirectory() as made:
        picture, model = Path(made) / "huge.tif", Path(made) / "small.safetensors"
        write_picture(picture, edge)
        write_small_model(model)
        before = peak_gib()
        began, out = perf_counter(), Path(made) / "out"
        for report in predict_files(model, collect_images([picture]), out, save=save):
            if report.is_finished:
                print(report.problem or report.note or "all written")
        seconds = perf_counter() - began
        print(f"{edge} x {edge}: {seconds:.0f} s, {edge**2 / seconds / 1e6:.1f} megapixels/s")
        print(f"peak memory {peak_gib():.2f} GiB, {before:.2f} before")
        for path in sorted(out.rglob("*.*")):
            print(f"  {path.relative_to(made)}: {path.stat().st_size / 2**20:.0f} MiB")


def write_picture(path: Path, edge: int) -> None:
    """Noise over slow waves, strip by strip."""
    rng = np.random.default_rng(0)
    across = np.sin(np.arange(edge) / 40)

    def strips():
        for top in range(0, edge, ROWS):
            rows = np.arange(top, min(top + ROWS, edge))
            waves = 120 + 60 * np.sin(rows / 40)[:, None] * across
            yield (waves + rng.integers(-20, 20, waves.shape)).astype(np.uint8)

    tifffile.imwrite(path, strips(), shape=(edge, edge), dtype=np.uint8, rowsperstrip=ROWS)


def write_small_model(path: Path) -> None:
    config = NetworkConfig(1, 1, (8, 8, 8), (8, 8))
    weights = {name: value.numpy() for name, value in UNet(config).state_dict().items()}
    classes = (LabelClass(1, "cell", "#e69f00"),)
    write_model(path, ModelCard("small", "auto", config, classes, "per-image", 256), weights)


def peak_gib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edge", type=int, default=30_000)
    parser.add_argument("--save", default="masks,probabilities,overlays")
    given = parser.parse_args()
    main(given.edge, set(given.save.split(",")))
