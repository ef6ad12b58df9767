"""The models at hand, and the shelf they stand on."""
