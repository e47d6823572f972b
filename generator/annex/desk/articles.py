"""Articles at the desk: what is shown of one, how it begins, what a save does, and its problems while it is typed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import msgspec

from generator.annex.desk import files, forms, keeping, manuscripts, notes, waiting
from generator.annex.desk.desk import Desk, NotAllowedError, StaleError
from generator.annex.desk.manuscripts import Values
from generator.annex.desk.merging import reconcile
from generator.annex.desk.people import Person
from generator.annex.desk.presence import presence
from generator.annex.desk.readers import article_in, readers
from generator.base.errors import Problem, UsageError
from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.base.timestamps import Stamp
from generator.cli.new import article_values, check_new, slug_for
from generator.config import rewriting
from generator.config.article_keys import ARTICLE
from generator.config.keys import names_in
from generator.editing.fixes import mended, problems_of
from generator.editing.sources import NOTES, TRASH, SourceFile, read
from generator.markup.fallback_article import says_draft
from generator.model.records import Article
from generator.model.urls import ADVERTISEMENTS, on_host
from generator.preview import words
from generator.store import documents

_FOLDERS_WITHOUT_ARTICLES = ("authors", "pages", "topics", ADVERTISEMENTS, TRASH)
_MAX_FIXES = 20
_FIELDS = {"missing-author": "author", "missing-editor": "editor", "missing-credit": "photo", "own-editor": "editor"}


class ByPath(msgspec.Struct, forbid_unknown_fields=True):
    """An article, by its path below content/."""

    path: str


class New(msgspec.Struct, forbid_unknown_fields=True):
    """A new article."""

    title: str
    category: str
    type: str = ""
    values: Values = {}


class Save(msgspec.Struct, forbid_unknown_fields=True):
    """A save: what was changed, against the version in which it was opened."""

    path: str
    version: str
    values: Values = {}
    """Changed values by English names; null for a key that goes."""
    body: str | None = None
    text: str | None = None
    """The whole file, instead of both."""
    base: str | None = None
    """The whole text as it was opened, to put changes of two people together."""
    waiting: str = ""
    """The version of what waited beside the article, if that was opened."""


def shown(desk: Desk, _: Person, given: ByPath) -> dict[str, Any]:
    # First, so that nothing is looked for beside a path that is no article.
    needed(desk, given.path)
    waiting.lapse(desk, given.path)
    data = needed(desk, given.path)
    kept = waiting.read(desk, given.path, data)
    working = None if kept is None else {"text": _text(kept)} | _form(desk, kept)
    own = {"text": _text(data), "working": working, "waiting": files.version_of(kept)}
    return _described(desk, given.path, data, data) | own


def _described(desk: Desk, path: str, data: bytes, typed: bytes, *, saved: bool = False) -> dict[str, Any]:
    """Return what there is to say of the file of an article, and of what was typed, which may not be in it yet."""
    site = desk.site
    refused = read(path, data, site.reading, broken=True)[1]
    article = article_in(desk, path, data)
    url = article.url if article is not None else ""
    found = problems(desk, path, typed)
    errors, _ = site.severities.parted(refused)
    # Of a file that was saved a moment ago, what only the whole site can tell is not known yet.
    is_wrong = errors or (not saved and any(one["level"] == "error" for one in found))
    has_page = url and (not is_wrong or _has_page(desk, path, url))
    return _form(desk, typed) | {
        "path": path, "version": files.version_of(data),
        "url": on_host(url, site.base_path) if has_page else "", "public": site.absolute(url) if url else "",
        "problems": found, "notes": notes.shown(desk, path),
        **readers(desk).reach(article, data),
    }  # fmt: skip


def reach(desk: Desk, _: Person, given: ByPath) -> dict[str, Any]:
    """Return how far an article has come, and the problems of it with what waits beside it."""
    data = needed(desk, given.path)
    kept = waiting.read(desk, given.path, data)
    found = problems(desk, given.path, data if kept is None else kept)
    return readers(desk).reach(article_in(desk, given.path, data), data) | {"problems": found}


def _has_page(desk: Desk, path: str, url: str) -> bool:
    """Return whether the page at an address is that of a file, and not of another one, or none."""
    pages = desk.live.preview.pages
    document = pages.document(pages.find(url).doc) if pages.ready else None
    return document is not None and document.path == path


def _form(desk: Desk, data: bytes) -> dict[str, Any]:
    text = _text(data)
    formable = manuscripts.is_formable(text)
    return {
        "formable": formable,
        "why": "" if formable else desk.put(sentence("its front matter cannot be read: mend it in the source text")),
        "values": manuscripts.values_of(text) if formable else {}, "body": manuscripts.body_of(text),
    }  # fmt: skip


def problems(desk: Desk, path: str, data: bytes) -> list[dict[str, Any]]:
    """Return the problems of a file with some bytes, by place, each with its field and its one correction."""
    site = desk.site
    try:
        own = problems_of(SourceFile(path, data), site.reading)
    except UnicodeDecodeError:
        own = read(path, data, site.reading)[1]
    place = f"content/{path}"
    known = {(problem.where, problem.code) for problem in own}
    # What only the whole site can tell, as of the last save.
    wider = [
        problem
        for problem in desk.live.problems
        if problem.where.path == place and (problem.where, problem.code) not in known
    ]
    return told(desk, path, data, [*own, *wider])


def told(desk: Desk, path: str, data: bytes, some: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems of a file with some bytes as the browser has them, by place."""
    site = desk.site
    try:
        source = SourceFile(path, data)
        source.text  # noqa: B018 - which may fail
    except UnicodeDecodeError:
        source = SourceFile(path, b"")
    found = sorted((one for one in some if site.severities.of(one) != "off"), key=lambda problem: problem.where)
    keys = _keys_by_line(source.text)
    start = source.text[: len(source.text) - len(manuscripts.body_of(source.text).rstrip("\n"))].count("\n")
    at = [_key_at(problem, keys, start) for problem in found]
    in_the_form = [forms.in_its_words(problem, key, desk.language) for problem, key in zip(found, at, strict=True)]
    shown_ = words.problems(in_the_form, desk.folder, "", desk.language, excerpts=True)
    for number, (problem, key, plain) in enumerate(zip(found, at, shown_, strict=True)):
        plain["level"] = site.severities.of(problem)
        plain["key"] = key
        plain["body_line"] = max(0, problem.where.line - start) if key == "body" else 0
        plain["fix"] = _fix(desk, source, problem) if number < _MAX_FIXES else None
    return shown_


def _fix(desk: Desk, source: SourceFile, problem: Problem) -> dict[str, Any] | None:
    """Return what the correction of a problem changes; None if it has none."""
    new = mended(source, problem, desk.site.reading)
    if new == source.text:
        return None
    if not manuscripts.is_formable(source.text) or not manuscripts.is_formable(new):
        return {"text": new}
    before, after = manuscripts.values_of(source.text), manuscripts.values_of(new)
    body = manuscripts.body_of(new)
    return {
        "values": {key: after.get(key) for key in {**before, **after} if before.get(key) != after.get(key)},
        "body": body if body != manuscripts.body_of(source.text) else None,
    }


def _keys_by_line(text: str) -> list[tuple[int, str]]:
    """Return the lines of a file on which top-level keys begin, and their English names."""
    whole = rewriting.values(text.removeprefix("\ufeff"))
    if whole is None:
        return []
    rows = names_in(ARTICLE)
    # The front matter begins below the first line of hyphens.
    return [(node.line + 1, rows[name].name if name in rows else name) for name, node in whole.keys.items()]


def _key_at(problem: Problem, keys: list[tuple[int, str]], start: int) -> str:
    line = problem.where.line
    if not line:
        return _FIELDS.get(problem.code, "")
    if start and line > start:
        return "body"
    if found := next((key for first, key in reversed(keys) if first <= line), ""):
        return found
    # A key that is missing has no line of its own, but its name is in the sentence.
    said = {str(value) for _, value in problem.said.values}
    return next((key.name for key in ARTICLE if {key.name, key.local} & said), _FIELDS.get(problem.code, ""))


def begin(desk: Desk, person: Person, given: New) -> dict[str, Any]:
    site = desk.site
    title = squeeze(given.title)
    slug = slug_for(title)
    if given.category not in site.kanal:
        raise UsageError(sentence("choose a kanal first"))
    stamp = Stamp(desk.now, site.zone)
    values = article_values(site, desk.folder, stamp, title, person.name, "")
    values |= {"author": values["author"] or person.name, "type": given.type}
    lines = rewriting.block({key: value == "true" or value for key, value in values.items() if value})
    text = _put_together(f"---\n{lines}---\n\n", given.values | {"draft": True}, None, None)
    folder = f"{given.category}/{stamp.local:%Y/%m}"
    with desk.writing:
        for number in itertools.count(1):
            place = f"{folder}/{slug}{f'-{number}' if number > 1 else ''}.md"
            if not (desk.folder / "content" / place).exists() and not _is_taken(desk, place, text):
                break
        check_new(desk.folder, place, text)
        _check_draft(article_in(desk, place, text.encode()))
        files.write(desk.folder, place, None, text.encode())
        said = sentence("{name} began “{title}”", name=person.name, title=title)
        keeping.record(desk, person, [f"content/{place}"], said)
    presence(desk).saved("", "", person)
    return shown(desk, person, ByPath(place))


def _is_taken(desk: Desk, place: str, text: str) -> bool:
    """Return whether another article has the address that one in a file of this name would get."""
    reading = desk.site.reading
    record, _ = read(place, text.encode(), reading)
    # A number behind the slug helps no other address.
    if not isinstance(record, Article) or "{slug}" not in reading.permalink:
        return False
    with desk.stored() as store:
        return bool(documents.claimants_at(store, record.url, drafts=True))


def save(desk: Desk, person: Person, given: Save) -> dict[str, Any]:
    needed(desk, given.path)
    fitting(desk, msgspec.json.encode((given.values, given.body, given.text)))
    with keeping.turn(desk, person, given.path):
        before = needed(desk, given.path)
        text, merged = _against(desk, person, given, before)
        after = text.encode()
        kept = written(desk, person, given.path, before, after)
    described = after_save(desk, given.path, before, after, kept=kept)
    return described | {"merged": merged, "kept": kept, "text": text}


def after_save(desk: Desk, path: str, before: bytes, after: bytes, *, kept: bool) -> dict[str, Any]:
    """Return what there is to say of an article after a save, with the problems of what was to be saved."""
    # Without the merged text, the form would drop what was typed, and the next save would delete it.
    described = _described(desk, path, before if kept else after, after, saved=True)
    return described | {"waiting": files.version_of(after if kept else None)}


def _against(desk: Desk, person: Person, given: Save, before: bytes) -> tuple[str, bool]:
    """Return the new text of a file, and whether changes of somebody else are in it."""
    there = waiting.read(desk, given.path, before)
    # What waits beside the article is what everybody goes on with.
    current = before if there is None else there
    theirs, versions = _text(current), {"version": files.version_of(before), "waiting": files.version_of(there)}
    if files.version_of(current) == (given.waiting or given.version):
        return _put_together(theirs, given.values, given.body, given.text), False
    if given.base is None:
        said = sentence("somebody else has saved this article meanwhile; your text is not lost")
        raise StaleError(said, theirs=theirs, **versions)
    mine = _put_together(given.base, given.values, given.body, given.text)
    # It may have to be kept.
    fitting(desk, mine.encode())
    merged = reconcile(given.base, theirs, mine)
    if merged is None:
        kept = keeping.keep(desk, person, given.path, mine)
        said = sentence("you and somebody else changed the same lines; choose what is to stay, both texts are kept")
        raise StaleError(said, conflict=True, theirs=theirs, mine=mine, kept=kept, **versions)
    return merged, True


def written(desk: Desk, person: Person, path: str, before: bytes, after: bytes) -> bool:
    """Write the new bytes of a draft, or let them wait beside what readers have; return whether they wait.

    What nobody could read waits beside a draft, too.
    """
    reading = desk.site.reading
    if after == before:
        waiting.clear(desk, person, path, before)
        return False
    was, now = read(path, before, reading)[0], read(path, fitting(desk, after), reading)[0]
    is_draft = was.matter.draft if isinstance(was, Article) else says_draft(before)
    if not is_draft or not isinstance(now, Article) or not manuscripts.is_formable(_text(after)):
        waiting.put(desk, person, path, before, after)
        return True
    _check_draft(now)
    files.write(desk.folder, path, before, after)
    waiting.clear(desk, person, path, before, after)
    presence(desk).saved(path, files.version_of(after), person)
    return False


def _check_draft(article: Article | None) -> None:
    if article is None or not article.matter.draft:
        # The step looks at what a save does not: who may, and where its links lead.
        raise NotAllowedError(sentence("saving publishes nothing; press the button for that"))


def _put_together(text: str, values: dict[str, Any], body: str | None, whole: str | None) -> str:
    if whole is not None:
        # A browser has line feeds alone.
        return manuscripts.with_lines_of(text, whole)
    return manuscripts.changed(text, values, body)


def needed(desk: Desk, path: str) -> bytes:
    """Return the bytes of an article; raise MissingError if there is none, and UsageError if it can be none."""
    if not path.endswith(".md") or path.partition("/")[0] in _FOLDERS_WITHOUT_ARTICLES or NOTES in path.split("/"):
        raise UsageError(sentence("{path} is no article", path=path[:200]))
    return fitting(desk, files.need(desk.folder, path))


def fitting(desk: Desk, data: bytes) -> bytes:
    """Return the bytes of an article; raise UsageError for more than a build or the desk would read."""
    if len(data) > (most := desk.site.reading.article_bytes):
        raise UsageError(sentence("the text would be longer than an article can be: {most} KB", most=most >> 10))
    return data


_WINDOWS_LETTERS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
"""What Windows means by bytes that are no UTF-8."""


def _text(data: bytes) -> str:
    """Return a text with the letters that its writer saw, so that a save loses none of them."""
    return data.decode("utf-8", "surrogateescape").translate(_WINDOWS_LETTERS)
