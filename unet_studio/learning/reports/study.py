"""Study: one run with all that is to be told of it to people who were not there."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio import __version__
from unet_studio.domain.label_class import BACKGROUND_NAME, IGNORE_ID
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.metrics import counts_one_sided, mean
from unet_studio.domain.report import ProgressReport
from unet_studio.domain.steps import reporting
from unet_studio.imaging.channels import channel_count
from unet_studio.learning.data.dataset import facts_of, read_labelled
from unet_studio.learning.data.split import leaks
from unet_studio.learning.reports.compare import compare
from unet_studio.storage.pictures.mask_file import read_mask as read_mask_file
from unet_studio.storage.project.project_labels import labelled_images, read_mask
from unet_studio.storage.runs.model_file import ModelFileError, read_card
from unet_studio.storage.runs.rerun_file import find_rerun
from unet_studio.storage.runs.run_curves import read_curves
from unet_studio.storage.runs.run_folder import run_recipe
from unet_studio.storage.runs.run_record import now

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from unet_studio.domain.kinship import Leak
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.rerun import Rerun
    from unet_studio.domain.run_curves import RunCurves
    from unet_studio.domain.run_entry import RunEntry
    from unet_studio.learning.reports.comparison import ComparedRun


@dataclass(frozen=True)
class StudiedImage:
    """A labelled image that the run knew.

    Attributes
    ----------
    name
        In the project.
    size
        Height and width.
    channels, depth
        Of its pixels: how many values, of which type.
    pixels
        Class name, background included -> labelled pixels.
    ignored
        Pixels that nobody labelled.
    is_held_out
        Whether it was kept from training.
    is_changed
        Whether picture or label are others now than when it was trained.
    """

    name: str
    size: tuple[int, int]
    channels: int
    depth: str
    pixels: Mapping[str, int]
    ignored: int
    is_held_out: bool
    is_changed: bool

    @property
    def is_one_sided(self) -> bool:
        """As `domain.metrics.is_one_sided`."""
        classes = [count for name, count in self.pixels.items() if name != BACKGROUND_NAME]
        return counts_one_sided(classes, self.pixels.get(BACKGROUND_NAME, 0), self.ignored)


@dataclass(frozen=True)
class Study:
    """One run, read and scored.

    Attributes
    ----------
    project
        With the images held out that the run held out.
    entry, recipe, curves, rerun
        The run, and what its folder holds; None where that cannot be read.
    card
        Of its model.
    images
        What it was trained on and scored on, as it is now.
    missing
        Names of images that it knew and that are gone or have no labels any more.
    compared
        Its model, scored on its held-out images as they are now; None if there are none.
    found
        Name of a held-out image -> class name -> pixels predicted, where labels speak.
    leaks
        Held-out images that images learnt from give away.
    created, software
        When and with what this was found.
    """

    project: Project
    entry: RunEntry
    recipe: Recipe | None
    curves: RunCurves
    rerun: Rerun | None
    card: ModelCard | None
    images: tuple[StudiedImage, ...]
    missing: tuple[str, ...]
    compared: ComparedRun | None
    found: Mapping[str, Mapping[str, int]]
    leaks: tuple[Leak, ...]
    created: str
    software: str

    @property
    def held_out(self) -> tuple[StudiedImage, ...]:
        """Images that scores come from."""
        return tuple(image for image in self.images if image.is_held_out)

    @property
    def trained_on(self) -> tuple[StudiedImage, ...]:
        """Images that it learnt from."""
        return tuple(image for image in self.images if not image.is_held_out)

    @property
    def scores(self) -> Mapping[str, Any]:
        """As ``evaluate --json`` prints them; empty if there are none."""
        return (self.compared.scores if self.compared else None) or {}

    @property
    def ranked(self) -> tuple[tuple[str, float], ...]:
        """Held-out images and their mean Dice over the classes, the worst first."""
        found = []
        for image in self.scores.get("images", ()):
            classes = image["classes"].items()
            dice = mean(s["dice"] for name, s in classes if name != BACKGROUND_NAME)
            if dice is not None:
                found.append((image["name"], dice))
        return tuple(sorted(found, key=lambda pair: pair[1]))

    @property
    def areas(self) -> dict[str, list[tuple[int, int]]]:
        """Class name -> pixels labelled and pixels predicted, of each held-out image scored."""
        seen = [image for image in self.held_out if image.name in self.found]
        return {
            c.name: [(image.pixels[c.name], self.found[image.name][c.name]) for image in seen]
            for c in self.project.classes
        }

    @property
    def shares(self) -> dict[str, tuple[float, float]]:
        """Class name, background included -> share of the labelled pixels: learnt from, held out.

        Nothing for a side that has no labelled pixel.
        """
        names = [BACKGROUND_NAME, *(c.name for c in self.project.classes)]
        sides = [_shares(side, names) for side in (self.trained_on, self.held_out)]
        return {name: (sides[0][name], sides[1][name]) for name in names}


def study(
    entry: RunEntry, project: Project, *, device: str = "auto"
) -> Generator[ProgressReport, None, Study]:
    """Read a run, look at its images, and score its model on those that it held out.

    Parameters
    ----------
    entry
        Which run.
    project
        Its project, as it is now.
    device
        See `learning.computing.device.choose_device`.

    Yields
    ------
    One report per image looked at, and one per image scored.

    Raises
    ------
    StudioError
        If the scores cannot be computed for a reason that the model does not explain.
    """
    record = entry.record
    then = replace(project, held_out=frozenset(record.held_out))
    known = {*record.trained_on, *record.held_out}
    refs = [image for image in labelled_images(then) if image.name in known]
    rerun = find_rerun(entry.path)
    total = len(refs) + sum(ref.name in then.held_out for ref in refs)
    images: list[StudiedImage] = []
    for done, ref in enumerate(refs, start=1):
        problem = None
        try:
            images.append(_studied(then, ref, rerun))
        except StudioError as error:
            problem = error.message
        yield ProgressReport(done, total, say("study", "{name} read")(name=ref.name), problem)
    related = yield from reporting(
        leaks(then, refs), lambda report: replace(report, done=len(refs), total=total)
    )
    compared = None
    if any(image.is_held_out for image in images):
        job = compare([entry], then, device=device)
        comparison = yield from reporting(
            job, lambda report: replace(report, done=len(refs) + report.done, total=total)
        )
        compared = comparison.runs[0]
    seen = {image.name for image in images}
    return Study(
        then,
        entry,
        _recipe(entry),
        read_curves(entry.path),
        rerun,
        _card(entry.model),
        tuple(images),
        tuple(sorted(known - seen)),
        compared,
        _found(then, refs, compared),
        tuple(related),
        now(),
        f"UNet Studio {__version__}",
    )


def _studied(project: Project, ref: ImageRef, rerun: Rerun | None) -> StudiedImage:
    pixels, target = read_labelled(project, ref)
    facts = facts_of(ref.name, pixels, target)
    noted = {**rerun.trained_on, **rerun.held_out}.get(ref.name) if rerun else None
    counts = np.bincount(target.ravel(), minlength=256)
    names = [BACKGROUND_NAME, *(c.name for c in project.classes)]
    return StudiedImage(
        ref.name,
        facts.size,
        channel_count(pixels),
        str(pixels.dtype),
        {name: int(counts[place]) for place, name in enumerate(names)},
        int(counts[IGNORE_ID]),
        ref.name in project.held_out,
        noted is not None and noted != f"{facts.picture} {facts.label}",
    )


def _found(
    project: Project, refs: list[ImageRef], compared: ComparedRun | None
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for ref in refs:
        file = compared.masks.get(ref.name) if compared else None
        with suppress(StudioError):  # without a mask that can be read, there is nothing to count
            truth = read_mask(project, ref) if file else None
            if file and truth is not None:
                counts = np.bincount(read_mask_file(file)[truth != IGNORE_ID], minlength=256)
                found[ref.name] = {c.name: int(counts[c.id]) for c in project.classes}
    return found


def _shares(images: tuple[StudiedImage, ...], names: list[str]) -> dict[str, float]:
    counts = {name: sum(image.pixels[name] for image in images) for name in names}
    whole = sum(counts.values()) or 1
    return {name: count / whole for name, count in counts.items()}


def _recipe(entry: RunEntry) -> Recipe | None:
    try:
        return run_recipe(entry.path)
    except StudioError:
        return None


def _card(model: Path | None) -> ModelCard | None:
    try:
        return None if model is None else read_card(model)
    except ModelFileError:
        return None
