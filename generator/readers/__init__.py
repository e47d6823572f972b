"""Readers: what people write becomes records: articles, profiles, site.yaml, themes, words.

Whatever is wrong becomes a problem with its place. Nothing here knows the store or the output.
"""
