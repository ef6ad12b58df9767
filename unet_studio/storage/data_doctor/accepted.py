"""Findings a person looked at and found right: they are not told again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from unet_studio.domain.finding import Level
from unet_studio.storage.atomic_write import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unet_studio.domain.finding import Finding
    from unet_studio.domain.project import Project

ACCEPTED_FILE = ".unet-studio/accepted-findings.json"
"""Below the project; it may be deleted at any time."""

VERSION = 1

Accepted = dict[str, frozenset[str]]
"""Key of a finding -> names of the images it was accepted for."""


def read_accepted(project: Project) -> Accepted:
    """What was accepted, as far as one can rely on it."""
    try:
        content = json.loads((project.root / ACCEPTED_FILE).read_bytes())
        if content["version"] != VERSION:
            return {}
        return {str(key): frozenset(map(str, names)) for key, names in content["findings"].items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return {}


def accept(project: Project, finding: Finding) -> None:
    """Note that a finding is as it should be.

    Raises
    ------
    StudioError
        If that cannot be written.
    """
    known = read_accepted(project)
    known[finding.key] = known.get(finding.key, frozenset()) | frozenset(finding.images)
    _write(project, known)


def forget_accepted(project: Project) -> None:
    """Tell all findings again."""
    if read_accepted(project):
        _write(project, {})


def is_accepted(finding: Finding, accepted: Mapping[str, frozenset[str]]) -> bool:
    """Whether a person found it right, for all images it concerns now; a problem never is."""
    return (
        finding.level in (Level.HINT, Level.WARNING)
        and finding.key in accepted
        and accepted[finding.key].issuperset(finding.images)
    )


def not_accepted(
    findings: Iterable[Finding], accepted: Mapping[str, frozenset[str]]
) -> list[Finding]:
    """The findings still to be told."""
    return [finding for finding in findings if not is_accepted(finding, accepted)]


def _write(project: Project, accepted: Accepted) -> None:
    findings = {key: sorted(names) for key, names in sorted(accepted.items())}
    content = {"version": VERSION, "findings": findings}
    write_text(project.root / ACCEPTED_FILE, json.dumps(content, ensure_ascii=False))
