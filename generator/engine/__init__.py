"""What a build does, one stage after the other: scan, parse, index, plan, render, commit, write."""
