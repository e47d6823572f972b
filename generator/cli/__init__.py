"""The commands of `ssg`, one module each, and what they print; imported only when they run.

Clock, arguments and terminal are read here alone. Nothing here has a part in what a page's bytes are.
"""
