"""Looking through a project for what would spoil a training, each with its fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.finding import Finding, Level, worst_first
from unet_studio.domain.message import say
from unet_studio.storage.data_doctor.class_checks import class_findings
from unet_studio.storage.data_doctor.label_checks import label_findings
from unet_studio.storage.data_doctor.odd_checks import odd_findings
from unet_studio.storage.data_doctor.picture_checks import picture_findings
from unet_studio.storage.data_doctor.split_checks import split_findings
from unet_studio.storage.data_doctor.survey import survey
from unet_studio.storage.machine_memory import MEMORY_SHARE, memory_bytes

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.storage.data_doctor.survey import Survey


def check_data(project: Project) -> Generator[ProgressReport, None, list[Finding]]:
    """Read every labelled image and every label file once, of other images the header; a job.

    Nothing is changed. Closing the generator stops it at the image it is at.

    Returns
    -------
    list of Finding
        The worst first; what is as it should be comes last.
    """
    return findings_of((yield from survey(project)))


def findings_of(found: Survey) -> list[Finding]:
    """All findings of a survey, the worst first."""
    return worst_first(
        [
            *split_findings(found),
            *picture_findings(found),
            *label_findings(found),
            *class_findings(found),
            *odd_findings(found),
            *_memory(found),
        ]
    )


def _memory(found: Survey) -> Iterator[Finding]:
    room = (memory_bytes() or 2**60) * MEMORY_SHARE
    needed = sum(
        facts.picture.size[0]
        * facts.picture.size[1]
        * (facts.picture.channels * np.dtype(facts.picture.dtype).itemsize + 1)
        for facts in found.labelled
        if facts.picture is not None
    )
    if needed > room:
        yield Finding(
            Level.WARNING,
            say("doctor", "The labelled images take {needed} GB of memory; there is {room} GB")(
                needed=f"{needed / 1e9:.1f}", room=f"{room / 1e9:.1f}"
            ),
            say("doctor", "Crop or reduce the images, or train on a computer with more memory.")(),
            key="memory",
            why=say("doctor", "The images that find no room are left out of the training.")(),
        )
