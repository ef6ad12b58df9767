"""A training from its first step to its last, begun, resumed or made again."""
