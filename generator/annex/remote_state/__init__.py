"""Keeps the store of a portal at a deploy target, so that a machine that begins with nothing publishes one edit.

`push_pull` is the story; `packs` is the form in which a store travels, and `snapshots` says which one counts.
A build without the state makes the same bytes, only later.
"""
