"""What a model predicted: made, decided, scored, ranked, measured."""
