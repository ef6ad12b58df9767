"""Split: which labelled images are learnt from and which are held out, read into memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from unet_studio.domain.kinship import Kinship, groups_of, leaks_between
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import choose_held_out, natural_key
from unet_studio.imaging.channels import channel_count
from unet_studio.learning.augmentation import has_labels
from unet_studio.learning.dataset import Dataset, prepared, read_labelled
from unet_studio.learning.device import memory_bytes
from unet_studio.storage.project_file import write_project
from unet_studio.storage.project_labels import broken_labels, labelled_images
from unet_studio.storage.related_images import find_relations

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from numpy.typing import NDArray

    from unet_studio.domain.kinship import Leak, Relation
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.recipe import DataConfig
    from unet_studio.domain.report import ProgressReport


_MEMORY_SHARE = 0.4  # of main memory, for images; the rest is for computing and other programs
_NAMED = 12  # images that one sentence names


@dataclass(frozen=True)
class Split:
    """The labelled images of a project.

    Attributes
    ----------
    project
        With the images held out, which may just have been chosen.
    training
        At least one image.
    held_out
        Images that scores come from; may be empty.
    """

    project: Project
    training: Dataset
    held_out: Dataset


def read_split(project: Project, config: DataConfig) -> Generator[Message | None, None, Split]:
    """Read all labelled images; choose which are held out if nobody has yet.

    Yields
    ------
    Once per image: what a person should know, or None.

    Raises
    ------
    StudioError
        If nothing is labelled that may be learnt from.
    """
    if not len(project.classes):
        raise StudioError(
            say("training", "The project has no class yet: label an image in Label first.")()
        )
    labelled = labelled_images(project)
    project = yield from _with_held_out(project, labelled, config.validation_share)
    for name, problem in broken_labels(project).items():
        yield say("training", "{name} is left out: {problem}")(name=name, problem=problem)
    kept: list[tuple[ImageRef, NDArray[Any], NDArray[Any]]] = []
    room = (memory_bytes() or 2**40) * _MEMORY_SHARE
    for image in labelled:
        if sum(pixels.nbytes + target.nbytes for _, pixels, target in kept) > room:
            yield say(
                "training",
                "Only the first {count} of {total} labelled images fit into this computer's "
                "memory; the others are left out.",
            )(count=len(kept), total=len(labelled))
            break
        try:
            pixels, target = read_labelled(project, image)
        except StudioError as error:
            yield say("training", "{name} is left out: {problem}")(
                name=image.name, problem=error.message
            )
            continue
        if has_labels(target):
            kept.append((image, pixels, target))
        yield None
    if not any(image.name not in project.held_out for image, _, _ in kept):
        raise StudioError(_nothing_to_learn_from(project, labelled))
    channels = _channels(config, kept)
    training, held_out = Dataset(channels), Dataset(channels)
    for image, pixels, target in kept:
        part = held_out if image.name in project.held_out else training
        part.images.append(prepared(image.name, pixels, target, channels, config))
        yield None
    if not held_out.images:
        yield say(
            "training",
            "No labelled image is held out, so there will be no score; label at least two images "
            "to get one.",
        )()
    return Split(project, training, held_out)


def leaks(
    project: Project, images: Sequence[ImageRef] | None = None
) -> Generator[ProgressReport, None, list[Leak]]:
    """Find held-out images that images learnt from give away.

    Parameters
    ----------
    project
        Says which images are held out.
    images
        Those to compare; None = all labelled ones.

    Yields
    ------
    A report after some images each; see `storage.related_images.find_relations`.
    """
    compared = labelled_images(project) if images is None else images
    relations = yield from find_relations(project, compared)
    return leaks_between(relations, project.held_out)


def _with_held_out(
    project: Project, labelled: Sequence[ImageRef], share: float
) -> Generator[Message | None, None, Project]:
    """The project with images held out, chosen now if none are; warns of scores that flatter."""
    names = [image.name for image in labelled]
    relations = yield from _silently(find_relations(project, labelled))
    if not project.held_out.intersection(names):
        chosen = choose_held_out(names, share, groups=groups_of(names, relations))
        if chosen:
            project = replace(project, held_out=project.held_out | chosen)
            write_project(project)
            yield say(
                "training",
                "Held out from training, for honest scores: {names}. This choice is kept in the "
                "project and can be changed there.",
            )(names=_some(sorted(chosen, key=natural_key)))
    found = leaks_between(relations, project.held_out)
    if found:
        yield _says_leaks(found)
    return project


def _silently(
    job: Generator[ProgressReport, None, list[Relation]],
) -> Generator[Message | None, None, list[Relation]]:
    """Stop where the job can stop, and say nothing."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            relations: list[Relation] = end.value
            return relations
        yield None


def _says_leaks(found: Sequence[Leak]) -> Message:
    kept = list(dict.fromkeys(leak.held_out for leak in found))
    learnt = list(dict.fromkeys(leak.training for leak in found))
    return say(
        "training",
        "The scores will flatter: the held-out images {held_out} show the same as {training}, "
        "which is learnt from ({why}). Hold both out, or neither, with H in Label mode.",
    )(
        held_out=_some(kept),
        training=_some(learnt),
        why=_said_kinship(found[0].kinship),
    )


def _said_kinship(kinship: Kinship) -> Message:
    match kinship:
        case Kinship.DUPLICATE:
            return say("training", "near-duplicates")()
        case Kinship.TILES:
            return say("training", "tiles of one picture")()
        case Kinship.STACK:
            return say("training", "planes of one stack")()


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")


def _channels(
    config: DataConfig, kept: Sequence[tuple[ImageRef, NDArray[Any], NDArray[Any]]]
) -> int:
    """How many channels the network is to take.

    Raises
    ------
    StudioError
        If the images cannot all be given to one network, or not to one of this recipe.
    """
    counts = {channel_count(pixels): image.name for image, pixels, _ in kept}
    if counts.keys() <= {1, 3}:
        if config.channels == "auto":
            return 3 if any(_has_colour(pixels) for _, pixels, _ in kept) else 1
        return 1 if config.channels == "grey" else 3
    if len(counts) > 1:
        (few, first), (many, second) = sorted(counts.items())[:: len(counts) - 1]
        raise StudioError(
            say(
                "training",
                "The labelled images differ in their channels: {first} has {few}, {second} has "
                "{many}. One model takes one kind; please make a project for each.",
            )(first=first, few=few, second=second, many=many)
        )
    if config.channels != "auto":
        raise StudioError(
            say(
                "training",
                "The recipe is made for grey or colour pictures, and {name} has {count} channels; "
                "the recipe auto takes any number.",
            )(name=next(iter(counts.values())), count=next(iter(counts)))
        )
    return next(iter(counts))


def _has_colour(picture: NDArray[Any]) -> bool:
    """Whether the channels differ anywhere."""
    return picture.ndim == 3 and bool((picture != picture[..., :1]).any())


def _nothing_to_learn_from(project: Project, labelled: Sequence[ImageRef]) -> Message:
    if labelled and all(image.name in project.held_out for image in labelled):
        return say(
            "training",
            "Every labelled image is held out, so there is none to learn from: label another "
            "image, or hold fewer out.",
        )()
    return say(
        "training",
        "There is no labelled image to learn from yet: open Label, draw around what you are "
        "looking for in one image or more, then train again.",
    )()
