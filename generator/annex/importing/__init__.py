"""Turns an archive of another system into files of a site, with a report of what was lost or guessed.

Data flows one way: a source (`sources/`) yields `items`, and nothing after it knows which system they came from.
`survey` collects addresses, people and terms; `kanal`, `routing` and `plan` decide where everything goes; `write`
converts bodies (`bodies/`), resolves their addresses (`links`), and writes what is new (`target`) with its `media`;
`report` says what was lost. `run` is the story, and `command` is `ssg import`.

All that is read is hostile. Nothing here opens `.ssg/`: an imported article is a file like any other.
"""
