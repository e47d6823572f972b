"""Sends what a build made to where readers get it (`ssg deploy`). It needs rclone, which the extra `deploy` brings.

`run` is the story. A manifest at the target says which bytes each file has there; `changes` compares it with what the
store knows, in an order in which nothing leads to what is not there yet; `lease` lets one deploy work at a time, and
`rclone` alone speaks to other machines. All that comes from a target is hostile. Nothing here changes what is built.
"""
