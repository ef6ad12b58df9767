from __future__ import annotations

from pathlib import Path

from unet_studio.domain.conversion_report import ConversionReport, FileConversion, Tally
from unet_studio.domain.message import say

LOST = say("test", "{n} lines are odd.")(n=2)


def report(*files: FileConversion) -> ConversionReport:
    return ConversionReport(say("test", "Labels exported")(), files, out=Path("out"))


def test_sums_and_differences() -> None:
    one = FileConversion("a", {"x": Tally(2, 2, 10), "y": Tally(1, 1, 5)}, {"x": Tally(2, 1, 9)})
    two = FileConversion("b", {"x": Tally(None, 1, 4)}, {"x": Tally(None, 1, 4)}, (LOST,))
    skipped = FileConversion("c", {"x": Tally(9, 9, 9)}, {}, (LOST,), is_carried=False)
    made = report(one, two, skipped)
    assert made.carried == 2
    first, second = made.rows
    assert (first.before, first.after) == (Tally(2, 3, 14), Tally(2, 2, 13))
    assert (second.name, second.after, second.is_same) == ("y", Tally(), False)
    assert [(name, str(reason)) for name, reason in made.not_carried] == [
        ("a", "x has 2 regions before and 1 after."),
        ("a", "y has 1 region before and 0 after."),
        ("b", "2 lines are odd."),
        ("c", "2 lines are odd."),
    ]
    assert not made.is_whole
    assert "b: 2 lines are odd." in made.as_text()
    assert made.as_json()["classes"]["x"]["after"] == {"shapes": 2, "regions": 2, "pixels": 13}


def test_a_whole_conversion_and_one_whose_pixels_alone_differ() -> None:
    same = {"x": Tally(1, 1, 10)}
    assert report(FileConversion("a", same, same)).is_whole
    assert report(FileConversion("a", same, same)).note is None
    wider = report(FileConversion("a", same, {"x": Tally(1, 1, 11)}))
    assert wider.is_whole
    assert wider.note is not None
    assert "10 -> 11" in wider.as_text()
    assert "Everything was carried over." in wider.as_text()
