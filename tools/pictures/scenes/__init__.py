"""Scenes: a file for each, with a function `draw`."""
