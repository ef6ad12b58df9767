"""Several trainings in a row: how good a model is in general, what more labels would bring."""
