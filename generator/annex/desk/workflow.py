"""What each step of the workflow does with an article: it changes keys of its own file, or takes note of something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from generator.annex.desk import articles, files, keeping, manuscripts, notes, people, waiting
from generator.annex.desk.articles import ByPath, New
from generator.annex.desk.desk import Desk, DeskError
from generator.annex.desk.manuscripts import Changes
from generator.annex.desk.people import Person
from generator.annex.desk.presence import presence
from generator.annex.desk.readers import article_in
from generator.base import dates
from generator.base.errors import Problem, UsageError, Where
from generator.base.folder import Folder
from generator.base.sentences import Sentence, language, sentence
from generator.base.text import clean, squeeze, unix_lines
from generator.base.timestamps import ZONES, Stamp, clock, long_date, short
from generator.config.rewriting import Value
from generator.editing.sources import addresses_of, lists_of, notes_of, read
from generator.lint.dead_links import check_unread
from generator.lint.own_editors import is_unreviewed
from generator.lint.own_editors import problem as of_own_editor
from generator.lint.references import references_in, settled
from generator.model.records import Article, Matter, Record, Update
from generator.model.urls import target_url
from generator.store import documents

_NOW = "now"
_CLOSING_MARK = re.compile(r"((?:\*\*\*|\\\*\\\*\\\*)\([^()\n]{1,40}\))\s*\Z")
_MAX_ENTRY = 20_000

Given = Mapping[str, str]
"""What somebody typed into the form of a step, by key; each that the step asks for is there."""


class Work(Record, frozen=True):
    """An article with which a step is taken."""

    desk: Desk
    person: Person
    path: str
    data: bytes
    article: Article
    notes: list[notes.Note]

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")

    @property
    def matter(self) -> Matter:
        return self.article.matter

    @property
    def title(self) -> str:
        return self.matter.retracted.headline if self.matter.retracted else self.matter.title

    @property
    def zone(self) -> str:
        zone = self.matter.stamp.zone
        return zone if zone in ZONES else self.desk.site.zone

    @property
    def now(self) -> str:
        """The time of the step, to the minute, as front matter has it."""
        return written(Stamp(self.desk.now, self.zone))

    @property
    def waits(self) -> bytes | None:
        return waiting.read(self.desk, self.path, self.data)

    @property
    def of(self) -> dict[str, str]:
        """Who takes the step with which article, as history says it."""
        return {"name": self.person.name, "title": self.title}


def work_on(desk: Desk, person: Person, path: str) -> Work | None:
    """Return an article as it is now; None for a file in which there is none."""
    data = articles.needed(desk, path)
    article = article_in(desk, path, data)
    return None if article is None else Work(desk, person, path, data, article, notes.of(desk, path))


def submit(work: Work, given: Given) -> dict[str, Any]:
    changes = sentence("{name} handed in changes to “{title}”", **work.of)
    said = sentence("{name} handed in “{title}”", **work.of) if work.matter.draft else changes
    return _passed_on(work, "review", notes.SUBMITTED, said, given["note"])


def recall(work: Work, _: Given) -> dict[str, Any]:
    return _passed_on(
        work, "draft", notes.RECALLED, sentence("{name} took back what was handed in of “{title}”", **work.of)
    )


def send_back(work: Work, given: Given) -> dict[str, Any]:
    said = sentence("{name} sent back “{title}”", **work.of)
    return _passed_on(work, "draft", notes.RETURNED, said, given["note"])


def _passed_on(work: Work, status: str, step: str, said: Sentence, note: str = "") -> dict[str, Any]:
    """Give a draft another status; with what waits beside an article, take note of the step."""
    if not work.matter.draft:
        return _noted(work, step, said, note)
    return changed(work, {"status": status, "draft": None}, said, note=note, step=step)


def release(work: Work, _: Given) -> dict[str, Any]:
    kept = work.waits or b""
    said = sentence("{name} published changes to “{title}”", **work.of)
    return changed(work, {}, said, text=kept.decode("utf-8", "replace"), released=kept)


def discard(work: Work, _: Given) -> dict[str, Any]:
    waiting.clear(work.desk, work.person, work.path, work.data)
    return _noted(work, notes.DISCARDED, sentence("{name} discarded changes to “{title}”", **work.of))


def _noted(work: Work, step: str, said: Sentence, text: str = "") -> dict[str, Any]:
    """Take note of a step with what waits beside an article, which stays as it is."""
    desk, person, path = work.desk, work.person, work.path
    notes.add(desk, person, path, text, step, beside=True)
    keeping.record(desk, person, [f"content/{notes_of(path)}"], said)
    presence(desk).saved(path, "", person)
    return articles.shown(desk, person, ByPath(path))


def publish(work: Work, given: Given) -> dict[str, Any]:
    desk, matter = work.desk, work.matter
    at = desk.now
    now = Stamp(at - at % 60, work.zone)
    stamp = matter.stamp
    if given["at"] == _NOW:
        stamp = now
    elif given["at"]:
        stamp = dates.parse(given["at"], work.zone)
    elif stamp.epoch <= now.epoch and not notes.was_public(work.notes):
        stamp = now
    if stamp.epoch <= at:
        # A live report begins with its first entry.
        stamp = min([stamp, *(entry.stamp for entry in work.article.body.updates[:1])])
    values: dict[str, Value | None] = {"draft": None, "status": None}
    if stamp != matter.stamp:
        values |= {"timestamp": written(stamp), "time_unknown": None}
        if matter.updated is not None and matter.updated.epoch < stamp.epoch:
            values["updated"] = None
    if not matter.editors and not people.is_author(desk, matter, work.person):
        values["editor"] = work.person.name
    if stamp.epoch > at:
        said = sentence("{name} scheduled “{title}” for {at}", at=written(stamp), **work.of)
    else:
        said = sentence("{name} published “{title}”", **work.of)
    return changed(work, values, said, strict=True)


def unpublish(work: Work, given: Given) -> dict[str, Any]:
    was = work.matter.stamp.epoch <= work.desk.now
    said = sentence("{name} took “{title}” back", **work.of)
    text = given["note"] or (work.desk.put(sentence("taken back")) if was else "")
    step = notes.UNPUBLISHED if was else ""
    return changed(work, {"status": "draft", "draft": None}, said, note=text, step=step)


def withdraw(work: Work, given: Given) -> dict[str, Any]:
    retracted = {"timestamp": work.now, "reason": given["reason"], "title": given["title"], "text": given["text"]}
    return changed(work, {"retracted": retracted}, sentence("{name} withdrew “{title}”", **work.of))


def reinstate(work: Work, given: Given) -> dict[str, Any]:
    """Publish a withdrawn article again. Readers may have seen the notice, so the page says that it was there."""
    assert work.matter.retracted
    why = given["why"].strip()
    said = sentence(
        "This report was withdrawn ({withdrawn}) and published again ({again}): {why}",
        withdrawn=short(work.matter.retracted.stamp), again=short(Stamp(work.desk.now, work.zone)), why=why,
    )  # fmt: skip
    # Without a reason, the reader refuses an entry that says nothing.
    entry = {"timestamp": work.now, "type": "koreksi", "text": why and language(work.desk.site.language).put(said)}
    values = {"retracted": None, **_with_correction(work, work.text, entry)}
    return changed(work, values, sentence("{name} published “{title}” again: {why}", why=why, **work.of))


def correct(work: Work, given: Given) -> dict[str, Any]:
    entry = {"timestamp": work.now, "type": given["type"], "text": given["text"], "link": given["link"]}
    # The text that it corrects goes out with it: what waits already, or what is still to be typed. What a colleague has
    # not handed in goes on waiting.
    way = notes.way(work.notes, beside=True)
    is_ready = waiting.is_of(work.desk, work.person, work.path, work.data) or (way and way.step == notes.SUBMITTED)
    later = given["when"] == "later"
    kept = work.waits if is_ready or later else None
    text = work.text if kept is None else kept.decode("utf-8", "replace")
    values = _with_correction(work, text, entry)
    if later:
        return put_beside(work, manuscripts.changed(text, values).encode())
    return changed(work, values, sentence("{name} corrected “{title}”", **work.of), text=text, released=kept)


def _with_correction(work: Work, text: str, entry: dict[str, str]) -> dict[str, Value | None]:
    """Return the changes that add a correction to a text, where the others have the newest."""
    known = manuscripts.values_of(text).get("corrections") or []
    known = known if isinstance(known, list) else [known]
    times = [one["timestamp"] for one in known if isinstance(one, dict) and isinstance(one.get("timestamp"), str)]
    epochs = [dates.parse(one, work.zone).epoch for one in times]
    entries = [entry, *known] if len(epochs) > 1 and epochs[0] > epochs[-1] else [*known, entry]
    # An answer of somebody else changes nothing in the report itself.
    return {"corrections": entries} | ({} if entry["type"] == "hak-jawab" else {"updated": work.now})


def follow_up(work: Work, given: Given) -> dict[str, Any]:
    matter = work.matter
    values: dict[str, Any] = {"follows": f"/{work.path}", "tags": [*matter.tags], "region": matter.region}
    title = given["title"].strip() or work.title
    return articles.begin(work.desk, work.person, New(title, matter.category, values=values))


def add_entry(work: Work, given: Given) -> dict[str, Any]:
    goes_out, kept = work.matter.draft or people.publishes_entries(work.desk, work.person), work.waits
    text = work.text if goes_out or kept is None else kept.decode("utf-8", "replace")
    body = _with_entry(work, text, given["title"], given["text"])
    if goes_out:
        return changed(work, {}, sentence("{name} added to “{title}”", **work.of), body=body)
    put_beside(work, manuscripts.changed(text, {}, body).encode())
    return _noted(work, notes.SUBMITTED, sentence("{name} handed in changes to “{title}”", **work.of))


def _with_entry(work: Work, text: str, title: str, entry: str) -> str:
    """Return the body of a live report with one more entry, of somebody who is named unless it is its author.

    It stands below the last one and above the closing mark. The day is written where the hour alone would be another.
    """
    entry, title = clean(unix_lines(entry)).strip(), squeeze(clean(title)).lstrip("# ")
    if not entry or len(entry) > _MAX_ENTRY:
        raise UsageError(sentence("an entry has a text, of {most} characters at most", most=_MAX_ENTRY))
    body = manuscripts.body_of(text)
    mark = ""
    if found := _CLOSING_MARK.search(body):
        body, mark = body[: found.start()], found[1]
    at = Stamp(work.desk.now, work.zone)
    byline = "" if people.is_author(work.desk, work.matter, work.person) else f" ({work.person.name})"
    hour = clock(at).replace(":", ".")
    made, before = "", len(_shown(work, text))
    after: tuple[Update, ...] = ()
    for day in ("", f"{long_date(at.local.date())}, "):
        heading = f"## {day}{hour}{f' – {title}' if title else ''}{byline}"
        made = "\n\n".join(filter(None, (body.rstrip(), heading, entry + mark)))
        after = _shown(work, manuscripts.changed(text, {}, made))
        if after and after[-1].stamp.epoch // 60 == at.epoch // 60:
            break
    if len(after) != before + 1:
        raise UsageError(
            sentence(
                "readers would not see this as one entry: close what is open above it, such as ```, "
                "and begin headings with ###"
            )
        )
    return made


def _shown(work: Work, text: str) -> tuple[Update, ...]:
    article = article_in(work.desk, work.path, text.encode())
    return article.body.updates if article is not None else ()


def changed(
    work: Work, values: Changes, said: Sentence, *, text: str = "", body: str | None = None, note: str = "",
    step: str = "", strict: bool = False, released: bytes | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Write the changes of a step, unless the reader would refuse the file; return the article as it is then.

    `strict` is for a step that publishes: anything that a build refuses counts, not only what is new. What waited
    beside the article goes on waiting, with the step in it, unless it is what is `released`.
    """
    desk, path = work.desk, work.path
    if released is not None:
        # Whatever was typed, only a step takes it from readers.
        values, step = {**values, "draft": None, "status": None}, notes.RELEASED
    after = articles.fitting(desk, manuscripts.changed(text or work.text, values, body).encode())
    _refuse(work, after, strict=strict)
    paths = [f"content/{one}" for one in (path, *([notes_of(path)] if note or step else []))]
    if note or step:
        notes.add(desk, work.person, path, note, step, beside=released is not None)
    files.write(desk.folder, path, work.data, after)
    keeping.record(desk, work.person, paths, said)
    presence(desk).saved(path, files.version_of(after), work.person)
    if released is None:
        waiting.follow(desk, work.person, path, work.data, after)
    else:
        waiting.clear(desk, work.person, path, work.data, released)
    return articles.shown(desk, work.person, ByPath(path))


def put_beside(work: Work, after: bytes) -> dict[str, Any]:
    """Let another text wait beside an article, unless the reader would refuse it; return the article as it is then."""
    after = articles.fitting(work.desk, after)
    _refuse(work, after, strict=False)
    waiting.put(work.desk, work.person, work.path, work.data, after)
    return articles.shown(work.desk, work.person, ByPath(work.path))


def _refuse(work: Work, after: bytes, *, strict: bool) -> None:
    """Raise DeskError if a build would refuse a file for a problem that it did not have before."""
    desk, path = work.desk, work.path
    site = desk.site
    known = set() if strict else {(one.code, one.said) for one in _problems(work, work.data)}
    errors, _ = site.severities.parted(_problems(work, after))
    left = [one for one in errors if (one.code, one.said) not in known]
    if left:
        said = (
            left[0].said if len(left) == 1 else sentence("{count} things have to be put right first", count=len(left))
        )
        raise DeskError(said, problems=articles.told(desk, path, after, left))


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
    if is_unreviewed(article.matter, people.people_of(desk), site):
        found.append(of_own_editor(Where(f"content/{path}"), article.matter))
    elif not people.is_edited(desk, work.person, article.matter):
        said = sentence(
            "no editor of the desk answers for this article: {names}", names=", ".join(article.matter.editors)
        )
        hint = sentence("choose one of {names}", names=", ".join(people.editors(desk)))
        found.append(Problem(Where(f"content/{path}"), "own-editor", said, hint))
    return found


def written(stamp: Stamp) -> str:
    return f"{stamp.local:%Y-%m-%d %H:%M} {stamp.zone}"
