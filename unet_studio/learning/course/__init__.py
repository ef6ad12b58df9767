"""What a training stands on as it goes: time, memory, its best weights, its last checkpoint."""
