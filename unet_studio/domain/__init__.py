"""What it is: frozen values; numpy and the standard library only."""
