"""The image browser."""
