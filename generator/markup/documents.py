"""Markdown files with front matter: articles, profiles, standing pages, topics and advertisements."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from generator.base.errors import Problem, Where, capped, excerpt
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import decode, quoted, suggest
from generator.config import yaml_text
from generator.config.addresses import article_url, read_aliases, read_template
from generator.config.article_keys import ADVERTISEMENT, ARTICLE, AUTHOR, PAGE, TOPIC
from generator.config.entries import Source, did_you_mean
from generator.config.fields import Fields
from generator.config.front_matter import read_matter, read_photo
from generator.config.keys import Key
from generator.markup.entries import Coverage, with_last_entry
from generator.markup.markdown import parse_body
from generator.model.records import Advertisement, Article, Body, Link, Profile, Record, Standing, Topic
from generator.model.site import Reading
from generator.model.urls import ADVERTISEMENTS, file_slug, folder_url, is_ours

_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_LIKE_FENCE = re.compile(r"^[ \t]*(?:[-–—‒―_=]{1,10}|\.\.\.|\+\+\+)[ \t]*$", re.MULTILINE)
_HYPHENS = sentence('write "---" on this line: three hyphens and nothing else')
_NAMES = "|".join(name for key in ARTICLE for name in (key.name, key.local) if name)
_SECOND = re.compile(rf"\s*^---[ \t]*\n\s*(?:{_NAMES}):", re.MULTILINE)
"""The beginning of front matter that was pasted with its text."""


def split(text: str, path: str, key: str = "title") -> tuple[str, str, int, list[Problem]]:
    """Split a file into YAML, body, first line of the body (from 1) and problems; `key` is for the hint."""
    first = _FENCE.match(text)
    end = _FENCE.search(text, first.end()) if first else None
    if first and end:
        return text[first.end() + 1 : end.start()], text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2, []
    line = text.count("\n", 0, len(text) - len(text.lstrip())) + 1 if text.strip() else 1
    if first:
        message, hint = sentence("the front matter is not closed"), sentence('add a line "---" under the last key')
        if like := _LIKE_FENCE.search(text, first.end()):
            line = text.count("\n", 0, like.start()) + 1
            hint = _HYPHENS
    else:
        message = sentence('the first line of the file is not "---"')
        hint = sentence(
            'begin the file with a line "---", then "{key}: …" and the other keys, then another line "---"', key=key
        )
        if _LIKE_FENCE.match(text):
            hint = _HYPHENS
        elif _FENCE.match(text.lstrip()):
            line, hint = 1, sentence("delete this line")
    return "", "", 1, [Problem(Where(path, line, 1), "bad-front-matter", message, hint, excerpt(text, line))]


_MAX_NAME = 255
"""Bytes of a file or folder name that file systems allow."""
Text = Article | Profile | Standing | Advertisement


class _Document(Record, frozen=True):
    """A file whose front matter could be read."""

    fields: Fields
    source: Source
    text: str
    first_line: int
    """Of the text in the file, from 1."""
    path: str
    """Below content/."""
    reading: Reading

    def slug(self) -> str:
        slug = file_slug(self.path)
        if not slug:
            # The address would be that of the front page.
            message = sentence("the file's name has no letters to make an address of")
            self.source.wrong(1, 0, message, sentence("give the file another name"), code="bad-name")
        return slug

    def body(
        self, title: str, url: str, unsplit: Sentence = NOTHING, *, sponsored: bool = False,
        coverage: Coverage | None = None,
    ) -> Body:  # fmt: skip
        """Return the body, whose problems are those of the file; with `unsplit`, it is one to be split into pages."""
        body, problems = parse_body(
            self.text, self.source.path, self.first_line, self.reading.base_url, self.reading.theme_ids, title=title,
            url=url, sponsored=sponsored, coverage=coverage,
        )  # fmt: skip
        self.source.problems += problems
        if unsplit and len(body.parts) > 1:
            self.source.wrong(self.first_line, 0, unsplit, sentence("remove <!-- halaman -->"), code="bad-pages")
        return body


def parse(data: bytes, path: str, reading: Reading) -> tuple[Text | None, list[Problem]]:
    """Return the record of a Markdown file, complete or not, and its problems; None if it cannot be read.

    `path` is below content/; its first folder says what the file is.
    """
    table, make = _KINDS.get(path.partition("/")[0], (ARTICLE, _article))
    name = f"content/{path}"
    text, problems = decode(data, name)
    if problems:
        return None, problems
    head, body, first_line, problems = split(text, name, table[0].name)
    if problems:
        return None, problems
    mapping, problems = yaml_text.parse(head, name, 2)
    if mapping is None:
        # Problems of the text are reported nevertheless.
        return None, capped([*problems, *parse_body(body, name, first_line, reading.base_url, reading.theme_ids)[1]])
    source = Source(name, text, zone=reading.zone, base_url=reading.base_url)
    source.problems += problems
    if _SECOND.match(body):
        message = sentence("a second front matter follows the first, and readers would see it")
        hint = sentence("delete it, and move what it says into the first one")
        source.wrong(first_line + body.count("\n", 0, body.index("---")), 1, message, hint, code="bad-front-matter")
    mapping.line, mapping.column = 1, 0  # Of the file, for its own problems.
    fields = Fields(mapping, source, "", table)
    record = make(_Document(fields, source, body, first_line, path, reading))
    fields.close()
    return record, capped(source.problems)


def _profile(document: _Document) -> Profile:
    fields, reading = document.fields, document.reading
    name, slug = fields.text("name"), document.slug()
    url = reading.paths.author_url(slug)
    body, old = document.body(name, url), read_aliases(fields, reading, url)
    return fields.record(
        Profile, path=document.path, slug=slug, name=name, body=body, aliases=old.pages, queries=old.queries,
    )  # fmt: skip


def _reserved(url: str, reading: Reading) -> Sentence:
    """Return why no document can have an address: it is the portal's own."""
    if is_ours(url):
        return sentence("{url} is in a folder of the portal's own files", url=quoted(url))
    return sentence("{url} belongs to the portal's lists", url=quoted(url)) if reading.has_list(url) else NOTHING


def _standing(document: _Document) -> Standing:
    fields, reading = document.fields, document.reading
    title, slug = fields.text("title"), document.slug()
    if message := _reserved(folder_url(slug), reading):
        document.source.wrong(1, 0, message, sentence("give the file another name"), code="reserved-address")
    body = document.body(title, f"/{slug}/", sentence("a standing page cannot be split into pages"))
    old, template = read_aliases(fields, reading, folder_url(slug)), read_template(fields, reading)
    summary = fields.text("summary") or body.lead
    return Standing(document.path, slug, title, summary, body, old.pages, old.queries, template)


def _topic(document: _Document) -> Topic:
    fields, reading = document.fields, document.reading
    slug, title, pinned = document.slug(), fields.text("title"), fields.text("pinned")
    if slug and document.path != f"topics/{slug}.md":
        said = sentence("a topic has the name of its tag, as in the address of the tag's list")
        hint = sentence("rename the file: content/topics/{slug}.md", slug=slug)
        document.source.wrong(1, 0, said, hint, code="bad-name")
    url = reading.paths.tag_url(slug)
    body = document.body(title, url, sentence("a topic cannot be split into pages"))
    old = read_aliases(fields, reading, url)
    return fields.record(
        Topic, path=document.path, slug=slug, title=title, summary=fields.text("summary") or body.lead, body=body,
        aliases=old.pages, queries=old.queries,
        photo=read_photo(fields, reading, draft=False),
        pinned=Link("link", pinned, fields.written("pinned"), *fields.place("pinned")) if pinned else None,
    )  # fmt: skip


def _article(document: _Document) -> Article:
    fields, reading, path = document.fields, document.reading, document.path
    matter = read_matter(fields, path, reading)
    url = article_url(reading, matter.stamp, matter.category, matter.slug, matter.id)
    body = document.body(
        matter.title, url, sponsored=matter.type == "advertorial",
        coverage=Coverage(matter.stamp, matter.live_until, matter.draft) if matter.live_until else None,
    )  # fmt: skip
    matter = with_last_entry(matter, body)
    old = read_aliases(fields, reading, url)
    matter = replace(matter, aliases=old.pages, queries=old.queries, first_alias=old.first)
    if message := _reserved(url, reading):
        fields.wrong("slug", message, sentence("choose another slug"), code="reserved-address")
    if any(len(part.encode()) > _MAX_NAME for part in url.split("/")):
        message = sentence(
            "a folder of its address would have a name of more than {max_name} bytes, too long for any disk",
            max_name=_MAX_NAME,
        )
        hint = sentence("give it a shorter slug, or shorten permalink in site.yaml")
        fields.wrong("slug" if "slug" in fields else "title", message, hint, code="over-limit")
    return Article(path, url, matter, body)


def _advertisement(document: _Document) -> Advertisement:
    fields, reading = document.fields, document.reading
    picture, alt, url = fields.value("picture"), fields.text("alt"), fields.value("link")
    links = [Link("image", picture, alt, *fields.place("picture"))] if picture.startswith("/") else []
    links += [Link("link", url, "", *fields.place("link"))] if url.startswith("/") else []
    if picture and not links[:1]:
        message = sentence("the picture of an advertisement is a file of content/")
        fields.wrong("picture", message, sentence("save it there, and write its path: /foto/iklan/x.png"))
    if document.text.strip():
        message = sentence("an advertisement has no text: readers see its picture alone")
        hint = sentence("delete it, or make it a part of the picture")
        document.source.wrong(document.first_line, 0, message, hint)
    places, kanal = fields.texts("places"), fields.texts("categories")
    if reading.ad_places is not None:
        _known(fields, "places", places, reading.ad_places)
    _known(fields, "categories", kanal, reading.categories)
    start, end = fields.value("from"), fields.value("until")
    if start and end and end.epoch <= start.epoch:
        message = sentence("this advertisement ends before it begins")
        fields.wrong("until", message, sentence("correct one of the two times"), code="bad-date")
    shown = Body(((),), tuple(links), "", 0, "")
    return Advertisement(document.path, shown, url, places, kanal, start, end)


def _known(fields: Fields, key: str, written: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Note a value that is not among the known ones."""
    wrong = next((value for value in written if value not in known), "")
    if not wrong:
        return
    meant = did_you_mean(suggest(wrong, known))
    if key == "places":
        message = sentence("the theme shows no advertisements at the place {name}", name=quoted(wrong))
        names = ", ".join((*known, wrong))
        hint = meant or sentence("write into site.yaml: theme_settings: {{iklan: [{names}]}}", names=names)
    else:
        message = sentence("there is no kanal {name}", name=quoted(wrong))
        hint = meant or sentence("the kanal are {names}", names=", ".join(known))
    fields.wrong(key, message, hint)


_KINDS: Mapping[str, tuple[tuple[Key, ...], Callable[[_Document], Text]]] = {
    "authors": (AUTHOR, _profile), "pages": (PAGE, _standing), "topics": (TOPIC, _topic),
    ADVERTISEMENTS: (ADVERTISEMENT, _advertisement),
}  # fmt: skip
"""Folder of content/ -> the keys of its files, and what makes a record of one; all others hold articles."""
