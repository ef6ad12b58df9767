"""How good a model is, on images it never learnt from."""
