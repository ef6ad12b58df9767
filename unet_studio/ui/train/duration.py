"""Durations, as people say them."""

from __future__ import annotations

from unet_studio.ui.translations import translate


def duration(seconds: float) -> str:
    """A time as people say it."""
    whole = max(0, round(seconds))
    if whole < 60:
        return translate("train", "{s} s").format(s=whole)
    if whole < 3600:
        return translate("train", "{m} min {s} s").format(m=whole // 60, s=whole % 60)
    return translate("train", "{h} h {m} min").format(h=whole // 3600, m=whole % 3600 // 60)
