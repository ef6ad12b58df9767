"""How it is kept: project, labelme, image, model and run files; no Qt, no torch."""
