"""Totals in words."""

from unet_studio.domain.corrected_total import class_biases
from unet_studio.domain.measurement import ClassTotal
from unet_studio.ui.results.totals_text import estimate_text, totals_text, whole_text


def test_a_total_comes_with_its_correction_interval_and_source() -> None:
    pairs = [({"cell": ClassTotal(t, 10 * t)}, {"cell": ClassTotal(f, 10 * f)})
             for t, f in ((100, 111), (200, 219), (300, 330))]  # fmt: skip
    text, details = totals_text(
        {"cell": ClassTotal(1100, 11_000, 22_000)}, class_biases(pairs), 0.25, "µm²"
    )
    first, source = text.splitlines()
    assert first.startswith("cell: 1,100 objects (corrected 1,000, ")
    assert "area 2,750 µm² (corrected 2,500, " in first
    assert first.endswith("), 50.0%")
    assert "3 held-out images" in source
    assert "off by +10% in area, +10% in number" in details


def test_numbers_of_things_are_whole() -> None:
    assert whole_text(1234.6) == "1,235"


def test_without_enough_held_out_images_it_says_that_nothing_is_known() -> None:
    text, _ = totals_text({"cell": ClassTotal(1, 5, 10)}, {}, 1.0, "px²")
    assert "No interval is known: that takes 3 held-out images" in text


def test_of_labels_nothing_is_estimated() -> None:
    text, _ = totals_text({"cell": ClassTotal(1, 5, 10)}, None, 1.0, "px²")
    assert text == "cell: 1 object, area 5 px², 50.0%"
    assert totals_text({}, None, 1.0, "px²") == ("", "")


def test_many_classes_are_shortened_and_all_stand_in_the_tooltip() -> None:
    totals = {f"c{k}": ClassTotal(k, k, 100) for k in range(6)}
    text, details = totals_text(totals, None, 1.0, "px²")
    assert text.splitlines()[-1] == "and 3 more classes"
    assert len(details.splitlines()) == 6


def test_estimates_have_four_digits() -> None:
    assert [estimate_text(v) for v in (1234567, 1234.6, 12.345, 3.0)] == [
        "1,235,000", "1,235", "12.35", "3",
    ]  # fmt: skip
