"""The queue of trainings in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.run_queue import QueueState
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from unet_studio.domain.run_queue import QueuedRun, RunQueue


def place_text(queue: RunQueue) -> str:
    """Which training of how many; while none is made, how many there were."""
    if queue.running is None:
        text = translate("queue", "{done} of {total} done")
        return text.format(done=queue.done, total=len(queue.runs))
    place, count = queue.place
    return translate("queue", "{place} of {count}").format(place=place, count=count)


def queue_text(queue: RunQueue) -> str:
    """What the status bar says of a queue under way; empty if none is."""
    if queue.running is None or len(queue.runs) < 2:
        return ""
    place, count = queue.place
    text = translate("queue", "Training {place} of {count}: {title}")
    return text.format(place=place, count=count, title=title_text(queue.running))


def title_text(queued: QueuedRun) -> str:
    """What a queued training is called: as the list of recipes calls it, if nobody named it."""
    from unet_studio.workspace.training.recipe_choice import (
        known_recipes,  # not wanted at the start
    )

    titles = {known.source: render(known.title) for known in known_recipes()}
    return titles.get(queued.title) or render(queued.heading)


def queue_state_text(state: QueueState) -> str:
    """How a queued training stands, in a word."""
    return {
        QueueState.WAITING: translate("queue", "waits"),
        QueueState.RUNNING: translate("queue", "is being trained"),
        QueueState.FINISHED: translate("queue", "finished"),
        QueueState.STOPPED: translate("queue", "stopped"),
        QueueState.FAILED: translate("queue", "failed"),
    }[state]
