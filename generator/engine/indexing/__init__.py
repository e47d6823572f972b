"""Indexing: the concerns of the index stage, each with what it changes in the store.

`engine.index` puts them together. Each gathers what pages may depend on, and nobody else completes it.
"""
