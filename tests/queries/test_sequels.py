"""Sequels: what later articles say of an earlier one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from generator.model.lookup_keys import file_key
from generator.queries.archive import Archive
from generator.queries.sequels import sequels
from generator.store import documents, names
from generator.store.database import open_reader
from generator.theming.loading import read_site
from tests.support import Portal, article, site

PATHS = {name: f"daerah/2024/09/{name}.md" for name in ("satu", "dua", "tiga", "besok")}


def portal(folder: Path) -> Portal:
    """Return a site in which two articles continue a third one, one of them at another hour, and one corrects it."""
    found = site(folder)
    found.add(f"content/{PATHS['satu']}", article("Satu"))
    found.add(f"content/{PATHS['dua']}", article("Dua", follows="satu"))
    found.add(f"content/{PATHS['besok']}", article("Besok", follows="satu", timestamp="2030-01-01 08:00 WIB"))
    correction = "{timestamp: 2024-10-09 20:00 WIB, text: Salah., link: /daerah/2024/10/satu/}"
    found.add(f"content/{PATHS['tiga']}", article("Tiga", corrections=f"[{correction}]"))
    found.build()
    return found


def told(built: Portal, name: str) -> list[tuple[list[str], list[str]]]:
    """Return the titles of those that continue an article and that answer it, as both ways of reading have them."""
    answers = []
    with closing(open_reader(built.folder / ".ssg")) as store:
        doc = names.find(store, file_key(PATHS[name]))
        assert doc is not None
        assert documents.path(store, doc) == PATHS[name]
        for bulk in (False, True):
            answer = sequels(Archive(store, read_site(built.folder)[0], bulk=bulk), doc)
            answers.append(
                (answer, [[one.title for one in some] for some in (answer.value.continued, answer.value.answered)])
            )
    assert answers[0][0].digest == answers[1][0].digest
    return [tuple(titles) for _, titles in answers]


def test_what_is_published_is_told_of(tmp_path: Path) -> None:
    """Of an article that nothing is said of, nothing."""
    built = portal(tmp_path)
    assert told(built, "satu") == [(["Dua"], ["Tiga"])] * 2
    assert told(built, "dua") == [([], [])] * 2


def test_what_is_said_no_longer_is_told_no_longer(tmp_path: Path) -> None:
    """Nor what an article says that is gone."""
    built = portal(tmp_path)
    built.edit(f"content/{PATHS['dua']}", "follows: satu\n", "")
    built.remove(f"content/{PATHS['tiga']}")
    built.build()
    assert told(built, "satu") == [([], [])] * 2
    built.edit(f"content/{PATHS['dua']}", "title:", "follows: satu\ntitle:")
    built.build()
    assert told(built, "satu") == [(["Dua"], [])] * 2
