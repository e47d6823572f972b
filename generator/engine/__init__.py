"""What a build does, one stage after the other: scan, parse, index, plan, render, commit, write.

Each takes what the one before returned. `build.py` has them in order.
"""
