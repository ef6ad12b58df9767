"""Looking through a project for what would spoil a training, each with its fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.finding import worst_first
from unet_studio.storage.data_doctor.class_checks import class_findings
from unet_studio.storage.data_doctor.label_checks import label_findings
from unet_studio.storage.data_doctor.leak_checks import leak_findings
from unet_studio.storage.data_doctor.odd_checks import odd_findings
from unet_studio.storage.data_doctor.picture_checks import picture_findings
from unet_studio.storage.data_doctor.split_checks import split_findings
from unet_studio.storage.data_doctor.survey import survey
from unet_studio.storage.project.related_images import find_relations

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from unet_studio.domain.finding import Finding
    from unet_studio.domain.kinship import Relation
    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.storage.data_doctor.survey import Survey


def check_data(project: Project) -> Generator[ProgressReport, None, list[Finding]]:
    """Look at labelled images and all label files, of other images at the header; a job.

    Nothing is changed, save for the cache of what images look like. Closing the generator stops it
    at the image it is at.

    Returns
    -------
    list of Finding
        The worst first; what is as it should be comes last.
    """
    found = yield from survey(project)
    relations = yield from find_relations(project, [facts.image for facts in found.labelled])
    return findings_of(found, relations)


def findings_of(found: Survey, relations: Sequence[Relation] = ()) -> list[Finding]:
    """All findings of a survey, the worst first.

    Parameters
    ----------
    found
        What is known of the images.
    relations
        Which of them show the same.
    """
    return worst_first(
        [
            *split_findings(found),
            *leak_findings(found, relations),
            *picture_findings(found),
            *label_findings(found),
            *class_findings(found),
            *odd_findings(found),
        ]
    )
