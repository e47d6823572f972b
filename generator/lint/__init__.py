"""Opinions on content that need the store: what is wrong with it, and what a good desk would mend.

What can be seen in one text alone is in lint/text/.
"""
