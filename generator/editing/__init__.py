"""Edits of people's files by commands.

Nothing here decides what a page looks like, and no build changes a source.
"""
