"""Checks of a built portal by those who know the rules: `make validate`.

One file per checker. A checker is a function from a `Portal` to findings; the
table of all of them is in `__main__.py`. Those that need Python alone, and the
one that needs Chromium, are run by tests/test_validate.py too.
"""
