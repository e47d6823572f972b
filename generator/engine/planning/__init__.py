"""The parts of the plan stage.

Some return the pages that should exist. The others update the table of pages accordingly, and find address collisions.
"""
