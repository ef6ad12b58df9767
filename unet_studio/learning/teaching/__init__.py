"""Which images would teach a model most."""
