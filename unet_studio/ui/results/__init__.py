"""The Results mode."""
