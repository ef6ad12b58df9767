"""Trainings of the open project: the one in progress, those that wait, those that were."""
