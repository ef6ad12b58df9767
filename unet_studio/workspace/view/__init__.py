"""How pictures come to be seen: read, tiled, coloured, made small."""
