"""How much annotation the loop saves: simulated_annotator.py SET [--out FILE.jsonl] [--ways ...]
[--goals 0.75,0.8] [--rounds 8] [--steps 120] [--first-steps 240] [--seed 0] [--for-minutes 4]

After the idea of RootPainter (Smith et al., RootPainter: deep learning segmentation of biological
images with corrective annotation, New Phytologist 2022). SET is one of `real_projects`. One image
is labelled; then one image after the other is labelled, and after each the model trains on from
what it has learnt, until its held-out Dice reaches the goals:

* scratch: every image is drawn anew, in file order;
* loop: the model's prediction is corrected, in file order;
* next: likewise, but the image is the one that `label_next` puts first.

The shipped labels are the person's knowledge; `annotation_cost` says how long hands and eyes need.
All ways train alike: the same small network, the same steps, one thread for each seed's draws. The
model after a round is the better one of the new and the old, as in the program. Waiting is the CPU
time of training, predicting and choosing, divided by the threads, so that a busy machine does not
count; how long it took there is noted as well. Minutes of annotation and of waiting count from the
first image on, which all ways are given.

Every round is one line of FILE; what is there is not done again, and --for-minutes ends the script
early, so it may be run in pieces. Projects and runs are kept in the folder FILE-work.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from real_projects import real_project

from annotation_cost import corrected, drawing_s  # isort: skip

import numpy as np
import torch
from numpy.typing import NDArray

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.project import ImageRef, Project, natural_key
from unet_studio.imaging.vectorize import mask_to_shapes
from unet_studio.learning.label_next import label_next
from unet_studio.learning.predictor import Predictor
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.train import train
from unet_studio.storage.image_file import read_image
from unet_studio.storage.project_file import list_images, read_project
from unet_studio.storage.project_labels import labelled_images, read_mask, write_annotation

WAYS = ("scratch", "loop", "next")
PLAN = {"plan.width": 12, "plan.levels": 4, "plan.shrink": 1, "plan.patch_px": 192, "plan.batch": 4}
THREADS = 2


def main() -> None:
    options = _options()
    torch.set_num_threads(THREADS)
    until = perf_counter() + 60 * options.for_minutes
    for way in options.ways.split(","):
        _Annotator(options, way).go_on(until)
        if perf_counter() > until:
            break
    _tell(_lines(options.out), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("set")
    parser.add_argument("--out", type=Path, default=Path("simulated_annotator.jsonl"))
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument("--goals", default="0.75,0.8")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--steps", type=int, default=120)
    parser.add_argument("--first-steps", type=int, default=240)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--for-minutes", type=float, default=1e6)
    return parser.parse_args()


class _Annotator:
    """One person working in one way on one set."""

    def __init__(self, options: argparse.Namespace, way: str) -> None:
        self.options, self.way = options, way
        self.key = {"set": options.set, "way": way, "seed": options.seed}
        self.key |= {"steps": options.steps, "first_steps": options.first_steps}
        work = options.out.with_suffix("").with_name(f"{options.out.stem}-work")
        self.truth = read_project(real_project(options.set, work))
        self.goals = sorted(float(goal) for goal in options.goals.split(","))
        words = (options.set, way, options.seed, options.first_steps, options.steps)
        self.folder = work / "-".join(map(str, words))

    def go_on(self, until: float) -> None:
        """Do the rounds that are not done yet."""
        lines = [line for line in _lines(self.options.out) if self.key.items() <= line.items()]
        project = self._project(fresh=not lines)
        while len(lines) <= self.options.rounds and perf_counter() < until:
            if lines and lines[-1]["dice"] >= self.goals[-1]:
                return
            line = self._round(project, lines)
            with self.options.out.open("a") as file:
                file.write(json.dumps(line) + "\n")
            lines.append(line)
            print(json.dumps(line), flush=True)

    def _project(self, *, fresh: bool) -> Project:
        """The set with no labels but those that are held out."""
        if fresh:
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.copytree(
                self.truth.root, self.folder, ignore=shutil.ignore_patterns("*.json", "runs")
            )
            shutil.rmtree(self.folder / ".unet-studio", ignore_errors=True)
            project = read_project(self.folder)
            for image in self._images(project):
                if image.name in project.held_out:
                    self._label(project, image, self._truth(image))
        return read_project(self.folder)

    def _round(self, project: Project, lines: list[dict[str, Any]]) -> dict[str, Any]:
        began, cpu = perf_counter(), _cpu_s()
        before = Path(lines[-1]["model"]) if lines else None
        image = self._choose(project, before, lines)
        truth = self._truth(image)
        seconds, regions, mask = 0.0, 0, truth
        if self.way == "scratch" or before is None:
            seconds = drawing_s(truth) if lines else 0.0
        else:
            found = corrected(self._predicted(before, image), truth)
            seconds, regions, mask = found.seconds, found.regions, found.mask
        self._label(project, image, mask)
        model, dice = self._trained(project, before, len(lines))
        if lines and lines[-1]["dice"] > dice:
            model, dice = Path(lines[-1]["model"]), lines[-1]["dice"]
        return {
            **self.key,
            "round": len(lines),
            "image": image.name,
            "regions": regions,
            "scratch_s": round(drawing_s(truth), 1),
            "annotation_s": round(seconds, 1),
            "waiting_s": round((_cpu_s() - cpu) / THREADS, 1),
            "took_s": round(perf_counter() - began, 1),
            "dice": round(dice, 4),
            "model": str(model),
        }

    def _choose(
        self, project: Project, model: Path | None, lines: list[dict[str, Any]]
    ) -> ImageRef:
        left = [i for i in self._images(project) if i.name not in project.held_out]
        left = [i for i in left if i.name not in {line["image"] for line in lines}]
        if self.way != "next" or model is None:
            return left[0]
        queue = _result(label_next(model, project, count=1, device="cpu"))
        return next(i for i in left if i.name == queue.suggestions[0].image)

    def _images(self, project: Project) -> list[ImageRef]:
        known = {image.name for image in labelled_images(self.truth)}
        images = [image for image in list_images(project) if image.name in known]
        return sorted(images, key=lambda image: natural_key(image.name))

    def _truth(self, image: ImageRef) -> NDArray[np.uint8]:
        own = next(i for i in list_images(self.truth) if i.name == image.name)
        mask = read_mask(self.truth, own)
        assert mask is not None
        return mask

    def _predicted(self, model: Path, image: ImageRef) -> NDArray[np.uint8]:
        predictor = Predictor(model, "cpu")
        found = predictor.mask(read_image(image.path, plane=image.plane))
        names = {c.id: c.name for c in predictor.card.classes}
        ids = np.zeros(256, np.uint8)
        for class_id, name in names.items():
            ids[class_id] = self.truth.classes.id_of(name)
        return ids[found]

    def _label(self, project: Project, image: ImageRef, mask: NDArray[np.uint8]) -> None:
        shapes = mask_to_shapes(mask, project.classes, as_polygons=False)
        write_annotation(project, image, Annotation(tuple(shapes), stated_extent=LabelExtent.FULLY))

    def _trained(self, project: Project, before: Path | None, round_: int) -> tuple[Path, float]:
        run = self.folder / "runs" / f"{round_:03d}"
        shutil.rmtree(run, ignore_errors=True)
        recipe = recipe_named("auto", **PLAN)
        recipe = replace(recipe, precision="float32", budget=replace(recipe.budget, patience=0.0))
        job = train(
            project,
            recipe,
            minutes=600.0,
            steps=self.options.steps if before else self.options.first_steps,
            device="cpu",
            seed=self.options.seed,
            run_dir=run,
            from_model=before,
            hints=False,
        )
        trained = _result(job)
        scores = [s.dice for s in trained.best.values() if s.dice is not None]
        return trained.model, float(np.mean(scores)) if scores else 0.0


def _result(job: Any) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _tell(lines: list[dict[str, Any]], options: argparse.Namespace) -> None:
    """A markdown table: when each way reached the goals."""
    print("| set | way | goal | images | annotation min | waiting min | Dice |")
    print("|---|---|---|---|---|---|---|")
    for way in WAYS:
        own = [
            x for x in lines if (x["set"], x["way"], x["seed"]) == (options.set, way, options.seed)
        ]
        for goal in (float(goal) for goal in options.goals.split(",")):
            reached = next((n for n, x in enumerate(own) if x["dice"] >= goal), None)
            taken = own[: reached + 1] if reached is not None else own
            drawn, waited = (sum(x[k] for x in taken) / 60 for k in ("annotation_s", "waiting_s"))
            mark = "" if reached is not None else "not reached: "
            best = max((x["dice"] for x in taken), default=0.0)
            row = (way, goal, f"{mark}{len(taken)}", f"{drawn:.1f}", f"{waited:.1f}", f"{best:.3f}")
            print(f"| {options.set} | " + " | ".join(map(str, row)) + " |")


if __name__ == "__main__":
    sys.exit(main())
