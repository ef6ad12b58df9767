"""The Label mode: canvas in the middle, tools left, classes and shapes right."""
