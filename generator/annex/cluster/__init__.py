"""Makes the batches of a build on other machines, which share no files with this one (`ssg build --cluster`).

A build takes an executor. The one made here sends each batch with the bytes that it needs, and handles results as a
local worker would. Nothing here decides what a page's bytes are. It needs dask, the extra `cluster`.
"""
