"""Writes the configuration of hosts (`ssg host`), and compares the output with their limits (`ssg budget`).

`rules` (old and gone addresses) and `headers` become the files of each host, from templates that look like the result.
"""
