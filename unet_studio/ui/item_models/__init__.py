"""Data of the workspace as Qt item models."""
