"""How it learns: networks, recipes, training, prediction, evaluation; torch, no Qt."""
