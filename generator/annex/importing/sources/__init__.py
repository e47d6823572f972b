"""Sources: one module a system whose archives can be imported, each with one function of the signature `found.Source`.

A source yields what is there, in the words of `found`. It knows nothing of the site that is made of it, writes nothing,
and decides nothing that could be decided for all sources alike.
"""
