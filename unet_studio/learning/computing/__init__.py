"""Where it computes: devices, processes, threads, and the memory there is."""
