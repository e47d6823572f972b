"""Hosts: what a host is told besides the files: old addresses, what is gone, headers; and what it can take.

One set of values, `rules` and `headers`, becomes the file or files of each host. Nothing here writes, and no page but
those files depends on it.
"""
