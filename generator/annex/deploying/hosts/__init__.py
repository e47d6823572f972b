"""Tells hosts what the files do not say (`ssg host`), and says what a host takes (`ssg budget`).

`rules`, old addresses and what is gone, and `headers` become the file or files of each host, by a
template that looks like it.
"""
