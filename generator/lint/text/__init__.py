"""Opinions on a text that need nothing but the text. They are asked while it is parsed."""
