"""The Train mode."""
