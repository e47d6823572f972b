"""Turns another system's archive into the files of a site, and reports what was lost or guessed.

Data flows one way: a source (`sources/`) yields `items`, and nothing after it depends on the system. `survey` collects
addresses, people and terms; `kanal`, `routing` and `plan` decide where everything goes; `write` converts bodies
(`bodies/`), resolves their addresses (`links`), and writes what is new (`target`) with its `media`; `report` lists the
losses. `run` is the entry point, `command` is `ssg import`.

All input is untrusted. Nothing here opens `.ssg/`: an imported article is a file like any other.
"""
