"""Store: the SQLite database and the checksums by which damage to it is found.

Nothing here knows what a page looks like.
"""
