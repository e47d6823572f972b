"""Counts how often articles were read, from the access logs of web servers.

What is kept is an address and a number. No visitor, no IP address and no browser leaves the line that it stands in.
"""
