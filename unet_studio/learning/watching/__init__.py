"""What is seen of a training while it goes on: curves, film strip, speed, findings."""
