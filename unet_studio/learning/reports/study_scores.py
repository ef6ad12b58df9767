"""The numbers of a study: curves, scores with intervals, and what they do and do not mean."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from unet_studio.domain.corrected_total import total_bias
from unet_studio.domain.label_class import BACKGROUND_NAME
from unet_studio.domain.message import say
from unet_studio.domain.metrics import MEASURES
from unet_studio.domain.model_card import says_one_sided
from unet_studio.domain.run_curves import Progress
from unet_studio.learning.reports.curve_chart import chart
from unet_studio.learning.reports.page import heading, number, paragraph, table

if TYPE_CHECKING:
    from unet_studio.domain.message import Message
    from unet_studio.learning.reports.page import Render
    from unet_studio.learning.reports.study import Study

TRAIN, VALIDATION = "#3b82c4", "#c2410c"
"""As in the window: blue learns, orange is held out."""

_FEW = 6


def curves(study: Study, render: Render) -> list[str]:
    """Losses in one chart, Dice of each class in another."""
    found, steps = study.curves, render(say("study", "steps")())
    along = found.along(Progress.STEPS)
    train = render(say("study", "training loss")())
    held_out = render(say("study", "validation loss (held-out images)")())
    losses = [
        (train, TRAIN, along, found.train_loss),
        (held_out, VALIDATION, along, found.validation_loss),
    ]
    colours = {c.name: c.colour for c in study.project.classes}
    dice = [(n, colours.get(n, VALIDATION), along, y) for n, y in found.dice.items()]
    figures = [
        _figure(render(say("study", "Loss")()), steps, losses, None),
        _figure(render(say("study", "Held-out Dice while learning")()), steps, dice, (0.0, 1.0)),
    ]
    drawn = [figure for figure in figures if figure]
    if not drawn:
        return []
    return [
        heading(render(say("study", "Curves")())),
        f'<div class="charts">{"".join(drawn)}</div>',
    ]


def _figure(title: str, x_title: str, lines: list[Any], limits: tuple[float, float] | None) -> str:
    drawing = chart(title, x_title, lines, limits)
    if not drawing:
        return ""
    keys = " ".join(
        f'<i class="dot" style="background:{colour}"></i>{escape(name)}'
        for name, colour, _, _ in lines
    )
    return f"<figure><figcaption>{escape(title)}: {keys}</figcaption>{drawing}</figure>"


def scores(study: Study, render: Render) -> list[str]:
    """Means with intervals, what they mean, and every image."""
    lines = [heading(render(say("study", "Scores on held-out images")()))]
    if not study.scores:
        problem = study.compared.problem if study.compared else None
        text = say(
            "study",
            "There is no score: no labelled image was held out, so nobody knows how good this "
            "model is.",
        )
        return [*lines, paragraph(render(problem or text()))]
    return [
        *lines,
        *_means(study, render),
        *(paragraph(render(message)) for message in meaning(study)),
        *_totals(study, render),
        *_images(study, render),
    ]


def _means(study: Study, render: Render) -> list[str]:
    words = measure_words()
    head = [render(say("study", "Class")()), *(render(words[m]) for m in MEASURES)]
    rows = [
        [_class_name(name, render), *(_with_interval(found, measure) for measure in MEASURES)]
        for name, found in study.scores["classes"].items()
        if name != BACKGROUND_NAME
    ]
    interval = study.scores.get("mean_dice_interval_95")
    over_all = number(study.scores["mean_dice"]) + _range(interval)
    mean = render(say("study", "mean over the classes")())
    rows.append([mean, over_all, number(study.scores["mean_iou"]), "", "", ""])
    return table(head, rows)


def meaning(study: Study) -> list[Message]:
    """What the numbers say, and what they do not."""
    count = len(study.scores["images"])
    found = [
        say(
            "study",
            "Dice and IoU say how much of the area agrees, precision how much of what was found is "
            "right, recall how much of what is there was found, and boundary F1 how much of the "
            "outlines agrees to within {tolerance:g} px; 1 is perfect. In brackets: the 95 % "
            "interval of the mean over images like these.",
        )(tolerance=study.scores["boundary_tolerance_px"])
    ]
    if count == 1:
        found.append(
            say(
                "study",
                "There is a single held-out image: nobody can say how far the next one may be from "
                "it. Label and hold out more before you rely on these numbers.",
            )()
        )
    elif count < _FEW:
        found.append(
            say(
                "study",
                "There {count:is|are} only {count} held-out {count:image|images}, so the intervals "
                "are rough themselves: label and hold out more before you rely on these numbers.",
            )(count=count)
        )
    flattered = says_one_sided([image.name for image in study.held_out if image.is_one_sided])
    found += [flattered] if flattered else []
    chosen = study.card.chosen_among if study.card else 0
    if chosen > 1:
        found.append(
            say(
                "study",
                "The weights were chosen as the best of {count} {count:validation|validations} on "
                "these very images, so the scores may be a little lucky; on new images expect "
                "rather less.",
            )(count=chosen)
        )
    cross = study.card.cross_validation if study.card else None
    if cross is not None and cross.dice is not None:
        found.append(
            say(
                "study",
                "Cross-validated with {folds} models over all {images} labelled "
                "{images:image|images}, each scored by a model that never saw it: mean Dice {dice} "
                "({interval}).",
            )(
                folds=cross.folds,
                images=cross.images,
                dice=f"{cross.dice:.3f}",
                interval=str(cross.dice_interval or "–"),
            )
        )
    remarks = study.compared.remarks if study.compared else ()
    flatters = [image["name"] for image in study.scores["images"] if image["trained_on"]]
    if flatters:
        found.append(
            say("study", "The model learnt from {names}: the scores flatter.")(
                names=", ".join(flatters)
            )
        )
    return [
        *found,
        *remarks,
        say(
            "study",
            "The scores hold for images like those held out: same microscope, stain and "
            "magnification. They say nothing of others.",
        )(),
    ]


def _totals(study: Study, render: Render) -> list[str]:
    """How far a measured area is off, and what it may really be."""
    rows = []
    for name, pairs in study.areas.items():
        bias = total_bias([float(truth) for truth, _ in pairs], [float(p) for _, p in pairs])
        if bias is not None:
            labelled, predicted = (sum(side) for side in zip(*pairs, strict=True))
            likely = bias.corrected(float(predicted))
            meant = f"{likely.value:,.0f} ({likely.low:,.0f}-{likely.high:,.0f})"
            rows.append([name, f"{labelled:,}", f"{predicted:,}", f"{likely.bias:+.1%}", meant])
    if not rows:
        return []
    head = [
        render(say("study", "Class")()),
        render(say("study", "pixels labelled")()),
        render(say("study", "pixels predicted")()),
        render(say("study", "off by")()),
        render(say("study", "as much predicted elsewhere means")()),
    ]
    title = render(say("study", "How far areas measured with this model are off")())
    return [f"<h3>{escape(title)}</h3>", *table(head, rows)]


def _images(study: Study, render: Render) -> list[str]:
    names = [name for name in study.scores["classes"] if name != BACKGROUND_NAME]
    head = [render(say("study", "Image")())]
    for name in names:
        head += [f"{name} Dice", f"{name} IoU", f"{name} {render(measure_words()['boundary_f1'])}"]
    order = {name: place for place, (name, _) in enumerate(study.ranked)}
    rows = []
    ranked = sorted(study.scores["images"], key=lambda i: order.get(i["name"], len(order)))
    for image in ranked:
        row = [image["name"]]
        for name in names:
            found = image["classes"].get(name, {})
            row += [number(found.get(m)) for m in ("dice", "iou", "boundary_f1")]
        rows.append(row)
    title = render(say("study", "Every held-out image, the worst first")())
    return [f"<h3>{escape(title)}</h3>", *table(head, rows)]


def measure_words() -> dict[str, Message]:
    """Measure -> what people call it."""
    return {
        "dice": say("study", "Dice")(),
        "iou": say("study", "IoU")(),
        "precision": say("study", "precision")(),
        "recall": say("study", "recall")(),
        "boundary_f1": say("study", "boundary F1")(),
    }


def _with_interval(found: dict[str, Any], measure: str) -> str:
    return number(found.get(measure)) + _range(found.get("interval_95", {}).get(measure))


def _range(interval: list[float] | None) -> str:
    return f" ({interval[0]:.2f}-{interval[1]:.2f})" if interval else ""


def _class_name(name: str, render: Render) -> str:
    return render(say("study", "background")()) if name == BACKGROUND_NAME else name
