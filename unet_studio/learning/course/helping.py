"""Helping: what every process but the first does in a training that several share.

It takes its share of each step that the first process announces, and knows nothing else: no
clock, no validation, no file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from unet_studio.domain.steps import result_of
from unet_studio.learning.computing.memory_reuse import freed_memory_kept
from unet_studio.learning.course.origin import chosen_images, prints_of
from unet_studio.learning.data.pixel_weights import weighted
from unet_studio.learning.data.sampling import Sampling
from unet_studio.learning.data.split import read_split
from unet_studio.learning.network.learner import Learner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.computing.distributed import Team


_NOTHING: Any = None  # a helper has nothing to tell


@dataclass(frozen=True)
class Brief:
    """What the helpers need to know before the first step.

    Attributes
    ----------
    recipe
        Planned and resolved.
    seed
        As the first process has it.
    held_out
        Names of images.
    trained_on
        Name of an image -> changes with any pixel and any label of it, as the first process read
        it.
    """

    recipe: Recipe
    seed: int
    held_out: frozenset[str]
    trained_on: Mapping[str, str]


def help_to_train(project: Project, team: Team) -> None:
    """Compute a share of every step until the first process says that it is over.

    Raises
    ------
    StudioError
        If this process cannot go on or reads other images or labels than the first, or another one
        is gone: all end then.
    """
    try:
        _help(project, team)
    except (RuntimeError, MemoryError) as error:
        raise team.broken_by(error) from error
    team.leave()


def _help(project: Project, team: Team) -> None:
    processes = team.processes
    brief = processes.from_first(_NOTHING)
    if brief is None:  # it never came to the first step
        return
    recipe = brief.recipe
    split = result_of(read_split(replace(project, held_out=brief.held_out), recipe.data))
    now = prints_of(split.training)
    team.agree([name for name, known in brief.trained_on.items() if now.get(name) != known])
    split = result_of(weighted(split, recipe.loss))
    images = chosen_images(split.training, brief.trained_on).images
    learner = Learner(recipe, team.device, seed=brief.seed, fabric=team.fabric, processes=processes)
    with freed_memory_kept():
        announced = processes.from_first(_NOTHING)
        while announced is not None:
            if isinstance(announced, dict):
                learner.load_state_dict(announced)
            else:
                step, done, rate = announced
                samples = Sampling(images, recipe.batch or len(images), brief.seed).samples(step)
                learner.step(learner.batch(samples, done), rate=rate, number=step)
            announced = processes.from_first(_NOTHING)
