"""Importing: an archive that was made elsewhere becomes files of a site, and a report of what did not.

Data flows one way. A *source* (`sources/`) reads what another system left behind and yields records (`found`); nothing
after it knows which system that was. `survey` passes over them once for addresses, people and terms; `placing` decides
where each article goes; on the second pass `conversion` turns each body into Markdown, `resolving` its addresses into
those of the new site, and `wording` compares the words of both. `target` writes what is new. `run` is this as a
function.

All that is read is hostile. Nothing here opens `.ssg/`, and nothing of the site's own build imports this folder: an
imported article is a file like any other.
"""
