"""The data doctor: looks through a project for what would spoil a training, and mends it."""
