"""What the workspace's state means for menus and badges: pure look-ups, nothing is changed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import floor
from typing import TYPE_CHECKING

from unet_studio.domain.pixel_length import readable_length
from unet_studio.ui.actions import Mode, Situation
from unet_studio.ui.item_models.image_status import ImageStatus

if TYPE_CHECKING:
    from unet_studio.domain.annotation import LabelExtent
    from unet_studio.workspace.view.pictures import Picture
    from unet_studio.workspace.workspace import Workspace


def situation(workspace: Workspace, mode: Mode) -> Situation:
    """What the possible actions depend on."""
    document, image = workspace.document, workspace.image
    seen = workspace.prediction.results.in_view
    return Situation(
        mode=mode,
        has_project=workspace.project is not None,
        has_images=bool(workspace.images),
        has_results=workspace.prediction.results.current is not None,
        has_labels=workspace.states.has_labels,
        has_document=document is not None,
        has_selection=document is not None and bool(document.selection),
        can_undo=document is not None and document.undo_stack.canUndo(),
        can_redo=document is not None and document.undo_stack.canRedo(),
        is_training=workspace.training.is_running,
        can_train=workspace.training_start.is_possible,
        is_busy=workspace.task.is_running,
        has_model=workspace.models.in_use is not None,
        has_run=workspace.study.run is not None,
        has_report=workspace.exchange.report is not None,
        has_truth=seen is not None and seen.truth is not None,
        has_probabilities=seen is not None and seen.result.probabilities_path is not None,
        has_broken_labels=image is not None and workspace.labels.is_broken(image.name),
        has_drafts=bool(workspace.review.drafts),
        drafts_wait=bool(workspace.states.with_drafts),
        has_own_results=workspace.drafts.is_possible,
        has_suggestions=bool(workspace.label_next.suggestions),
        has_spot=workspace.label_next.current is not None,
    )


def image_status(workspace: Workspace, name: str) -> ImageStatus:
    """What the badge of a project's image says."""
    state = workspace.states.states.get(name)
    held_out = workspace.project is not None and name in workspace.project.held_out
    if state is None or state.problem is None:
        has_drafts = state is not None and state.has_drafts
        return _plain_status(state.extent if state else None, held_out, has_drafts)
    return ImageStatus(state.extent, held_out, state.problem, has_drafts=state.has_drafts)


@cache
def _plain_status(extent: LabelExtent | None, held_out: bool, has_drafts: bool) -> ImageStatus:
    """One for all images alike: of 50,000 they are asked for at once."""
    return ImageStatus(extent, held_out, has_drafts=has_drafts)


def result_status(workspace: Workspace, name: str) -> ImageStatus:
    """What the badge of a predicted image says."""
    results = workspace.prediction.results
    found = results.find(name)
    if results.current is None or found is None:
        return ImageStatus()
    if not results.current.is_of_project:
        return ImageStatus(problem=found.problem, is_predicted=True, unlike=found.unlike)
    own = image_status(workspace, name)
    score = results.current.mean_dice(name)
    return replace(own, problem=found.problem, score=score, unlike=found.unlike)


def place_text(
    x: float,
    y: float,
    picture: Picture | None,
    class_name: str | None,
    pixel_size_um: float | None,
) -> str:
    """What the status bar says of the point under the cursor, (x, y) in image pixels."""
    column, row = floor(x), floor(y)
    parts = [f"x {column}  y {row}"]
    if pixel_size_um is not None:
        lengths = (readable_length(edge * pixel_size_um) for edge in (x, y))
        parts[0] += f"  ({', '.join(lengths)})"
    values = picture.value_at(column, row) if picture else None
    if values is not None:
        parts.append(", ".join(_number(value) for value in values.tolist()))
    if class_name is not None:
        parts.append(class_name)
    return "   ·   ".join(parts)


def _number(value: float) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)
