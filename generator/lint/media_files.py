"""Files: what lies in content/ and does not do what it lies there for, or does it though nobody wants that any more."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.lint.evidence import Desk, Finding


def broken_media(desk: Desk) -> Iterator[Finding]:
    """Look at what readers can open, and find that nothing plays or shows it."""
    for media in desk.media:
        if media.fault:
            yield Finding(
                "broken-media",
                media.path,
                sentence("this file {fault}, so readers may not be able to open it", fault=media.fault),
                media.hint,
            )


def hidden_file(desk: Desk) -> Iterator[Finding]:
    """Look at files and folders that a build passes over for their names, though somebody may have meant them."""
    for path in desk.hidden:
        hint = sentence("give it a name without the point, or move it out of content/ if it is not for the public")
        if path == ".well-known":
            hint = sentence(
                "for security.txt, write security: into site.yaml; give other files to the host of the portal itself"
            )
        elif path.rpartition("/")[2].startswith(".ht"):
            hint = sentence("ssg host apache prints what a server is to be told; move this out of content/")
        said = sentence("this is not published, since its name begins with a point")
        yield Finding("hidden-file", path, said, hint)


def withdrawn_copy(desk: Desk) -> Iterator[Finding]:
    """Look for the pictures of withdrawn articles under other names: byte for byte, or as readers had got them."""
    for copy in desk.copies:
        yield Finding(
            "withdrawn-copy",
            copy.path,
            sentence(
                "this article is withdrawn, but its picture {target} stays public as content/{other}",
                target=quoted(copy.link.target),
                other=copy.other,
            ),
            sentence("if nobody is to see it any more, delete content/{other} as well", other=copy.other),
            line=copy.link.line,
            column=copy.link.column,
            other=copy.other,
        )
