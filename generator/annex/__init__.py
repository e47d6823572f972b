"""What a portal can do without: importing archives, deploying, building on a cluster.

The engine imports nothing of it.
"""
