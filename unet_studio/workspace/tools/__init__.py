"""What a click on the canvas means: one class per tool, fed plain pointer events."""
