"""Labels being edited: documents, undo, saving, drafts, and what draws or looks at them."""
