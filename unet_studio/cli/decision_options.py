"""How people say on the command line what becomes of probabilities."""

from pathlib import Path
from typing import Annotated

import typer

from unet_studio.cli.arguments import finite
from unet_studio.domain.decision import LIMITS, THRESHOLD, USUAL_DECISION, Decision

_MOST = {name: high for name, (_, high) in LIMITS.items()}

ThresholdOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=1.0,
        callback=finite,
        help="Least probability of the class, where the model knows only one.",
    ),
]
BiasOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=VALUE",
        help="Where it knows several: find a class more (above 0) or less often; repeatable.",
    ),
]
SmoothOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=_MOST["smooth_px"],
        callback=finite,
        help="Even out borders over so many pixels.",
    ),
]
FillHolesOption = Annotated[
    int,
    typer.Option(min=0, max=_MOST["fill_holes_px"], help="Fill holes of at most so many pixels."),
]
_SPLITTING = "Cut touching objects apart where they are narrower by so many pixels; 1 cuts most."
SplitOption = Annotated[
    float,
    typer.Option(
        "--split",
        "--split-touching",
        min=0.0,
        max=_MOST["split_px"],
        callback=finite,
        help=_SPLITTING,
    ),
]
SplitTouchingOption = Annotated[
    float,
    typer.Option(
        "--split-touching", min=0.0, max=_MOST["split_px"], callback=finite, help=_SPLITTING
    ),
]
"""For `evaluate`, where ``--split`` says which images."""
MinAreaOption = Annotated[
    int,
    typer.Option(min=0, max=_MOST["min_area_px"], help="Leave out regions of fewer pixels."),
]


def decision_in(
    threshold: float,
    bias: list[str] | None,
    smooth: float,
    fill_holes: int,
    split: float,
    min_area: int,
) -> Decision:
    """What was asked for, in one value."""
    return Decision(threshold, _bias_in(bias or []), smooth, fill_holes, split, min_area)


def check_decision(decision: Decision, model: Path) -> None:
    """Refuse what the model of a file has no use for, before its weights are loaded."""
    if decision == USUAL_DECISION:
        return
    from unet_studio.storage.runs.model_file import read_card

    names = [c.name for c in read_card(model).classes]
    unknown = sorted(set(decision.bias).difference(names))
    if unknown:
        raise typer.BadParameter(
            f"--bias {unknown[0]}: the model knows {', '.join(names)}, and no such class."
        )
    if len(names) == 1 and decision.bias:
        raise typer.BadParameter("The model knows one class: give --threshold, not --bias.")
    if len(names) > 1 and decision.threshold != THRESHOLD:
        raise typer.BadParameter("The model knows several classes: give --bias, not --threshold.")


def _bias_in(words: list[str]) -> dict[str, float]:
    found, (low, high) = {}, LIMITS["bias"]
    for word in words:
        name, _, text = word.rpartition("=")
        try:
            value = float(text)
        except ValueError:
            value = high + 1
        if not name.strip() or not low <= value <= high:
            raise typer.BadParameter(
                f"--bias {word!r} is not of the form NAME=VALUE with a value from {low} to {high}."
            )
        found[name.strip()] = value
    return found
