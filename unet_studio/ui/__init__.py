"""What is seen: the only place where widgets are made; no logic."""
