"""A comparison as one HTML file that needs nothing else, and as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from html import escape
from typing import TYPE_CHECKING

from unet_studio.domain.message import say
from unet_studio.domain.run_curves import RUN_COLOURS, Progress
from unet_studio.learning.reports.comparison import columns_of, rows_of
from unet_studio.learning.reports.comparison_gallery import loss_pictures, prediction_pictures
from unet_studio.learning.reports.comparison_tables import difference_table, score_table
from unet_studio.learning.reports.curve_chart import chart
from unet_studio.learning.reports.page import page
from unet_studio.storage.atomic_write import write_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.learning.reports.comparison import Comparison
    from unet_studio.learning.reports.page import Render


def comparison_html(comparison: Comparison, render: Callable[[Message], str] = str) -> str:
    """The whole page: curves, table, differences of the recipes, pictures.

    Parameters
    ----------
    comparison
        What `compare` found.
    render
        Gives sentences in the language of the page.
    """
    title = render(say("compare page", "Runs of {project} compared")(project=_title(comparison)))
    body = [
        *_facts(comparison, render),
        *score_table(comparison, render),
        *_curves(comparison, render),
        *difference_table(comparison, render),
        *loss_pictures(comparison, render),
        *prediction_pictures(comparison, render),
    ]
    return page(title, body)


def write_comparison(
    comparison: Comparison,
    *,
    html: Path | None = None,
    table: Path | None = None,
    render: Callable[[Message], str] = str,
) -> None:
    """Write a comparison.

    Parameters
    ----------
    comparison
        What `compare` found.
    html, table
        Files to write or replace, HTML and CSV; None = not wanted.
    render
        See `comparison_html`; the CSV file is in English for whatever reads it.

    Raises
    ------
    WriteError
        If a file cannot be written.
    """
    if table is not None:
        write_text(table, comparison_csv(comparison))
    if html is not None:
        write_text(html, comparison_html(comparison, render))


def comparison_csv(comparison: Comparison) -> str:
    """One line per run, numbers in full; what is not known is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns_of(comparison), lineterminator="\n")
    writer.writeheader()
    for row in rows_of(comparison):
        writer.writerow({key: "" if value is None else value for key, value in row.items()})
    return text.getvalue()


def _title(comparison: Comparison) -> str:
    return comparison.project.title


def _facts(comparison: Comparison, render: Render) -> list[str]:
    names = ", ".join(image.name for image in comparison.images)
    text = say(
        "compare page",
        "Every model predicted the same {count:held-out image|{count} held-out images}, which none "
        "of them learnt from unless it is said below: {names}. Made on {date} with {software}.",
    )
    message = text(
        count=len(comparison.images),
        names=names,
        date=comparison.created[:16].replace("T", " "),
        software=comparison.software,
    )
    return [f'<p class="facts">{escape(render(message))}</p>']


def _curves(comparison: Comparison, render: Render) -> list[str]:
    titles = {
        Progress.STEPS: render(say("compare page", "steps")()),
        Progress.MINUTES: render(say("compare page", "minutes")()),
        Progress.EPOCHS: render(say("compare page", "epochs")()),
    }
    lines = [f"<h2>{escape(render(say('compare page', 'Curves')()))}</h2>"]
    for progress, title in titles.items():
        charts = f'<div class="charts">{_charts(comparison, progress, title, render)}</div>'
        if progress is Progress.STEPS:
            lines.append(charts)
        else:
            lines.append(f"<details><summary>{escape(title)}</summary>{charts}</details>")
    return lines


def _charts(comparison: Comparison, progress: Progress, x_title: str, render: Render) -> str:
    titled = {
        "train_loss": render(say("compare page", "training loss")()),
        "validation_loss": render(say("compare page", "validation loss (held-out images)")()),
        "mean_dice": render(say("compare page", "held-out Dice while learning, mean")()),
    }
    figures = []
    for name, title in titled.items():
        lines = [
            (
                render(run.entry.short_title),
                RUN_COLOURS[place % len(RUN_COLOURS)],
                run.curves.along(progress),
                getattr(run.curves, name),
            )
            for place, run in enumerate(comparison.runs)
        ]
        drawing = chart(title, x_title, lines, (0.0, 1.0) if name == "mean_dice" else None)
        if drawing:
            caption = f"<figcaption>{escape(title)}</figcaption>"
            figures.append(f"<figure>{caption}{drawing}</figure>")
    return "".join(figures)
