"""The core's commands, one module each, and the output of all commands; imported only when they run.

Annexes have their own commands (`annexes.COMMANDS`). Only commands read clock, arguments and terminal; none of them
affects a page's bytes.
"""
