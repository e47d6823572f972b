"""Queries that pages ask of the archive, and the record of what they asked.

An answer depends on the store alone, never on the clock or the page that asks. Nothing here writes.
"""
