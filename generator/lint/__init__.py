"""Opinions on content that need the store: what is wrong with it, and what a good desk would fix.

Rules that need only the text are in lint/text/.
"""
