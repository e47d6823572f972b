"""Base: what knows nothing of portals: errors with their places, digests, dates, text, files and worker processes.

Nothing here imports another folder of the package, and nothing here is about articles.
"""
