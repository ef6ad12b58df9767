"""The journal: who has a project open, and edits that are not saved yet."""
