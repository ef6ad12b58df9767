"""Bring the translations up to date with the strings in the program.

Every string marked with `say` or `translate` goes into the Qt Linguist file of each language, and
what is translated there is compiled. Run it after changing a string, translate what it lists, and
run it again:

    make translations
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "unet_studio"
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("zh_CN",)
ALIASES = "QT_TRANSLATE_NOOP+=say,QT_TRANSLATE_NOOP+=translate"


def main() -> int:
    unfinished = 0
    for language in LANGUAGES:
        source = TRANSLATIONS / f"unet_studio_{language}.ts"
        update(source, language)
        release(source, source.with_suffix(".qm"))
        unfinished += report_unfinished(source)
    return 1 if unfinished else 0


def update(source: Path, language: str) -> None:
    """Add the strings found in the program to a .ts file, and drop those that are gone."""
    files = sorted(str(path) for path in PACKAGE.rglob("*.py"))
    _run(
        "lupdate", "-silent", "-tr-function-alias", ALIASES, "-locations", "none", "-no-obsolete",
        "-source-language", "en", "-target-language", language, *files, "-ts", str(source),
    )  # fmt: skip


def release(source: Path, compiled: Path) -> None:
    """Compile a .ts file."""
    _run("lrelease", "-silent", str(source), "-qm", str(compiled))


def messages(source: Path) -> list[tuple[str, str, str, bool]]:
    """All entries of a .ts file: context, English, translation, and whether it is finished."""
    found = []
    for context in ET.parse(source).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None:
                found.append((name, message.findtext("source") or "", "", False))
                continue
            text = translation.text or ""
            finished = translation.get("type") is None and bool(text.strip())
            found.append((name, message.findtext("source") or "", text, finished))
    return found


def report_unfinished(source: Path) -> int:
    """List what is still to be translated, and say how much that is."""
    listed = messages(source)
    unfinished = [entry for entry in listed if not entry[3]]
    for context, english, _, _ in unfinished:
        print(f"{source.name}: {context}: {english!r}")
    print(f"{source.name}: {len(listed) - len(unfinished)} of {len(listed)} strings translated")
    return len(unfinished)


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([_program(tool), *arguments], check=True)


def _program(tool: str) -> str:
    """Qt's own program, which PySide6 carries in its package."""
    folder = Path(PySide6.__file__).parent
    for candidate in (folder / tool, folder / f"{tool}.exe"):
        if candidate.is_file():
            return str(candidate)
    sys.exit(f"PySide6 at {folder} carries no {tool}")


if __name__ == "__main__":
    sys.exit(main())
