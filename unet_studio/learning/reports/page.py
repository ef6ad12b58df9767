"""Parts of pages: HTML files that need nothing else, in light and dark, on screen and on paper."""

from __future__ import annotations

import base64
import io
from html import escape
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from unet_studio.domain.message import Message

    Render = Callable[[Message], str]

_CSS = """
:root { color-scheme: light dark; --line: #d5dae0; --soft: #667; --good: #dff3e7;
  --sheet: #f4f6f8 }
@media (prefers-color-scheme: dark) {
  :root { --line: #3c444d; --soft: #9aa3ae; --good: #1f4a33; --sheet: #23282e }
}
body { font: 14px/1.45 system-ui, sans-serif; margin: 24px auto; max-width: 1200px;
  padding: 0 16px; }
h1 { font-size: 22px; margin-bottom: 4px } h2 { font-size: 17px; margin-top: 32px }
p.facts, .warning, figcaption { color: var(--soft) } .wide { overflow-x: auto }
table { border-collapse: collapse } th, td { padding: 4px 10px; text-align: right;
  border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap }
th:first-child, td:first-child { text-align: left } td.best { background: var(--good);
  font-weight: 600 } i.dot { display: inline-block; width: 11px; height: 11px;
  border-radius: 50%; margin-right: 6px }
.charts { display: flex; flex-wrap: wrap; gap: 16px } figure { margin: 0 }
svg { width: 520px; max-width: 100%; height: auto } svg text { font-size: 11px;
  fill: var(--soft) } svg .grid { stroke: var(--line) } td img { display: block;
  min-width: 150px; max-width: 240px } .pictures :is(th, td), .losses :is(th, td) {
  text-align: left }
.text { max-width: 78ch } .text td + td { text-align: left }
.text :is(td + td, td:only-child) { white-space: normal }
pre { background: var(--sheet); padding: 10px 12px; border-radius: 6px; white-space: pre-wrap;
  overflow-wrap: anywhere; user-select: all } summary { cursor: pointer }
@page { size: A4; margin: 15mm }
@media print {
  :root { color-scheme: light; --line: #c8ced6; --soft: #555; --good: #e3f3ea; --sheet: #f4f6f8 }
  body { font-size: 10.5px; margin: 0; padding: 0; max-width: none } h2 { margin-top: 18px }
  h2 { break-after: avoid } tr, figure, svg, pre { break-inside: avoid }
  .wide { overflow: visible } svg { width: 84mm } td img { min-width: 0; max-width: 40mm }
  body, i.dot, td.best { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""


def page(title: str, body: Iterable[str], language: str = "en") -> str:
    """A whole page.

    Parameters
    ----------
    title
        Plain text.
    body
        HTML.
    language
        As HTML names it: ``en``, ``zh``.
    """
    parts = [
        "<!doctype html>",
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>',
        f'<meta name="viewport" content="width=device-width"><style>{_CSS}</style></head><body>',
        f"<h1>{escape(title)}</h1>",
        *body,
        "</body></html>",
    ]
    return "\n".join(parts)


def heading(text: str) -> str:
    """The head of a section."""
    return f"<h2>{escape(text)}</h2>"


def paragraph(text: str, kind: str = "text") -> str:
    """A paragraph of plain text, as wide as is read with ease."""
    return f'<p class="{kind}">{escape(text)}</p>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "scores") -> list[str]:
    """A table of plain texts.

    Parameters
    ----------
    head
        Of each column; empty for a table without.
    rows
        As many cells each.
    kind
        CSS class: "scores" = numbers, "text" = sentences.
    """
    lines = [f'<div class="wide"><table class="{kind}">']
    if head:
        lines.append("<tr>" + "".join(f"<th>{escape(text)}</th>" for text in head) + "</tr>")
    lines += ["<tr>" + "".join(f"<td>{escape(t)}</td>" for t in row) + "</tr>" for row in rows]
    return [*lines, "</table></div>"]


def folded(summary: str, lines: Iterable[str]) -> list[str]:
    """What only those see who ask."""
    return [f"<details><summary>{escape(summary)}</summary>", *lines, "</details>"]


def picture(pixels: NDArray[np.uint8] | None, title: str) -> str:
    """A picture inside the page; a dash if there is none.

    Parameters
    ----------
    pixels
        (H, W, 3) uint8.
    title
        For those who cannot see it.
    """
    if pixels is None:
        return "–"
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(file, "JPEG", quality=88)
    data = base64.b64encode(file.getvalue()).decode()
    return f'<img alt="{escape(title)}" src="data:image/jpeg;base64,{data}">'


def number(value: object) -> str:
    """A score; a dash if it is not known."""
    return f"{value:.3f}" if isinstance(value, float | int) else "–"
