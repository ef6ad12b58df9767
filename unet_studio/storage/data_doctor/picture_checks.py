"""Checks of the pictures: what cannot be read, and what does not go together."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING

from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.message import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unet_studio.domain.message import Message
    from unet_studio.storage.data_doctor.survey import ImageFacts, Survey

_PLAIN_CHANNELS = frozenset({1, 3})
_FAR_IN_SIZE = 4.0
_FAR_IN_SCALE = 1.1
_FAR_IN_RANGE = 12.0
_LEAST_COMPARED = 4


def picture_findings(survey: Survey) -> Iterator[Finding]:
    """All that is to be said of the pictures."""
    yield from _unreadable(survey)
    yield from _channels(survey)
    yield from _grey_and_colour(survey.labelled)
    yield from _depths(survey)
    yield from _ranges(survey.labelled)
    yield from _sizes(survey.labelled)
    yield from _pixel_sizes(survey.labelled)


def _unreadable(survey: Survey) -> Iterator[Finding]:
    lost = [facts for facts in survey.images if facts.picture_problem is not None]
    if not lost:
        return
    lost.sort(key=lambda facts: not facts.is_labelled)
    yield Finding(
        Level.PROBLEM,
        say("doctor", "Pictures that cannot be read: {count}")(count=len(lost)),
        say("doctor", "Replace or remove the files; the other images are not affected.")(),
        key="unreadable-picture",
        why=say("doctor", "They are neither trained on nor predicted.")(),
        spots=tuple(Spot(facts.name, note=facts.picture_problem) for facts in lost),
    )


def _channels(survey: Survey) -> Iterator[Finding]:
    """A network takes one number of channels; only grey and colour become one another."""
    groups = defaultdict(list)
    for facts in survey.images:
        if facts.kind is not None:
            groups[facts.kind.channels].append(facts)
    learnt = Counter(facts.picture.channels for facts in survey.labelled if facts.picture)
    if len(groups) < 2 or groups.keys() <= _PLAIN_CHANNELS or not learnt:
        return
    usual = learnt.most_common(1)[0][0]
    taken = _PLAIN_CHANNELS if usual in _PLAIN_CHANNELS else {usual}
    odd = [facts for count, group in groups.items() if count not in taken for facts in group]
    if not odd:
        return
    is_labelled = any(facts.is_labelled for facts in odd)
    text = say("doctor", "Images with another number of channels than the others: {count}")
    yield Finding(
        Level.PROBLEM if is_labelled else Level.WARNING,
        text(count=len(odd)),
        say("doctor", "Make a project of their own for them, or save them like the others.")(),
        key="other-channels",
        why=say(
            "doctor",
            "One model takes one number of channels. The labelled images mostly have {usual}.",
        )(usual=usual),
        spots=tuple(
            Spot(f.name, note=say("doctor", "{n} {n:channel|channels}")(n=f.kind.channels))
            for f in sorted(odd, key=lambda f: not f.is_labelled)
            if f.kind is not None
        ),
    )


def _grey_and_colour(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    plain = [f for f in labelled if f.picture and f.picture.channels in _PLAIN_CHANNELS]
    coloured = [f for f in plain if f.picture and f.picture.has_colour]
    grey = [f for f in plain if f.picture and not f.picture.has_colour]
    if not coloured or not grey:
        return
    few, is_colour = (coloured, True) if len(coloured) <= len(grey) else (grey, False)
    text = say("doctor", "Grey and coloured labelled images together: {grey} and {coloured}")
    yield Finding(
        Level.HINT,
        text(grey=len(grey), coloured=len(coloured)),
        say(
            "doctor",
            "Nothing, if the images to predict are mixed like that; else label more of the kind "
            "that is rare, or make a project for each.",
        )(),
        key="grey-and-colour",
        why=say(
            "doctor",
            "Both can be learnt by one model, which takes grey as a colour then. The rarer kind "
            "is learnt less well.",
        )(),
        spots=tuple(Spot(f.name, note=_colour_note(is_colour)) for f in few),
    )


def _colour_note(is_colour: bool) -> Message:
    return say("doctor", "in colour")() if is_colour else say("doctor", "grey")()


def _depths(survey: Survey) -> Iterator[Finding]:
    """Values of 8 bits end at 255, others do not: by range, one kind would look black."""
    kinds = Counter(f.picture.dtype for f in survey.labelled if f.picture)
    if not kinds:
        return
    usual = kinds.most_common(1)[0][0]
    odd = [f for f in survey.labelled if f.picture and f.picture.dtype != usual]
    others = [
        f
        for f in survey.images
        if f.kind and not f.is_labelled and f.kind.is_8_bit != (usual == "uint8")
    ]
    if odd:
        yield Finding(
            Level.WARNING,
            say("doctor", "Labelled images of another depth than the others: {count}")(
                count=len(odd)
            ),
            say("doctor", "Save all of them alike, from the same source.")(),
            key="other-depth",
            why=say(
                "doctor",
                "The others have {usual}. Automatic training evens brightness out image by image; "
                "recipes with a fixed range see such images nearly black or white.",
            )(usual=_depth(usual)),
            spots=tuple(Spot(f.name, note=_depth(f.picture.dtype)) for f in odd if f.picture),
        )
    elif others:
        text = say("doctor", "Unlabelled images of another depth than the labelled ones: {count}")
        yield Finding(
            Level.HINT,
            text(count=len(others)),
            say("doctor", "Label some of them too, or save all images alike.")(),
            key="unlabelled-depth",
            why=say("doctor", "What a model never saw, it predicts less well.")(),
            spots=tuple(Spot(f.name) for f in others),
        )


def _ranges(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    """Pictures with next to no contrast, compared with the others of their depth."""
    flat = []
    for dtype in {f.picture.dtype for f in labelled if f.picture}:
        group = [(f, f.picture.high - f.picture.low) for f in labelled if f.picture
                 and f.picture.dtype == dtype]  # fmt: skip
        if len(group) < _LEAST_COMPARED:
            continue
        usual = median(width for _, width in group)
        flat += [(f, width, usual) for f, width in group if width * _FAR_IN_RANGE < usual]
    if flat:
        yield Finding(
            Level.WARNING,
            say("doctor", "Labelled images with hardly any contrast: {count}")(count=len(flat)),
            say("doctor", "Look whether something is to be seen there at all.")(),
            key="no-contrast",
            why=say("doctor", "A blank or far too dark picture teaches noise.")(),
            spots=tuple(
                Spot(
                    f.name,
                    note=say("doctor", "values span {width}, usually {usual}")(
                        width=f"{width:.4g}", usual=f"{usual:.4g}"
                    ),
                )
                for f, width, usual in flat
            ),
        )


def _sizes(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    """Mixed sizes are no trouble by themselves; very different ones hint at another scale."""
    sized = [(min(f.picture.size), f) for f in labelled if f.picture]
    if len(sized) < 2:
        return
    (least, small), (most, large) = min(sized, key=_first), max(sized, key=_first)
    if most > _FAR_IN_SIZE * least:
        yield Finding(
            Level.HINT,
            say("doctor", "The labelled images differ much in size: from {small} to {large}")(
                small=_size_text(small), large=_size_text(large)
            ),
            say("doctor", "Nothing, if the same thing has about the same size in pixels.")(),
            key="far-sizes",
            why=say("doctor", "A model knows things at the scale it saw them at.")(),
            spots=(Spot(small.name), Spot(large.name)),
        )


def _pixel_sizes(labelled: Sequence[ImageFacts]) -> Iterator[Finding]:
    stated = [
        (f.picture.pixel_size_um, f) for f in labelled if f.picture and f.picture.pixel_size_um
    ]
    if len(stated) < 2:
        return
    usual = median(size for size, _ in stated)
    odd = [(size, f) for size, f in stated if max(size / usual, usual / size) > _FAR_IN_SCALE]
    if odd:
        yield Finding(
            Level.WARNING,
            say("doctor", "Labelled images of another magnification: {count}")(count=len(odd)),
            say("doctor", "Bring them to one scale, or label enough images of each.")(),
            key="other-scale",
            why=say(
                "doctor",
                "Their pixels are larger or smaller than the usual {usual} µm, so the same things "
                "look larger or smaller.",
            )(usual=f"{usual:.4g}"),
            spots=tuple(Spot(f.name, note=f"{size:.4g} µm") for size, f in odd),
        )


def _first(pair: tuple[int, ImageFacts]) -> int:
    return pair[0]


def _size_text(facts: ImageFacts) -> str:
    height, width = facts.picture.size if facts.picture else (0, 0)
    return f"{width} x {height}"


def _depth(dtype: str) -> Message:
    if dtype == "uint8":
        return say("doctor", "8 bits")()
    return say("doctor", "16 bits")() if dtype == "uint16" else say("doctor", "decimal values")()
