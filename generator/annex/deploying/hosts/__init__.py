"""Tells hosts what the files do not say (`ssg host`), and says what a host takes (`ssg budget`).

`rules`, old addresses and what is gone, and `headers` become the file or files of each host. Nothing here writes.
"""
