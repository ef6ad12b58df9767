"""What `auto` chooses for the data and the machine before a training, and why."""
