"""Smart selection: pixel values say where the border runs; pure functions on windows."""
