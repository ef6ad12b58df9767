"""A project on disk: its file, its images, their labels and what is known of them."""
