"""An article with which a step of the workflow is taken, and how what the step changes gets into its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from generator.annex.desk import articles, files, keeping, manuscripts, notes, roles, waiting
from generator.annex.desk.articles import ByPath
from generator.annex.desk.desk import Desk, RefusedError
from generator.annex.desk.manuscripts import Changes
from generator.annex.desk.people import Person
from generator.annex.desk.presence import presence
from generator.base.errors import Problem, Where
from generator.base.folder import Folder
from generator.base.sentences import Sentence, sentence
from generator.base.timestamps import ZONES, Stamp
from generator.editing.sources import addresses_of, lists_of, notes_of, read
from generator.lint.dead_links import check_unread
from generator.lint.own_editors import is_unreviewed
from generator.lint.own_editors import problem as of_own_editor
from generator.lint.references import references_in, settled
from generator.model.records import Article, Matter, Record
from generator.model.urls import target_url
from generator.store import documents

Given = Mapping[str, str]
"""What somebody typed into the form of a step, by key; each that the step asks for is there."""


class Work(Record, frozen=True):
    """An article with which a step is taken."""

    desk: Desk
    person: Person
    path: str
    data: bytes
    text: str
    article: Article
    notes: list[notes.Note]

    @property
    def matter(self) -> Matter:
        return self.article.matter

    @property
    def title(self) -> str:
        return self.matter.retracted.headline if self.matter.retracted else self.matter.title

    @property
    def zone(self) -> str:
        """In which its times are written."""
        zone = self.matter.stamp.zone
        return zone if zone in ZONES else self.desk.site.zone

    @property
    def now(self) -> str:
        """The time of the step, to the minute, as front matter has it."""
        return written(Stamp(self.desk.now, self.zone))

    @property
    def waits(self) -> bytes | None:
        """The changed text that waits beside it."""
        return waiting.read(self.desk, self.path, self.data)

    @property
    def of(self) -> dict[str, str]:
        """Who takes the step with which article, as history says it."""
        return {"name": self.person.name, "title": self.title}


def changed(
    work: Work, values: Changes, said: Sentence, *, text: str = "", body: str | None = None, note: str = "",
    step: str = "", strict: bool = False, released: bytes | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Write the changes of a step, unless the reader would refuse the file; return the article as it is then.

    `strict` is for a step that publishes: anything that a build refuses counts, not only what is new. What waited
    beside the article goes on waiting, with the step in it, unless it is what is `released`.
    """
    desk, path = work.desk, work.path
    after = articles.fitting(desk, manuscripts.changed(text or work.text, values, body).encode())
    _refuse(work, after, strict=strict)
    if released is not None:
        step = notes.RELEASED
    paths = [f"content/{one}" for one in (path, *([notes_of(path)] if note or step else []))]
    if note or step:
        notes.add(desk, work.person, path, note, step, beside=released is not None)
    files.write(desk.folder, path, work.data, after)
    keeping.record(desk, work.person, paths, said)
    presence(desk).saved(path, files.version_of(after), work.person)
    if released is None:
        waiting.follow(desk, work.person, path, work.data, after)
    else:
        waiting.clear(desk, path, work.data)
    return articles.shown(desk, work.person, ByPath(path))


def put_beside(work: Work, after: bytes) -> dict[str, Any]:
    """Let another text wait beside an article, unless the reader would refuse it; return the article as it is then."""
    after = articles.fitting(work.desk, after)
    _refuse(work, after, strict=False)
    waiting.put(work.desk, work.person, work.path, work.data, after)
    return articles.shown(work.desk, work.person, ByPath(work.path))


def _refuse(work: Work, after: bytes, *, strict: bool) -> None:
    """Raise RefusedError if a build would refuse a file for a problem that it did not have before."""
    desk, path = work.desk, work.path
    site = desk.site
    known = set() if strict else {(one.code, one.said) for one in _problems(work, work.data)}
    errors, _ = site.severities.parted(_problems(work, after))
    left = [one for one in errors if (one.code, one.said) not in known]
    if left:
        said = (
            left[0].said if len(left) == 1 else sentence("{count} things have to be put right first", count=len(left))
        )
        raise RefusedError(said, problems=articles.told(desk, path, after, left))


def _problems(work: Work, data: bytes) -> list[Problem]:
    """Return what a build would find in an article with some bytes: alone, and beside the others."""
    desk, path = work.desk, work.path
    record, found = read(path, data, desk.site.reading, broken=True)
    if not isinstance(record, Article) or record.matter.draft:
        return found
    site, reading = desk.site, desk.site.reading
    with Folder(desk.folder / "content") as folder:
        links = settled(record.body.links, folder, path, pictures=not reading.media_url).links
    article = msgspec.structs.replace(record, body=msgspec.structs.replace(record.body, links=links))
    with desk.stored() as store:
        found += check_unread(store, {path: references_in(article)}, site)
        for url in addresses_of(article, reading):
            others = [one for one in documents.claimants_at(store, url, drafts=False) if one != path]
            if others or target_url(url) in lists_of(site):
                other = f"content/{others[0]}" if others else "site.yaml"
                said = sentence("{url} is an address of {other}", url=url, other=other)
                hint = sentence("give one of them another slug")
                found.append(Problem(Where(f"content/{path}"), "address-taken", said, hint))
    if is_unreviewed(article.matter, roles.people_of(desk), site):
        found.append(of_own_editor(Where(f"content/{path}"), article.matter))
    elif not roles.is_edited(desk, work.person, article.matter):
        said = sentence(
            "no editor of the desk answers for this article: {names}", names=", ".join(article.matter.editors)
        )
        hint = sentence("choose one of {names}", names=", ".join(roles.editors(desk)))
        found.append(Problem(Where(f"content/{path}"), "own-editor", said, hint))
    return found


def written(stamp: Stamp) -> str:
    """Return a time, to the minute, as front matter has it."""
    return f"{stamp.local:%Y-%m-%d %H:%M} {stamp.zone}"
