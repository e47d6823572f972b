"""Where Jekyll publishes a file: permalinks, collections, and the front matter that its configuration has for all."""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from urllib.parse import quote
from zoneinfo import ZoneInfo

from generator.annex.importing.sources.front_matter import Plain, every, first, group
from generator.annex.importing.sources.systems import DAYS, MONTHS, Page, Site, System, stem
from generator.base.timestamps import Stamp

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_OUTSIDE = re.compile(r"[^\w.~!$&'()+,;=@]+")
"""What an address has a hyphen for in a title; the next one, in a slug."""
_NO_LETTER = re.compile(r"[\W_]+")
_OFFSET = re.compile(r"(?:[+-]\d{2}:?\d{2}|Z|UTC)\Z")
_SAFE = "/-._~!$&'()*+,;=:@%"
"""What an address may hold as it is."""
_POSTS = re.compile(r"(?:^|/)_(?:posts|drafts)/")


def _pretty(text: str) -> str:
    return _OUTSIDE.sub("-", text).strip("-")


def _plain(text: str) -> str:
    return _NO_LETTER.sub("-", text).strip("-").lower()


def _collection(path: str, site: Site) -> str:
    """Return the collection that a file is in; empty for a page."""
    if _POSTS.search(path):
        return "posts"
    above = _above_collections(site)
    label = path.removeprefix(above).partition("/")[0]
    known = site.values.get("collections")
    names = [*known] if isinstance(known, dict) else every(site.values, "collections")
    return label[1:] if path.startswith(f"{above}_") and label[1:] in names and "/" in path[len(above) :] else ""


def _above_collections(site: Site) -> str:
    folder = first(site.values, "collections_dir").strip("/")
    return f"{folder}/" if folder else ""


def _settings(label: str, site: Site) -> dict[str, Plain]:
    return group(group(site.values, "collections"), label)


_SEVERAL = ("categories", "tags")


def completed(path: str, matter: dict[str, Plain], site: Site) -> dict[str, Plain]:
    """Return front matter with what the configuration says of the file under `defaults`; what is closer holds."""
    rules = site.values.get("defaults")
    found: dict[str, Plain] = {}
    before: tuple[int, bool] = (-1, False)
    for rule in rules if isinstance(rules, list) else ():
        scope = group(rule, "scope") if isinstance(rule, dict) else {}
        if not isinstance(rule, dict) or not _applies(scope, path, site):
            continue
        values, rank = group(rule, "values"), (len(first(scope, "path").strip("/")), "type" in scope)
        closer = rank >= before
        found = found | values if closer else values | found
        before = max(before, rank)
    both = [*dict.fromkeys((*_texts(found, "categories"), *_texts(matter, "categories")))]
    # Of categories, those of both hold.
    whole = found | matter | ({"categories": both} if "categories" in found.keys() & matter.keys() else {})
    # One text holds several, separated by spaces; who wrote commas did not mean that.
    several: dict[str, Plain] = {
        key: _texts(whole, key) for key in _SEVERAL if isinstance(text := whole.get(key), str) and "," not in text
    }
    return whole | several


def _texts(values: dict[str, Plain], key: str) -> list[Plain]:
    """Return a list's texts, or those that one text holds, separated by spaces."""
    value = values.get(key, "")
    return [*(value.split() if isinstance(value, str) else every(values, key))]


def _applies(scope: dict[str, Plain], path: str, site: Site) -> bool:
    kind = first(scope, "type").lower()
    if kind and kind != (_collection(path, site) or "pages"):
        return False
    wanted, inner = first(scope, "path").strip("/"), path.removeprefix(_above_collections(site))
    if "*" in wanted:
        return any(fnmatchcase(one, f"{wanted}{end}") for one in (path, inner) for end in ("", "/*"))
    return not wanted or any(f"{one}/".startswith(f"{wanted}/") for one in (path, inner))


def is_published(path: str, site: Site) -> bool:
    """Return whether Jekyll reads a file: none that it excludes, or in a folder as _name that is no collection."""
    if any(fnmatchcase(path, one) or path.startswith(f"{one.strip('/')}/") for one in every(site.values, "exclude")):
        return False
    label = _collection(path, site)
    if label:
        return label == "posts" or first(_settings(label, site), "output") == "true"
    return not any(folder.startswith("_") for folder in path.split("/")[:-1])


def section(page: Page, site: Site) -> str:
    """Return the folder above a post's folder, or its collection."""
    label = _collection(page.path, site)
    if label != "posts":
        return label if page.day else ""
    return _POSTS.split(page.path, maxsplit=1)[0].rpartition("/")[2]


def address(page: Page, site: Site, stamp: Stamp | None) -> str:
    """Return where Jekyll published a page; empty if it never was."""
    if not is_published(page.path, site):
        return ""
    own = first(page.matter, "permalink")
    label = _collection(page.path, site)
    pattern = own if own and own != "false" else _pattern(label, page, site)
    if label == "posts":
        pattern = _STYLES.get(pattern, pattern)
    at = _built(page, site, stamp)
    filled = _PLACEHOLDER.sub(lambda found: _value(found[1], label, page, at), pattern)
    url = re.sub(r"/{2,}", "/", f"/{quote(filled, safe=_SAFE)}")
    # A folder's index is at the folder's own address.
    return first(site.values, "baseurl").rstrip("/") + re.sub(r"/index(?:\.html)?$", "/", url)


def also(page: Page, address: str) -> tuple[str, ...]:
    """Return the file of a standing page whose address has no ending: its host answers at both, or at that alone."""
    has_ending = address.endswith(("/", ".html")) or page.day
    return () if has_ending else (f"{address}.html",)


def _built(page: Page, site: Site, stamp: Stamp | None) -> datetime | None:
    """Return a page's time where the site was built: in its time zone, or UTC as on the hosts that build Jekyll's."""
    if stamp is None or not _OFFSET.search(first(page.matter, "date")):
        return stamp.local if stamp else None
    # On the last day of the calendar, another zone may have no such time.
    with suppress(OSError, ValueError, LookupError, OverflowError):
        return datetime.fromtimestamp(stamp.epoch, ZoneInfo(first(site.values, "timezone")))
    return datetime.fromtimestamp(stamp.epoch, UTC)


def _pattern(label: str, page: Page, site: Site) -> str:
    style = first(site.values, "permalink") or "date"
    if label == "posts":
        return first(_settings(label, site), "permalink") or style
    if label:
        return first(_settings(label, site), "permalink") or _ended("/:collection/:path", style)
    return "/:path/" if page.name == "index" else _ended("/:path/:basename", style)


def _ended(pattern: str, style: str) -> str:
    """Return a pattern for what is no post, with the ending that the one for posts has."""
    if style in _STYLES:
        return f"{pattern}/" if style == "pretty" else f"{pattern}:output_ext"
    return pattern + ("/" if style.endswith("/") else ":output_ext" if style.endswith(":output_ext") else "")


def _value(name: str, label: str, page: Page, at: datetime | None) -> str:
    if name in {"path", "collection"}:
        folder, file = posixpath.split(page.path)
        inner = file.rpartition(".")[0] if label else ""
        inside = folder.partition(f"_{label}")[2] if label else folder
        return label if name == "collection" else f"{inside}/{inner}".strip("/")
    title = first(page.matter, "slug") or page.name
    texts = {
        "title": _pretty(title), "slug": _plain(title), "name": _plain(stem(page.path)), "basename": stem(page.path),
        "categories": "/".join(_categories(page)), "slugified_categories": "/".join(map(_plain, _categories(page))),
        "output_ext": ".html",
    }  # fmt: skip
    return texts[name] if name in texts else _moment(name, at)


def _moment(name: str, at: datetime | None) -> str:
    """Return a part of a time; empty for anything else."""
    if at is None:
        return ""
    week, day, month = at.isocalendar(), DAYS[at.weekday()], MONTHS[at.month - 1]
    parts = {
        "year": f"{at:%Y}", "short_year": f"{at:%y}", "month": f"{at:%m}", "i_month": str(at.month), "day": f"{at:%d}",
        "i_day": str(at.day), "y_day": f"{at:%j}", "hour": f"{at:%H}", "minute": f"{at:%M}", "second": f"{at:%S}",
        "w_year": str(week.year), "short_day": day[:3], "long_day": day, "short_month": month[:3],
        "long_month": month, "week": f"{week.week:02d}", "w_day": str(week.weekday),
    }  # fmt: skip
    return parts.get(name, "")


def _categories(page: Page) -> list[str]:
    """Return the folders above a post's folder and its categories, in lower case, each once."""
    folders = _POSTS.split(page.path, maxsplit=1)[0].split("/") if _POSTS.search(page.path) else []
    names = _texts(page.matter, "categories") or _texts(page.matter, "category")
    return list(dict.fromkeys(str(name).lower() for name in (*folders, *names) if name))


JEKYLL = System(
    "Jekyll", ("_config.yml", "_config.yaml"), lambda _: ("",), address, section, completed=completed, also=also,
    has_parts=True,
)  # fmt: skip
