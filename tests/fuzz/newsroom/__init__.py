"""A newsroom that does everything newsrooms do, step by step, and a proof after each step.

`python -m tests.fuzz.newsroom` takes as many steps as it is asked for; docs/testing.md
says how. The same machine runs shortly in the test suite.
"""
