"""Checks: what a good desk asks of its portal besides what a build refuses.

Each rule is a pure function of the `Desk`, all that rules look at; `table` has them in order. Nothing here knows how
problems are shown, and nothing but `mending` writes.
"""
