"""Keeps a portal's store at a deploy target, so that a machine without state can publish one edit.

`push_pull` is the entry point; `packs` is the form in which a store travels, and `snapshots` says which one is current.
A build without the state makes the same bytes, only later.
"""
