"""The picture and what lies over it: a view made of layers."""
