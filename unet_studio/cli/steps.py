"""What the progress display shows of the reports of trainings and predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.cli.progress import Step

if TYPE_CHECKING:
    from unet_studio.domain.report import PredictionReport, TrainingReport


def training_step(report: TrainingReport) -> Step:
    """Share by time, as nobody knows how many steps fit into the minutes given."""
    known = report.remaining_s is not None
    whole_s = report.elapsed_s + (report.remaining_s or 0.0)
    fold = report.fold
    parts = [f"model {fold.number} of {fold.count}"] if fold else []
    parts.append(f"epoch {report.epoch}")
    if report.train_loss is not None:
        parts.append(f"loss {report.train_loss:.3f}")
    if report.best is not None:
        parts.append(f"best Dice {report.best:.3f}")
    return Step(
        share=report.elapsed_s / whole_s if known and whole_s > 0 else 0.0,
        text=", ".join(parts),
        problem=str(report.note) if report.note else None,
    )


def prediction_step(report: PredictionReport) -> Step:
    """Share by images."""
    said = report.problem or report.note
    return Step(
        share=report.done / max(report.total, 1),
        text=f"{report.done}/{report.total} {report.name}",
        problem=f"{report.name}: {said}" if said else None,
    )
