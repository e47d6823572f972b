"""Runs the batches of a build on other machines, which share no files with this one (`ssg build --cluster`).

A build takes an executor. This one sends each batch with the bytes that it needs, and handles results as a local worker
would. Nothing here affects a page's bytes. It needs dask, the extra `cluster`.
"""
