"""Base: knows nothing of portals: problems with their places, digests, dates, text, files, worker processes.

Nothing here imports another folder of the package.
"""
