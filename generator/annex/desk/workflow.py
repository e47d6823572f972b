"""What each step of the workflow does with an article: it changes keys of its own file, or takes note of something."""

from __future__ import annotations

from typing import Any

from generator.annex.desk import articles, keeping, live_entries, manuscripts, notes, roles, waiting
from generator.annex.desk.articles import ByPath, New
from generator.annex.desk.manuscripts import Changes
from generator.annex.desk.presence import presence
from generator.annex.desk.readers import readers
from generator.annex.desk.work import Given, Work, changed, put_beside, written
from generator.base import dates
from generator.base.sentences import Sentence, sentence
from generator.base.timestamps import Stamp
from generator.config.rewriting import Value
from generator.editing.sources import notes_of

_NOW = "now"
_UNSENT = 3600
"""Seconds after a withdrawal in which it can be taken back, unless readers have it already."""


def submit(work: Work, given: Given) -> dict[str, Any]:
    if not work.matter.draft:
        said = sentence("{name} handed in changes to “{title}”", **work.of)
        return _noted(work, notes.SUBMITTED, said, given["note"])
    said = sentence("{name} handed in “{title}”", **work.of)
    return changed(work, {"status": "review", "draft": None}, said, note=given["note"], step=notes.SUBMITTED)


def recall(work: Work, _: Given) -> dict[str, Any]:
    said = sentence("{name} took back what was handed in of “{title}”", **work.of)
    if not work.matter.draft:
        return _noted(work, notes.RECALLED, said)
    return changed(work, {"status": "draft", "draft": None}, said, step=notes.RECALLED)


def send_back(work: Work, given: Given) -> dict[str, Any]:
    said = sentence("{name} sent back “{title}”", **work.of)
    if not work.matter.draft:
        return _noted(work, notes.RETURNED, said, given["note"])
    return changed(work, {"status": "draft", "draft": None}, said, note=given["note"], step=notes.RETURNED)


def release(work: Work, _: Given) -> dict[str, Any]:
    kept = work.waits or b""
    said = sentence("{name} published changes to “{title}”", **work.of)
    return changed(work, {"draft": None, "status": None}, said, text=kept.decode("utf-8", "replace"), released=kept)


def discard(work: Work, _: Given) -> dict[str, Any]:
    waiting.discard(work.desk, work.person, work.path, work.data)
    return _noted(work, notes.DISCARDED, sentence("{name} discarded changes to “{title}”", **work.of))


def _noted(work: Work, step: str, said: Sentence, text: str = "") -> dict[str, Any]:
    """Take note of a step with what waits beside an article, which stays as it is."""
    desk, person, path = work.desk, work.person, work.path
    paths = [f"content/{notes_of(path)}"]
    notes.add(desk, person, path, text, step, beside=True)
    keeping.record(desk, person, paths, said)
    presence(desk).lists_changed(person)
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
    elif stamp.epoch <= now.epoch and not roles.was_public(work.notes):
        stamp = now
    values: dict[str, Value | None] = {"draft": None, "status": None}
    if stamp != matter.stamp:
        values |= {"timestamp": written(stamp), "time_unknown": None}
        if matter.updated is not None and matter.updated.epoch < stamp.epoch:
            values["updated"] = None
    if not matter.editors and not roles.is_author(matter, work.person, roles.people_of(desk)):
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
    said = sentence("{name} withdrew “{title}”", **work.of)
    return changed(work, {"retracted": retracted}, said, step=notes.WITHDRAWN)


def reinstate(work: Work, _: Given) -> dict[str, Any]:
    return changed(work, {"retracted": None}, sentence("{name} took the withdrawal of “{title}” back", **work.of))


def is_unsent(work: Work) -> bool:
    """Return whether an article was withdrawn here a short while ago, and readers still have its page."""
    desk, done = work.desk, notes.last(work.notes, notes.WITHDRAWN)
    if done is None or done.at < desk.now - _UNSENT:
        return False
    return readers(desk).reach(work.article, work.data, "withdrawn")["reach"] in ("ready", "waiting")


def correct(work: Work, given: Given) -> dict[str, Any]:
    entry = {"timestamp": work.now, "type": given["type"], "text": given["text"], "link": given["link"]}
    # The text that it corrects goes out with it: what waits already, or what is still to be typed. What a colleague has
    # not handed in goes on waiting.
    way = notes.way(work.notes, beside=True)
    is_ready = waiting.is_of(work.desk, work.person, work.path, work.data) or (way and way.step == notes.SUBMITTED)
    later = given["when"] == "later"
    kept = work.waits if is_ready or later else None
    text = work.text if kept is None else kept.decode("utf-8", "replace")
    known = manuscripts.values_of(text).get("corrections") or []
    known = known if isinstance(known, list) else [known]
    times = [one["timestamp"] for one in known if isinstance(one, dict) and isinstance(one.get("timestamp"), str)]
    epochs = [dates.parse(one, work.zone).epoch for one in times]
    entries = [entry, *known] if len(epochs) > 1 and epochs[0] > epochs[-1] else [*known, entry]
    # An answer of somebody else changes nothing in the report itself.
    values: Changes = {"corrections": entries} | ({} if given["type"] == "hak-jawab" else {"updated": work.now})
    if later:
        return put_beside(work, manuscripts.changed(text, values).encode())
    return changed(work, values, sentence("{name} corrected “{title}”", **work.of), text=text, released=kept)


def follow_up(work: Work, given: Given) -> dict[str, Any]:
    matter = work.matter
    values: dict[str, Any] = {"follows": f"/{work.path}", "tags": [*matter.tags], "region": matter.region}
    title = given["title"].strip() or work.title
    return articles.begin(work.desk, work.person, New(title, matter.category, values=values))


def add_entry(work: Work, given: Given) -> dict[str, Any]:
    people = roles.people_of(work.desk)
    who = "" if roles.is_author(work.matter, work.person, people) else work.person.name
    at = Stamp(work.desk.now, work.zone)
    goes_out, kept = roles.publishes_entries(work.desk, work.person), work.waits
    text = work.text if goes_out or kept is None else kept.decode("utf-8", "replace")
    body = live_entries.with_entry(text, work.path, work.desk.site.reading, at, given["title"], given["text"], who)
    if goes_out:
        return changed(work, {}, sentence("{name} added to “{title}”", **work.of), body=body)
    put_beside(work, manuscripts.changed(text, {}, body).encode())
    return _noted(work, notes.SUBMITTED, sentence("{name} handed in changes to “{title}”", **work.of))
