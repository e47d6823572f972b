"""Layout: where site.yaml wants the pages: the portal's address, the folders of lists, permalinks, redirects."""

from __future__ import annotations

import re

from generator.base.sentences import sentence
from generator.base.text import quoted, slugify
from generator.portal.records import Named
from generator.portal.site import Reading
from generator.portal.urls import OURS, Paths, base_path, is_address, is_ours, page_url
from generator.readers.addresses import alias_of
from generator.readers.fields import SLUG, Fields

FOLDER = 80
"""Letters of the name of a kanal's folder, or of a list's."""
_HOST = r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
"""Without who asks, `;` and whatever else no browser, no feed and no server takes there."""
_BASE_PATH = r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*"
_PERMALINK_FIELD = re.compile(r"\{(\w*)\}")
_PERMALINK_FIELDS = ("category", "year", "month", "day", "hour", "minute", "slug", "id")
_PERMALINK = r"(?:/[a-z0-9-]+)+(?:/|\.html)?"
"""What a pattern is with a letter for each of its fields."""
_LISTS = {
    "penulis": "author",
    "authors": "author",
    "indeks": "index",
    "terkini": "latest",
    "label": "tag",
}


def base_url(fields: Fields) -> str:
    """Return the portal's address, without a slash at its end."""
    url = fields.web("base_url").rstrip("/")
    if not url and "base_url" not in fields:
        fields.missing(
            "base_url",
            sentence("feeds and search engines need the portal's address"),
            sentence("add base_url: https://…"),
        )
    elif "?" in url or "#" in url:
        fields.wrong("base_url", sentence("base_url must not hold ? or #"), code="bad-address")
    elif url and not re.fullmatch(_HOST, host := url.partition("://")[2].partition("/")[0]):
        fields.wrong(
            "base_url",
            sentence("{host} is not the name of a host", host=quoted(host)),
            sentence("write it with letters, digits, points and hyphens: https://nama.example/portal"),
            code="bad-address",
        )
    elif not re.fullmatch(_BASE_PATH, base_path(url)):
        fields.wrong(
            "base_url",
            sentence("a portal cannot have its address at {base_path}", base_path=quoted(base_path(url))),
            sentence("write it with letters, digits, points and hyphens: https://nama.example/portal"),
            code="bad-address",
        )
    return url


def paths(fields: Fields) -> Paths:
    """Return the folders of the lists."""
    given, default = fields.mapping("paths", "tag: tags"), Paths()
    if given is None:
        return default
    found: dict[str, str] = {}
    for key in Paths.__struct_fields__:
        name = found[key] = given.text(key, getattr(default, key))
        if not SLUG.fullmatch(name) or len(name) > FOLDER:
            hint = sentence('write it like "{value}"', value=slugify(name) or "tags")
            given.wrong(
                key, sentence("{name} is not the name of a folder", name=quoted(name)), hint, code="bad-address"
            )
        elif name in OURS:
            hint = sentence("choose another one")
            given.wrong(
                key,
                sentence("{name} is a folder of the portal's own files", name=quoted(name)),
                hint,
                code="reserved-address",
            )
        elif list(found.values()).count(name) > 1:
            hint = sentence("each list has a folder of its own")
            given.wrong(
                key, sentence("{name} is the folder of two lists", name=quoted(name)), hint, code="address-taken"
            )
    given.close(_LISTS)
    return Paths(**found)


def permalink(fields: Fields) -> str:
    """Return the pattern of the addresses of articles."""
    pattern = fields.text("permalink", "/{category}/{year}/{month}/{slug}/")
    for name in _PERMALINK_FIELD.findall(pattern):
        if name not in _PERMALINK_FIELDS:
            fields.wrong(
                "permalink",
                sentence("{{{name}}} is not a part of an address", name=name),
                sentence("use {permalink_fields}", permalink_fields=", ".join(_PERMALINK_FIELDS)),
                code="bad-address",
            )
    plain = _PERMALINK_FIELD.sub("x", pattern)
    if not {"slug", "id"}.intersection(_PERMALINK_FIELD.findall(pattern)) or not re.fullmatch(_PERMALINK, plain):
        fields.wrong(
            "permalink", sentence("{pattern} is not a pattern of addresses", pattern=quoted(pattern)),
            sentence(
                "begin it with /, end it with /, .html or nothing, and have {{slug}} or {{id}} in it: "
                '"/{{category}}/{{slug}}/"'
            ),
            code="bad-address",
        )  # fmt: skip
    elif is_ours(pattern):
        fields.wrong(
            "permalink",
            sentence("{pattern} is in a folder of the portal's own files", pattern=quoted(pattern)),
            sentence("choose another one"),
            code="reserved-address",
        )
    # The file that a folder shows is that folder.
    return page_url(pattern.removeprefix("/"))


def redirects(fields: Fields, reading: Reading) -> tuple[Named, ...]:
    """Return the old addresses of what has no file, each with where it leads."""
    inner = fields.mapping("redirects", "/label/banjir/: /tag/banjir/")
    found: dict[str, str] = {}
    for text in inner.keys if inner else ():
        assert inner is not None
        url, message, hint = alias_of(text, reading)
        target = inner.text(text)
        if "?" in url:
            message, hint = (
                sentence("has a query (?…), so no file can have this address"),
                sentence("set up this redirect at the host"),
            )
        if message:
            inner.wrong(
                text, sentence("{written} {message}", written=quoted(text), message=message), hint, code="bad-address"
            )
        elif not is_address(target):
            inner.wrong(
                text,
                sentence("{target} is not an address", target=quoted(target)),
                sentence('write "/tag/banjir/" or "https://…"'),
                code="bad-address",
            )
        elif url in found:
            inner.wrong(
                text,
                sentence("{written} is given twice", written=quoted(text)),
                sentence("keep one of them"),
                code="duplicate-key",
            )
        else:
            found[url] = target
    return tuple(Named(url, target) for url, target in found.items())
