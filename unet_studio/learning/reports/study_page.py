"""A study as one HTML page that needs nothing else: the report of a run."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from unet_studio.domain.label_class import BACKGROUND_NAME
from unet_studio.domain.message import say
from unet_studio.learning.recipes.titles import TITLES
from unet_studio.learning.reports.page import folded, heading, page, paragraph, table
from unet_studio.learning.reports.study_command import rerun_command, started_from
from unet_studio.learning.reports.study_methods import methods, recipe_sentences, references
from unet_studio.learning.reports.study_pictures import pictures
from unet_studio.learning.reports.study_scores import curves, scores
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.runs.recipe_file import values_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.learning.reports.page import Render
    from unet_studio.learning.reports.study import StudiedImage, Study

_NAMED = 60  # images that one paragraph names


def study_html(study: Study, render: Render = str, language: str = "en") -> str:
    """The whole page.

    Parameters
    ----------
    study
        What to tell.
    render
        Gives sentences in the language of the page.
    language
        As HTML names it.
    """
    text = say("study", "{run}: report on a model of the project {project}")
    title = render(text(run=study.entry.short_title, project=study.project.title))
    return page(
        title,
        [
            paragraph(render(_summary(study)), "facts"),
            *scores(study, render),
            *pictures(study, render),
            *curves(study, render),
            *_data(study, render),
            *_split(study, render),
            *_recipe(study, render),
            *_again(study, render),
            *_methods(study, render, "" if language == "zh" else " "),
            *_origin(study, render),
        ],
        language,
    )


def write_study(study: Study, path: Path, render: Render = str, language: str = "en") -> None:
    """Write the page; see `study_html`.

    Raises
    ------
    WriteError
        If it cannot be written.
    """
    write_text(path, study_html(study, render, language))


def _summary(study: Study) -> Message:
    started = study.entry.started
    return say(
        "study",
        "Trained {date} by the recipe {recipe}: {steps:,} {steps:step|steps} in {minutes} minutes. "
        "Report made on {created} with {software}.",
    )(
        date=f"{started:%Y-%m-%d %H:%M}" if started else "?",
        recipe=_recipe_title(study),
        steps=study.entry.steps,
        minutes=f"{study.entry.minutes:.1f}",
        created=study.created[:16].replace("T", " "),
        software=study.software,
    )


def _recipe_title(study: Study) -> Message | str:
    known = TITLES.get(study.entry.recipe)
    return known.title if known else study.entry.recipe


# ---- Data and split ----


def _data(study: Study, render: Render) -> list[str]:
    lines = [heading(render(say("study", "Data")()))]
    head = [
        render(say("study", "Class")()),
        render(say("study", "pixels learnt from")()),
        render(say("study", "pixels held out")()),
    ]
    rows = [
        [_class_name(name, render), f"{learnt:.2%}", f"{held:.2%}" if study.held_out else "–"]
        for name, (learnt, held) in study.shares.items()
    ]
    lines += table(head, rows)
    facts = say(
        "study",
        "Labelled images: {count}, {partly} of them only partly. What nobody labelled in those was "
        "neither learnt from nor scored.",
    )(count=len(study.images), partly=sum(image.ignored > 0 for image in study.images))
    lines.append(paragraph(render(facts)))
    changed = [*study.missing, *(image.name for image in study.images if image.is_changed)]
    if changed:
        text = say(
            "study",
            "Since the training these images or their labels have changed or gone, so the numbers "
            "here are not quite those of then: {names}.",
        )
        lines.append(paragraph(render(text(names=_some(changed))), "warning"))
    return [*lines, *folded(render(say("study", "Every image")()), _image_table(study, render))]


def _image_table(study: Study, render: Render) -> list[str]:
    held_out, learnt = render(say("study", "held out")()), render(say("study", "learnt from")())
    head = [
        render(say("study", "Image")()),
        render(say("study", "Use")()),
        render(say("study", "Size (px)")()),
        render(say("study", "Channels")()),
        render(say("study", "Labelled")()),
    ]

    def row(image: StudiedImage) -> list[str]:
        whole = image.size[0] * image.size[1]
        return [
            image.name,
            held_out if image.is_held_out else learnt,
            f"{image.size[1]} x {image.size[0]}",
            f"{image.channels} ({image.depth})",
            f"{1 - image.ignored / whole:.0%}",
        ]

    return table(head, map(row, study.images))


def _split(study: Study, render: Render) -> list[str]:
    record = study.entry.record
    lines = [heading(render(say("study", "Split")()))]
    if not record.held_out:
        return [*lines, paragraph(render(say("study", "No image was held out.")()))]
    text = say(
        "study",
        "Learnt from: {trained} {trained:image|images}. Held out by name before the training, and "
        "never learnt from: {count} {count:image|images} ({names}).",
    )
    message = text(
        trained=len(record.trained_on), count=len(record.held_out), names=_some(record.held_out)
    )
    prints = say(
        "study",
        "Fingerprints of images and labels: {trained} (learnt from), {held_out} (held out).",
    )
    lines += [paragraph(render(message)), *_leaks(study, render)]
    unknown = "–"
    found = prints(
        trained=record.data_fingerprint or unknown, held_out=record.held_out_fingerprint or unknown
    )
    return [*lines, paragraph(render(found))]


def _leaks(study: Study, render: Render) -> list[str]:
    if not study.leaks:
        text = say(
            "study",
            "Near-duplicates, tiles of one picture and planes of one stack were looked for: no "
            "held-out image shows the same as one learnt from.",
        )
        return [paragraph(render(text()))]
    text = say(
        "study",
        "The scores flatter: the held-out {count:image|images} {held_out} {count:shows|show} the "
        "same as {training}, learnt from (near-duplicates, tiles of one picture or planes of one "
        "stack).",
    )
    held_out = list(dict.fromkeys(leak.held_out for leak in study.leaks))
    training = _some(list(dict.fromkeys(leak.training for leak in study.leaks)))
    message = text(count=len(held_out), held_out=_some(held_out), training=training)
    return [paragraph(render(message), "warning")]


# ---- Recipe, rerun, methods ----


def _recipe(study: Study, render: Render) -> list[str]:
    lines = [heading(render(say("study", "Recipe")()))]
    known = TITLES.get(study.entry.recipe)
    if known is not None:
        text = say("study", "{title}: {about}")(title=known.title, about=known.about)
        lines.append(paragraph(render(text)))
    if study.recipe is None:
        return lines
    parts = recipe_sentences(study, study.recipe)
    lines += table([], [[render(part), render(text)] for part, text in parts], "text")
    values = [[key, _value(value)] for key, value in values_of(study.recipe).items()]
    summary = render(say("study", "Every value, as planned for these data and this computer")())
    return [*lines, *folded(summary, table([], values, "text"))]


def _again(study: Study, render: Render) -> list[str]:
    lines = [heading(render(say("study", "To make it again")()))]
    if study.rerun is None:
        text = say(
            "study",
            "This run did not note enough to be made again step for step. This command makes one "
            "like it; its scores will differ a little.",
        )
    else:
        text = say(
            "study",
            "On this computer, with the same images and labels, this command makes the same steps "
            "again and gives the same scores: on a CPU to the last digit, on a GPU to within what "
            "its rounding leaves open. It takes recipe, seed, split and the pace of the clock from "
            "the run folder.",
        )
    lines += [paragraph(render(text())), f"<pre>{escape(rerun_command(study))}</pre>"]
    beginning = started_from(study)
    if beginning is not None:
        start = say("study", "It starts from the model {path}, which must still be there.")
        lines.append(paragraph(render(start(path=beginning))))
    return lines


def _methods(study: Study, render: Render, gap: str) -> list[str]:
    text = gap.join(render(sentence) for sentence in methods(study))
    cited = table([], [[one] for one in references(study)], "text")
    cites = render(say("study", "References")())
    return [
        heading(render(say("study", "Methods, for a paper")())),
        paragraph(text),
        f"<h3>{escape(cites)}</h3>",
        *cited,
    ]


def _origin(study: Study, render: Render) -> list[str]:
    record, rerun = study.entry.record, study.rerun
    precision = (rerun.precision if rerun else "") or (study.card.precision if study.card else "–")
    rows = [
        [render(say("study", "Seed")()), str(record.seed)],
        [render(say("study", "Computed on")()), record.device or "–"],
        [render(say("study", "Precision")()), precision],
        [render(say("study", "Weights")()), f"{record.parameters:,}"],
        [render(say("study", "Steps")()), f"{record.steps:,}"],
        [render(say("study", "Duration")()), f"{record.seconds:.0f} s"],
        [render(say("study", "Run folder")()), study.entry.name],
        [render(say("study", "Made with")()), record.software or "–"],
    ]
    if rerun is not None:
        rows += [[name, version] for name, version in rerun.packages.items()]
        rows.append([render(say("study", "Computer")()), rerun.machine])
        rows.append([render(say("study", "Threads of the CPU")()), str(rerun.threads)])
    title = render(say("study", "Versions and machine")())
    return [heading(title), *table([], rows, "text")]


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")


def _value(value: object) -> str:
    if isinstance(value, tuple | list):
        return " ".join(map(str, value))
    return "–" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _class_name(name: str, render: Render) -> str:
    return render(say("study", "background")()) if name == BACKGROUND_NAME else name
