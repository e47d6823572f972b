"""The parts of the plan stage.

Some say which pages there have to be, as values. The others bring the table of pages up to date with them, and find
what wants one address.
"""
