"""What a prediction can write for each image."""

from __future__ import annotations

SAVEABLE = ("masks", "overlays", "contours", "drafts", "probabilities")
"""Sub-folders of a prediction folder. Contours are pictures, the original beside one with green
outlines; drafts are labelme files to correct."""

SAVED_BY_DEFAULT = ("masks", "overlays", "drafts")
