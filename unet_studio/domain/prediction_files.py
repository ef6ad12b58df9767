"""What a prediction can write for each image."""

from __future__ import annotations

SAVEABLE = ("masks", "overlays", "drafts", "probabilities")
"""Sub-folders of a prediction folder. Drafts are the contours: labelme files to correct."""

SAVED_BY_DEFAULT = ("masks", "overlays", "drafts")
