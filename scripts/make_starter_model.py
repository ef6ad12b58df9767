"""Train the model that comes with the program, on the sample project, and say how well it does.

Run it by `make starter-model`.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from unet_studio.cli.progress import follow, step_of
from unet_studio.cli.score_table import print_scores
from unet_studio.cli.steps import training_step
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.scores.evaluate import evaluate
from unet_studio.learning.training.train import train
from unet_studio.storage.founding.sample_project import write_sample
from unet_studio.storage.runs.model_file import read_model, write_model

ROOT = Path(__file__).resolve().parents[1]
STARTER = ROOT / "models" / "starter.safetensors"

EPOCHS = 400
SEED = 0
# what `auto` would otherwise choose by the speed of the machine
PLAN = {"plan.width": 8, "plan.levels": 5, "plan.patch_px": 256, "plan.batch": 4}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        sample = write_sample(Path(folder) / "sample")
        job = train(
            sample,
            recipe_named("auto", **PLAN),
            epochs=EPOCHS,
            seed=SEED,
            device="cpu",
            name="starter",
        )
        trained = follow(job, "Train", read=training_step)
        card, weights = read_model(trained.model)
        write_model(STARTER, replace(card, licence="Apache-2.0"), weights)
        scores = follow(evaluate(STARTER, sample, device="cpu"), "Evaluate", read=step_of)
    print_scores(scores.as_json())
    print(f"{STARTER.relative_to(ROOT)}: {STARTER.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
