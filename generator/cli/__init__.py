"""The commands of the core, one module each, and how all commands print; imported only when they run.

Those of an annex are in it (`annexes.COMMANDS`). Clock, arguments and terminal are read by commands alone, none of
which has a part in what a page's bytes are.
"""
