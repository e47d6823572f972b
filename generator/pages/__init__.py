"""Pages: one function for each kind of page, from a row of the plan to what its template shows, or to bytes.

They ask the archive through a tracker and know nothing else of the store. Nothing here decides which pages exist.
"""
