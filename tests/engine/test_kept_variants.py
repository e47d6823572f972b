"""Variants that are kept between builds: those that are no longer a part of the output go."""

from __future__ import annotations

from pathlib import Path

from tests.photos import jpeg
from tests.support import Portal, article, site, tree

PHOTO = "photo: {src: /foto/a.jpg, caption: A, credit: X}\n"


def kept(portal: Portal) -> set[str]:
    return {path for path in tree(portal.folder / ".ssg/pictures") if not path.startswith("xx/")}


def test_what_nothing_leads_to_goes(tmp_path: Path) -> None:
    """All of it at the first build; later, what the output loses, for nobody looks at the rest."""
    portal = site(tmp_path)
    portal.add("content/foto/a.jpg", jpeg())
    portal.add("content/daerah/a.md", article("A").replace("title:", f"{PHOTO}title:"))
    stray = portal.add(".ssg/pictures/xx/xxxxxxxxxxxxxxxx/480.jpg", b"x")
    portal.build()
    assert not stray.exists()
    assert kept(portal)
    stray = portal.add(".ssg/pictures/xx/xxxxxxxxxxxxxxxx/480.jpg", b"x")
    portal.edit("content/daerah/a.md", PHOTO, "")
    portal.build()
    assert not kept(portal)
    assert stray.exists()
