"""Where Hugo publishes a file, by its own rules: permalinks, slugs, dates, languages, taxonomies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from urllib.parse import quote, unquote_plus

from generator.annex.importing.sources.front_matter import Plain, every, first, group
from generator.annex.importing.sources.systems import (
    DAYS,
    MONTHS,
    Page,
    Site,
    Sort,
    System,
    Times,
    above,
    inside,
    joined,
    section,
    stem,
)
from generator.base.timestamps import Stamp

_ENDINGS = ("toml", "yaml", "yml", "json")
_TOKEN = re.compile(r":(\w+)(?:\[(.+?)\])?")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_SAFE = "/-._~!$&'()*+,;=:@%"
"""What an address may hold as it is."""
_ALLOWED = frozenset("./\\_#+~-@")
_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_DATES = {
    "date": ("date", "publishdate", "pubdate", "published"),
    "lastmod": ("lastmod", "modified"),
    "expirydate": ("expirydate", "unpublishdate"),
}
_ALIASES = {"lastmod": ("modified",), "publishdate": ("pubdate", "published"), "expirydate": ("unpublishdate",)}
_PEOPLE = frozenset({"author", "authors", "writer", "writers", "contributor", "contributors", "penulis"})
_CATEGORIES = frozenset({"category", "categories", "kategori", "kanal"})


def lowered(values: dict[str, Plain]) -> dict[str, Plain]:
    """Return values with the keys in lower case at all depths, as Hugo reads them."""
    return {key.lower(): lowered(value) if isinstance(value, dict) else value for key, value in values.items()}


def sanitized(text: str) -> str:
    """Return a text as Hugo puts it into an address: letters, digits and a few signs, blanks as hyphens."""
    found: list[str] = []
    waits = False
    for character in _PERCENT.sub("", text):
        if character in _ALLOWED or character == "%" or unicodedata.category(character)[0] in "LM" or _digit(character):
            if waits and character != "-":
                found.append("-")
            waits = False
            found.append(character)
        elif found and found[-1] != "-" and character.isspace():
            waits = True
    return "".join(found)


def _digit(character: str) -> bool:
    return unicodedata.category(character) == "Nd"


def _normal(text: str, site: Site) -> str:
    """Return a part of an address in the case that the site wants."""
    text = sanitized(text)
    if first(site.values, "removepathaccents") == "true":
        plain = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(one for one in plain if unicodedata.category(one) != "Mn"))
    return text if first(site.values, "disablepathtolower") == "true" else text.lower()


def _path(folders: Iterable[str], site: Site) -> list[str]:
    return [_normal(_spaced(folder, site), site) for folder in folders]


def _spaced(name: str, site: Site) -> str:
    """Return a name of a file with a hyphen for each blank, where Hugo makes it lower case."""
    return name if first(site.values, "disablepathtolower") == "true" else name.replace(" ", "-")


def named(path: str, site: Site) -> tuple[str, str, str]:
    """Return name, date and language of a file; the date only where the site's rule takes it from there."""
    plain, _, language = stem(path).rpartition(".")
    if not plain or language.lower() not in group(site.values, "languages"):
        plain, language = stem(path), ""
    dated = _DATED.match(path.split("/")[-2] if plain == "index" and "/" in path else plain)
    day = dated[0] if dated and ":filename" in _order(site, "date") else ""
    return plain, day, language.lower()


def _slug(page: Page, site: Site) -> str:
    """Return a page's own slug, else what follows the date that its file's name begins with; empty without either."""
    matter = lowered(page.matter)
    slug = first(matter, "slug").strip("-")
    order = _order(site, "date")
    # The name is looked at for want of a date in the front matter alone.
    if slug or not page.day or first(matter, *order[: order.index(":filename")]):
        return slug
    return _name(page, site)[len(page.day) :].strip(" -_")


def _order(site: Site, date: str) -> tuple[str, ...]:
    """Return the keys that a date is taken from, in order."""
    configured = every(group(site.values, "frontmatter"), date)
    found: list[str] = []
    for key in map(str.lower, configured or (":default",)):
        found += _DATES[date] if key == ":default" else (key, *_ALIASES.get(key, ()))
    return tuple(dict.fromkeys(found))


def times(page: Page, site: Site) -> Times:
    matter = lowered(page.matter)

    def said(date: str) -> tuple[str, ...]:
        keys = _order(site, date)
        return tuple(filter(None, (page.day if key == ":filename" else first(matter, key) for key in keys)))

    modified = said("lastmod")
    changed = (*modified, *_said(matter, "updated", "last_modified_at"))
    published, expires = said("date"), said("expirydate")
    return Times((*published, *modified), (*published, *_said(matter, "published_at", "created")), changed, expires)


def _said(matter: dict[str, Plain], *keys: str) -> tuple[str, ...]:
    return tuple(filter(None, (first(matter, key) for key in keys)))


def address(page: Page, site: Site, stamp: Stamp | None) -> str:
    """Return where Hugo published a page; empty if it was never rendered."""
    matter = lowered(page.matter)
    if first({**group(matter, "_build"), **group(matter, "build")}, "render") in {"never", "false"}:
        return ""
    if first(matter, "headless") == "true":
        return ""
    url = first(matter, "url")
    if url.startswith(("http://", "https://")) and not _TOKEN.search(url, 8):
        return url
    base = _language(page, site)
    if url:
        path = _filled(url, page, site, stamp) if ":" in url else url
        return quote(f"{'' if url.startswith('/') else base}/{path.lstrip('/')}", safe=f"{_SAFE}?#")
    if pattern := _pattern(page, site):
        # Hugo reads the filled pattern as an address once more, in which a plus is a blank.
        parts = unquote_plus(quote(_filled(pattern, page, site, stamp), safe=_SAFE)).split("/")
    elif page.name == "_index":
        parts = _path(inside(page, site), site)
        if _kind(page, site) == "term" and (slug := _slug(page, site)):
            parts[-1] = slug
    else:
        own = _slug(page, site) or _spaced(_name(page, site), site)
        parts = [*_path(inside(page, site), site), own.strip("/")]
    parts = [part for part in parts if part]
    if parts and _kind(page, site) in {"page", "term"} and first(site.values, "uglyurls") == "true":
        parts[-1] += ".html"
        return quote(base + joined(*(_normal(part, site) for part in parts))[:-1], safe=_SAFE)
    return quote(base + joined(*(_normal(part, site) for part in parts)), safe=_SAFE)


def _name(page: Page, site: Site) -> str:
    """Return the name of a page's file, or of its bundle."""
    return "".join(above(page, site)[-1:]) if page.name == "index" else page.name


def _language(page: Page, site: Site) -> str:
    """Return the folder of a page's language: with a slash before it, or empty."""
    languages = group(site.values, "languages")
    usual = first(site.values, "defaultcontentlanguage").lower() or "en"
    folders = {code: _folder(first(group(languages, code), "contentdir")) for code in languages}
    by_folder = next((code for code, top in folders.items() if top and page.path.startswith(top)), "")
    language = page.language or by_folder or usual
    always = first(site.values, "defaultcontentlanguageinsubdir") == "true"
    return f"/{language}" if languages and (language != usual or always) else ""


def _folder(name: str) -> str:
    return f"{name.strip('/')}/" if name.strip("/") else ""


def _kind(page: Page, site: Site) -> str:
    if page.name != "_index":
        return "page"
    folders = above(page, site)
    if not folders:
        return "home"
    if folders[0].lower() in taxonomies(site):
        return "term" if len(folders) > 1 else "taxonomy"
    return "section"


def _pattern(page: Page, site: Site) -> str:
    """Return the permalink that holds for a page: by its kind and its first folder."""
    rules, kind = site.values.get("permalinks"), _kind(page, site)
    folders = _path(inside(page, site), site)
    path = "/".join(folders)
    if isinstance(rules, list):
        return next(
            (first(rule, "pattern") for rule in rules if isinstance(rule, dict) and _holds(rule, kind, path)), ""
        )
    if not isinstance(rules, dict) or kind == "home":
        return ""
    of_kind = rules.get(kind)
    # Without kinds, a pattern is for pages and terms.
    patterns = of_kind if isinstance(of_kind, dict) else rules if kind in {"page", "term"} else {}
    for key, pattern in patterns.items():
        wanted = key.strip(" /").lower()
        if isinstance(pattern, str) and (wanted == path or (wanted and f"{path}/".startswith(f"{wanted}/"))):
            return pattern
    return ""


def _holds(rule: dict[str, Plain], kind: str, path: str) -> bool:
    target = group(rule, "target")
    wanted = first(target, "path").lower()
    # Of a pattern for paths, "**" is everything, and so is "*" here.
    return first(target, "kind") in {"", kind} and (not wanted or fnmatchcase(f"/{path}/x", wanted))


def _filled(pattern: str, page: Page, site: Site, stamp: Stamp | None) -> str:
    folders = inside(page, site)
    # A folder without a page of its own is none of the sections, but for the first.
    depth = next((n for n in range(len(folders), 1, -1) if "/".join(folders[:n]) in site.sections), 1)
    sections = _path(folders[:depth], site)
    return _TOKEN.sub(lambda found: _value(found, page, site, sections, stamp), pattern)


def _value(found: re.Match[str], page: Page, site: Site, sections: list[str], stamp: Stamp | None) -> str:
    token, cut = found[1], found[2]
    matter = lowered(page.matter)
    title = first(matter, "title", "linktitle").replace("/", "-").replace("\\", "-")
    slug, name = _slug(page, site), "" if page.name == "_index" else _name(page, site)
    if token in {"section", "sectionslug"}:
        return sections[0] if sections else ""
    if token in {"sections", "sectionslugs"}:
        return "/".join(_sliced(sections, cut) if cut else sections)
    texts = {
        "title": title, "slug": slug or title, "slugorfilename": slug or name, "filename": name,
        "contentbasename": name, "slugorcontentbasename": slug or name,
    }  # fmt: skip
    if token in texts:
        return _normal(texts[token], site)
    return _moment(token, stamp)


def _sliced(sections: list[str], cut: str) -> list[str]:
    """Return the sections that [1], [last], [1:], [:2] or [1:last] means."""
    start, colon, end = cut.partition(":")
    low, high = _number(start, sections, 0), _number(end, sections, len(sections))
    return sections[low:high] if colon else sections[low : low + 1]


def _number(text: str, sections: list[str], usual: int) -> int:
    text = text.strip()
    return len(sections) - 1 if text == "last" else int(text) if text.isdecimal() and len(text) < 4 else usual


def _moment(token: str, stamp: Stamp | None) -> str:
    """Return a part of a time; without one, of the first day of the year 1."""
    at = stamp.local if stamp else datetime(1, 1, 1, tzinfo=UTC)
    month, weekday, day = MONTHS[at.month - 1], DAYS[at.weekday()], at.timetuple().tm_yday
    parts = {
        "year": str(at.year), "month": f"{at.month:02d}", "monthname": month, "day": f"{at.day:02d}",
        "weekday": str(at.isoweekday() % 7), "weekdayname": weekday, "yearday": str(day),
        # As Go writes a part of a time.
        "2006": f"{at.year:04d}", "06": f"{at.year % 100:02d}", "01": f"{at.month:02d}", "1": str(at.month),
        "Jan": month[:3], "January": month, "02": f"{at.day:02d}", "2": str(at.day), "002": f"{day:03d}",
        "Mon": weekday[:3], "Monday": weekday, "15": f"{at.hour:02d}", "04": f"{at.minute:02d}",
        "05": f"{at.second:02d}",
    }  # fmt: skip
    return parts.get(token, "")


def taxonomies(site: Site) -> dict[str, Sort]:
    """Return the sort of list, category, tag or person, by each taxonomy's name in front matter and addresses."""
    configured = group(site.values, "taxonomies")
    names = [value for value in configured.values() if isinstance(value, str)] if configured else ["categories", "tags"]
    lower = [name.lower() for name in names]
    return {name: "person" if name in _PEOPLE else "category" if name in _CATEGORIES else "tag" for name in lower}


def listed(sort: Sort, name: str, site: Site, matter: dict[str, Plain]) -> str:
    """Return the address of a list: of a folder, or of a term, which front matter has in one taxonomy of a sort."""
    of_sort = [one for one, its in taxonomies(site).items() if its == sort]
    taxonomy = next((one for one in of_sort if name in every(lowered(matter), one)), "".join(of_sort[:1]))
    if sort != "section" and not taxonomy:
        return ""
    folder = name if sort == "section" else f"{taxonomy}/{name}"
    return address(Page(f"{site.tops[0]}{folder}/_index.md", {}, "", "_index"), site, None)


def alias(old: str, address: str) -> str:
    """Return an alias's address: one without a slash before it is beside the page."""
    return old if old.startswith("/") or "//" in old else f"{address.rstrip('/').rpartition('/')[0]}/{old}"


def folders_of(values: dict[str, Plain]) -> tuple[str, ...]:
    """Return the folders with content: the configured one, those of languages, and what is mounted there."""
    mounts = group(values, "module").get("mounts")
    mounted = [lowered(mount) for mount in mounts if isinstance(mount, dict)] if isinstance(mounts, list) else []
    sources = [first(mount, "source") for mount in mounted if first(mount, "target") == "content"]
    languages = group(values, "languages")
    own = [first(group(languages, code), "contentdir") for code in languages]
    found = [*sources, *own, *([] if sources else [first(values, "contentdir") or "content"])]
    return tuple(dict.fromkeys(filter(None, map(_folder, found))))


HUGO = System(
    "Hugo", tuple(f"{name}.{ending}" for name in ("hugo", "config") for ending in _ENDINGS), folders_of, address,
    section, named, times, listed, alias=alias, has_bundles=True,
)  # fmt: skip
