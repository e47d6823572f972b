"""Keeps a portal's store at a deploy target, so that a machine without state can publish one edit.

A build without the state makes the same bytes, only later.
"""
