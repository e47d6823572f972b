"""Opinions on a text that need nothing but the text, asked while it is parsed."""
