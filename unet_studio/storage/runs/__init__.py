"""Runs and models on disk: recipes, curves, checkpoints, films, the queue."""
