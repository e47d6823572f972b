"""The nouns of a news portal as frozen values, and arithmetic on them: records, addresses, keys, picture variants.

All of it is values and pure functions. Nothing here reads a file, the clock or the store.
"""
