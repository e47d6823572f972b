"""Changes to the files that people write, which a command makes for them.

Nothing here decides what a page looks like, and no build changes a source.
"""
