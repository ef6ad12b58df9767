"""The tables of a comparison's page: scores, and what differs between the recipes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from unet_studio.domain.message import say
from unet_studio.domain.run_curves import RUN_COLOURS
from unet_studio.learning.reports.comparison import MEASURES, rows_of
from unet_studio.learning.reports.page import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.learning.reports.comparison import ComparedRun, Comparison
    from unet_studio.learning.reports.page import Render


def dot(place: int) -> str:
    """The colour of a run."""
    return f'<i class="dot" style="background:{RUN_COLOURS[place % len(RUN_COLOURS)]}"></i>'


def score_table(comparison: Comparison, render: Render) -> list[str]:
    """A row for each run; of the numbers that may be compared, the best of a column is marked."""
    rows = rows_of(comparison)
    scores = [
        (f"{measure} {label_class.name}", f"{label_class.name}<br>{_measure(measure, render)}")
        for label_class in comparison.classes
        for measure in MEASURES
    ]
    scores = [("mean_dice", render(say("compare page", "mean Dice")())), *scores]
    others = [
        ("minutes", say("compare page", "minutes")()),
        ("steps", say("compare page", "steps")()),
        ("best_step", say("compare page", "best at step")()),
        ("parameters", say("compare page", "parameters")()),
        ("seed", say("compare page", "seed")()),
    ]
    fair = [row for row in rows if row["comparable"]]
    best = {key: _highest([row[key] for row in fair]) for key, _ in scores}
    head = [render(say("compare page", "Run")()), *(text for _, text in scores)]
    head += [render(text) for _, text in others]
    lines = [f"<h2>{escape(render(say('compare page', 'Scores')()))}</h2>", '<div class="wide">']
    lines += ['<table class="scores"><tr>' + "".join(f"<th>{text}</th>" for text in head) + "</tr>"]
    for place, (run, row) in enumerate(zip(comparison.runs, rows, strict=True)):
        cells = [
            f"<td>{dot(place)}{escape(render(run.entry.short_title))}{_warnings(run, render)}</td>"
        ]
        for key, _ in scores:
            is_best = row in fair and row[key] is not None and row[key] == best[key]
            mark = ' class="best"' if is_best else ""
            cells.append(f"<td{mark}>{number(row[key])}</td>")
        cells += [f"<td>{_plain(row[key])}</td>" for key, _ in others]
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return [*lines, "</table></div>"]


def _warnings(run: ComparedRun, render: Render) -> str:
    messages = [*([run.problem] if run.problem else []), *run.remarks]
    return "".join(f'<br><span class="warning">⚠ {escape(render(m))}</span>' for m in messages)


def _measure(name: str, render: Render) -> str:
    words = {
        "precision": say("compare page", "precision")(),
        "recall": say("compare page", "recall")(),
    }
    return render(words[name]) if name in words else {"dice": "Dice", "iou": "IoU"}[name]


def _highest(values: Sequence[object]) -> float | None:
    return max((v for v in values if isinstance(v, float | int)), default=None)


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if value < 100 else f"{value:.0f}"
    return "–" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def difference_table(comparison: Comparison, render: Render) -> list[str]:
    """A row for each value of the recipes that is not the same in all."""
    differences = comparison.differences
    title = render(say("compare page", "What differs between the recipes")())
    lines = [f"<h2>{escape(title)}</h2>"]
    if not differences:
        text = say("compare page", "Nothing: only the seed, the time or the data.")
        return [*lines, f"<p>{escape(render(text()))}</p>"]
    heads = (
        f"<th>{dot(place)}{escape(render(run.entry.short_title))}</th>"
        for place, run in enumerate(comparison.runs)
    )
    lines.append(f'<div class="wide"><table><tr><th></th>{"".join(heads)}</tr>')
    for key, values in differences.items():
        cells = "".join(f"<td>{escape(_value(value))}</td>" for value in values)
        lines.append(f"<tr><td>{escape(key)}</td>{cells}</tr>")
    return [*lines, "</table></div>"]


def _value(value: object) -> str:
    if isinstance(value, tuple | list):
        return " ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else "–" if value is None else str(value)
