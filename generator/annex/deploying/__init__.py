"""Deploying: what a build made goes to where readers get it, and nothing else does.

A *manifest* at the target says which bytes each of its files has. `changes` compares it with what the store knows, in
an order in which nothing leads to what is not there yet; `snapshot` keeps the files that differ from being replaced
meanwhile, and `tenure` sees to it that one deploy is at work at a time and that the next one knows where this one
ended. `rclone` is the only door to other machines. `run` is this as a function.

All that comes from a target is hostile. Nothing here changes what is built.
"""
