"""What models predicted, as files: masks, probabilities, objects, scores, reports."""
