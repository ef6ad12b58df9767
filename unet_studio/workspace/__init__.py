"""What is open now: document, undo commands, canvas tools, jobs on threads; no widgets."""
