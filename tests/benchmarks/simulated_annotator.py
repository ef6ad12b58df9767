"""How much annotation the loop saves: simulated_annotator.py SET [--out FILE.jsonl] [--ways ...]
[--goals 0.75,0.8] [--rounds 10] [--steps 200] [--seed 0] [--for-minutes 4]

After the idea of RootPainter (Smith et al., RootPainter: deep learning segmentation of biological
images with corrective annotation, New Phytologist 2022). SET is one of `real_projects`. One image
is labelled; then more is labelled round by round, and after each the model trains on from what it
has learnt, until its held-out Dice reaches the goals. What is labelled in a round:

* scratch: the next image in file order, drawn anew;
* loop: the next image in file order; the model's prediction of it is corrected;
* scratch-spots, spots: as scratch and loop, but only a square in the middle of the image, which
  stays partly labelled;
* next: as spots, but image and square are those that `label_next` puts first.

The shipped labels are the person's knowledge; `annotation_cost` says how long hands and eyes need.
All ways begin with the same model and train alike: the same small network, the same steps, the same
seed. The model after a round is the better one of the new and the old on the held-out images, as in
the program. Waiting is the CPU time of predicting, choosing and training on one core, so that a
busy machine does not count; how long it took there is noted as well. None of it is taken to pass
while the person labels, though the live loop learns meanwhile. Minutes of both count from when the
first image is labelled and learnt from, which is the same for all.

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
from typing import TYPE_CHECKING, Any

from real_projects import real_project

from annotation_cost import Correction, corrected, drawing_s  # isort: skip

import numpy as np
import torch

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import IGNORE_ID
from unet_studio.domain.project import ImageRef, Project, natural_key
from unet_studio.domain.recipe import BudgetConfig
from unet_studio.imaging.spot import spread_boxes
from unet_studio.imaging.vectorize import mask_to_shapes
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.teaching.label_next import label_next
from unet_studio.learning.teaching.looking import SPOT_PX
from unet_studio.learning.training.train import train
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.project.project_file import list_images, read_project
from unet_studio.storage.project.project_labels import labelled_images, read_mask, write_annotation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.suggestion import Box

WAYS = ("scratch", "loop", "scratch-spots", "spots", "next")
DRAWN_WAYS = ("scratch", "scratch-spots")
SPOT_WAYS = ("scratch-spots", "spots")
FIRST = "first"
PLAN = {"plan.width": 8, "plan.levels": 4, "plan.shrink": 1, "plan.patch_px": 192, "plan.batch": 4}
THREADS = 1
BACKGROUND = "_background_"


def main() -> None:
    options = _options()
    torch.set_num_threads(THREADS)
    until = perf_counter() + 60 * options.for_minutes
    for way in (FIRST, *filter(None, options.ways.split(","))):
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
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--for-minutes", type=float, default=1e6)
    return parser.parse_args()


class _Annotator:
    """One person working in one way on one set."""

    def __init__(self, options: argparse.Namespace, way: str) -> None:
        self.options, self.way = options, way
        self.first = {"set": options.set, "seed": options.seed, "steps": options.steps}
        self.key = self.first | {"way": way}
        self.first |= {"way": FIRST}
        work = options.out.with_suffix("").with_name(f"{options.out.stem}-work")
        self.truth = read_project(real_project(options.set, work))
        self.goals = sorted(float(goal) for goal in options.goals.split(","))
        words = (options.set, way, options.seed, options.steps)
        self.folder = work / "-".join(map(str, words))

    def go_on(self, until: float) -> None:
        """Do the rounds that are not done yet."""
        done = _lines(self.options.out)
        first = [line for line in done if self.first.items() <= line.items()]
        lines = first + [line for line in done if self.key.items() <= line.items()]
        if self.way == FIRST:
            if not first:
                self._note(self._first_round(self._project(fresh=True)))
            return
        project = self._project(fresh=len(lines) == 1)
        while len(lines) <= self.options.rounds and perf_counter() < until:
            if lines[-1]["dice"] >= self.goals[-1]:
                return
            lines.append(self._round(project, lines))
            self._note(lines[-1])

    def _note(self, line: dict[str, Any]) -> None:
        with self.options.out.open("a") as file:
            file.write(json.dumps(line) + "\n")
        print(json.dumps(line), flush=True)

    def _project(self, *, fresh: bool) -> Project:
        """The set with no labels but those of the first image and of those that are held out."""
        if fresh:
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.copytree(
                self.truth.root, self.folder, ignore=shutil.ignore_patterns("*.json", "runs")
            )
            shutil.rmtree(self.folder / ".unet-studio", ignore_errors=True)
            project = read_project(self.folder)
            images = self._images(project)
            first = next(i for i in images if i.name not in project.held_out)
            for image in images:
                if image.name in project.held_out or image == first:
                    self._label(project, image, self._truth(image))
        return read_project(self.folder)

    def _first_round(self, project: Project) -> dict[str, Any]:
        began, cpu = perf_counter(), _cpu_s()
        model, dice = self._trained(project, None, 0)
        line = {"round": 0, "annotation_s": 0.0, "waiting_s": 0.0, "dice": round(dice, 4)}
        line |= {"trained_s": round((_cpu_s() - cpu) / THREADS, 1), "model": str(model)}
        return self.key | line | {"took_s": round(perf_counter() - began, 1)}

    def _round(self, project: Project, lines: list[dict[str, Any]]) -> dict[str, Any]:
        began, cpu = perf_counter(), _cpu_s()
        before, dice_before = Path(lines[-1]["model"]), lines[-1]["dice"]
        image, box = self._choose(project, before, lines)
        truth = self._truth(image)
        part = np.s_[box[1] : box[3], box[0] : box[2]]
        scratch_s = drawing_s(truth[part])
        found = Correction(truth[part], scratch_s, 0)
        if self.way not in DRAWN_WAYS:
            found = corrected(self._predicted(before, image)[part], truth[part])
        said = self._said(image)
        said[part] = found.mask
        self._label(project, image, said)
        model, dice = self._trained(project, before, len(lines))
        if dice_before > dice:
            model, dice = before, dice_before
        return self.key | {
            "round": len(lines),
            "image": image.name,
            "box": box,
            "regions": found.regions,
            "from_scratch_s": round(scratch_s, 1),
            "annotation_s": round(found.seconds, 1),
            "waiting_s": round((_cpu_s() - cpu) / THREADS, 1),
            "took_s": round(perf_counter() - began, 1),
            "dice": round(dice, 4),
            "model": str(model),
        }

    def _choose(
        self, project: Project, model: Path, lines: list[dict[str, Any]]
    ) -> tuple[ImageRef, Box]:
        images = [i for i in self._images(project) if i.name not in project.held_out]
        if self.way == "next":
            found = _result(label_next(model, project, count=1, device="cpu")).suggestions[0]
            return next(i for i in images if i.name == found.image), found.spot
        image = images[len(lines)]
        height, width = self._truth(image).shape
        if self.way in SPOT_WAYS:
            return image, spread_boxes(height, width, SPOT_PX, 1)[0]
        return image, (0, 0, width, height)

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

    def _said(self, image: ImageRef) -> NDArray[np.uint8]:
        """What was said of an image so far; 255 = nothing."""
        kept = self._kept(image)
        return np.load(kept) if kept.exists() else np.full_like(self._truth(image), IGNORE_ID)

    def _kept(self, image: ImageRef) -> Path:
        return self.folder / "said" / f"{image.name}.npy"

    def _label(self, project: Project, image: ImageRef, said: NDArray[np.uint8]) -> None:
        """Write a label file as the program would: background is drawn where part is labelled."""
        kept = self._kept(image)
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, said)
        shapes = mask_to_shapes(
            np.where(said == IGNORE_ID, 0, said).astype(np.uint8),
            project.classes,
            as_polygons=False,
        )
        extent = LabelExtent.FULLY
        if (said == IGNORE_ID).any():
            extent, corners = LabelExtent.PARTLY, np.zeros((2, 2))
            corners[1] = np.array(said.shape[::-1]) - 1
            background = Shape(BACKGROUND, corners, ShapeType.MASK, mask=said != IGNORE_ID)
            shapes = [background, *shapes]
        write_annotation(project, image, Annotation(tuple(shapes), stated_extent=extent))

    def _trained(self, project: Project, before: Path | None, round_: int) -> tuple[Path, float]:
        run = self.folder / "runs" / f"{round_:03d}"
        shutil.rmtree(run, ignore_errors=True)
        recipe = recipe_named("auto", **PLAN)
        recipe = replace(recipe, precision="float32", budget=BudgetConfig())
        job = train(
            project,
            recipe,
            steps=self.options.steps,
            device="cpu",
            seed=self.options.seed + 1000 * round_,
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
    print("| set | way | goal | rounds | annotation min | waiting min | both | Dice |")
    print("|---|---|---|---|---|---|---|---|")
    known = {"set": options.set, "seed": options.seed, "steps": options.steps}
    lines = [line for line in lines if known.items() <= line.items()]
    first = [line for line in lines if line["way"] == FIRST]
    for way in WAYS:
        own = first + [line for line in lines if line["way"] == way]
        for goal in (float(goal) for goal in options.goals.split(",")):
            reached = next((n for n, line in enumerate(own) if line["dice"] >= goal), None)
            taken = own if reached is None else own[: reached + 1]
            drawn, waited = (sum(x[k] for x in taken) / 60 for k in ("annotation_s", "waiting_s"))
            rounds = f"{'' if reached is not None else 'not in '}{len(taken) - 1}"
            best = max((line["dice"] for line in taken), default=0.0)
            minutes = (f"{number:.1f}" for number in (drawn, waited, drawn + waited))
            row = (options.set, way, str(goal), rounds, *minutes, f"{best:.3f}")
            print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    sys.exit(main())
