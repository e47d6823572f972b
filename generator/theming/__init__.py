"""Themes: their files, settings and words, and Jinja as pages need it. Nothing here knows the archive."""
