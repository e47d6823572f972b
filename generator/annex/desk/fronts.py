"""What editors put on the front pages: content/front.yaml, and front/<kanal>.yaml for that of a kanal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from generator.annex.desk import articles, files, keeping, manuscripts
from generator.annex.desk.desk import Desk, DeskError, NotAllowedError
from generator.annex.desk.manuscripts import Values
from generator.annex.desk.people import Person
from generator.annex.desk.readers import state_of
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import decode
from generator.config import front_yaml
from generator.model.codec import decode as unpacked
from generator.model.front import path_of
from generator.model.lookup_keys import link_key
from generator.model.records import Article, Link
from generator.model.urls import on_host
from generator.store import documents


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """Which front page: that of a kanal, or the home page."""

    kanal: str = ""


class Save(msgspec.Struct, forbid_unknown_fields=True):
    """What was changed, against the version in which it was opened."""

    kanal: str
    version: str
    values: Values
    """Changed keys by English names; null for one that goes."""


def shown(desk: Desk, _: Person, given: Asked) -> dict[str, Any]:
    path = _path(desk, given.kanal)
    return _described(desk, path, files.read(desk.folder, path))


def save(desk: Desk, person: Person, given: Save) -> dict[str, Any]:
    if not person.publishes:
        raise NotAllowedError(sentence("an editor decides what stands on the front page"))
    path = _path(desk, given.kanal)
    table = front_yaml.KANAL_FRONT if given.kanal else front_yaml.FRONT
    if unknown := sorted(given.values.keys() - {key.name for key in table}):
        raise UsageError(sentence("no front page has {keys}", keys=", ".join(unknown)))
    with keeping.turn(desk, person, path):
        before = files.read(desk.folder, path)
        files.check_version(before, given.version)
        values = {key: _short(key, value) for key, value in given.values.items()}
        _, unreadable = decode(before or b"", f"content/{path}")
        if unreadable:
            raise DeskError(unreadable[0].said, problems=articles.told(desk, path, before or b"", unreadable))
        after = manuscripts.changed((before or b"").decode(), values, table=table).encode()
        _, problems = front_yaml.parse(after, path, desk.site.reading)
        errors, _ = desk.site.severities.parted(problems)
        if errors:
            raise DeskError(errors[0].said, problems=articles.told(desk, path, after, errors))
        if after == (before or b""):
            # A file that is not there has another version than an empty one.
            return _described(desk, path, before)
        files.write(desk.folder, path, before, after)
        said = sentence("{name} changed the front page", name=person.name)
        keeping.record(desk, person, [f"content/{path}"], said)
    return _described(desk, path, after)


def _path(desk: Desk, kanal: str) -> str:
    if kanal and kanal not in desk.site.kanal:
        raise UsageError(sentence("choose a kanal first"))
    return path_of(kanal)


def _short(key: str, value: Any) -> Any:
    """Return a value as people write it: an entry without an end is a text alone."""
    if not isinstance(value, list):
        return value
    short = [_alone(one) if isinstance(one, Mapping) else one for one in value]
    return short[0] if key == "lead" and len(short) == 1 and isinstance(short[0], str) else short


def _alone(entry: Mapping[str, Any]) -> Any:
    given = {key: inner for key, inner in entry.items() if inner not in ("", None)}
    return next(iter(given.values())) if given.keys() in ({"article"}, {"kanal"}) else given


def _described(desk: Desk, path: str, data: bytes | None) -> dict[str, Any]:
    text = (data or b"").decode("utf-8", "replace")
    values = manuscripts.values_of(text, front_yaml.FRONT)
    named = list(dict.fromkeys(_named(values)))
    return {"path": path, "version": files.version_of(data), "values": values, "articles": [*_told(desk, named)]}


def _named(values: Mapping[str, Any]) -> Iterator[str]:
    for key in ("lead", "next", "picks"):
        given = values.get(key) or []
        for one in given if isinstance(given, list) else [given]:
            name = one.get("article") if isinstance(one, Mapping) else one
            if isinstance(name, str) and name:
                yield name


def _told(desk: Desk, named: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the articles by what names them; one that there is not is left out."""
    with desk.stored() as store:
        for name in named:
            found = documents.named(store, link_key(Link("link", name)))
            if found is not None and found.kind == "article":
                article = unpacked(Article, found.record)
                yield {
                    "value": name, "path": article.path, "title": article.matter.title,
                    "url": on_host(article.url, desk.site.base_path), "state": state_of(desk, article),
                }  # fmt: skip
