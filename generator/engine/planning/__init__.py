"""Planning: what `engine.plan` is made of, a module for each concern.

Some say which pages there have to be, as values; the others bring the table of pages up to date with them and find what
wants one address. Nothing here makes the bytes of a page.
"""
