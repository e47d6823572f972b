"""Sends a built portal to where readers get it (`ssg deploy`). It needs rclone, from the extra `deploy`.

`run` is the entry point. A manifest at the target says which bytes each file has there; `changes` compares it with the
store, and orders the changes so that nothing links to what is not there yet; `lease` lets only one deploy run at a
time; only `rclone` talks to other machines. Everything read from a target is untrusted. Nothing here changes what is
built.
"""
