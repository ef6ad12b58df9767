"""The labels being edited: documents, undo, saving, drafts."""
