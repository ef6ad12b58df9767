"""The open project: how it came to be open, its classes and images, labels in and out."""
