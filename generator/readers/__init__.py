"""Readers: what people write becomes records: articles, profiles, site.yaml, themes, words.

Every mistake becomes a problem with its place. Nothing here knows the store or the output.
"""
