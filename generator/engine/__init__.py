"""What a build does, one stage after the other: scan, parse, index, plan, render, commit, write.

Each takes what the previous one returned. `build.py` calls them in order.
"""
