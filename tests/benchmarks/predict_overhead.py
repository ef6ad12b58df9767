"""Share of a prediction's time that the network computes: predict_overhead.py [--images N] [--int8]

Within one process, so that a machine that is slow at times is as slow for both. R1's network over
ISBI test images, masks only; needs the shared data beside the repository.
"""

# a script for the console
from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from isbi_step_and_predict import read_yardstick
from predict_throughput import TEST_IMAGES, write_weights

from unet_studio.learning.computing.memory_reuse import use_one_heap
from unet_studio.learning.prediction.predict import predict_files
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.project.given_images import collect_images

ROUNDS = 3


class Timed(Predictor):
    """Adds up how long its networks take."""

    network_s = 0.0

    def answers(self, *args: Any) -> Any:
        """As `Predictor.answers`."""
        began = perf_counter()
        found = super().answers(*args)
        Timed.network_s += perf_counter() - began
        return found


def main(count: int, *, int8: bool) -> None:
    from unet_studio.learning.prediction import predict

    predict.Predictor = Timed  # type: ignore[misc]
    use_one_heap()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        model = write_weights(read_yardstick().Trainer(fast=False).net, folder / "r1.safetensors")
        images = collect_images(sorted(TEST_IMAGES.glob("*.png"))[:count])
        for number in range(ROUNDS):
            Timed.network_s, began = 0.0, perf_counter()
            out = folder / str(number)
            for _ in predict_files(model, images, out, save={"masks"}, int8=int8):
                pass
            wall_s = perf_counter() - began
            print(f"{wall_s:.2f} s, {Timed.network_s / wall_s:.1%} of it in the network")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=30)
    parser.add_argument("--int8", action="store_true")
    given = parser.parse_args()
    main(given.images, int8=given.int8)
