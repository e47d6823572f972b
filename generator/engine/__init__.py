"""Stages: what a build does, one after the other: scan, parse, index, plan, render, write, commit.

Each takes what the one before returned, and the store. None knows whether a build or a preview called it.
"""
