"""The three modes: each connects its view with the workspace."""
