"""Keys of site.yaml whose values need code: regions, severities, addresses, old pictures, deploy targets, the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from generator.base.codes import CODES, Kind, Level
from generator.base.dates import DateError
from generator.base.errors import Problem
from generator.base.sentences import sentence
from generator.base.text import SLUG, clean, fold, quoted, slugify, squeeze, suggest
from generator.config.addresses import parse_alias
from generator.config.entries import did_you_mean
from generator.config.fields import Fields
from generator.config.site_keys import WIDTHS
from generator.model import third_parties as others
from generator.model.deploy_targets import Target
from generator.model.records import Named
from generator.model.severities import Rule, Severities
from generator.model.site import Colleague, DeskSettings, OldPictures, Reading, Region, Site
from generator.model.urls import OURS, Paths, base_path, folder_url, is_address, is_ours, page_url
from generator.model.variants import MIN_WIDTH, WIDEST, Recipe, Sparse


def read_regions(fields: Fields) -> tuple[Region, ...]:
    """Read `regions`: provinces first, each before its regencies."""
    inner = fields.group("regions")
    found: dict[str, Region] = {}
    for key in inner.keys:
        province = squeeze(clean(key))
        for name in ("", *inner.texts(key)):
            region = Region(slugify(province), province)
            if name:
                region = Region(f"{region.slug}/{slugify(name)}", name, province)
            if not slugify(province) or not slugify(name or province):
                message = sentence("{name} has no letters to make an address of", name=quoted(name or province))
                inner.wrong(key, message, sentence("write it with the letters a-z"), code="bad-address")
            elif region.slug in found:
                message = sentence("{name} is listed twice", name=quoted(region.path))
                inner.wrong(key, message, sentence("keep one of them"), code="duplicate-key")
            found.setdefault(region.slug, region)
    return tuple(found.values())


def read_severities(fields: Fields) -> Severities:
    """Read `severity`, noting unknown codes and severities they cannot have."""
    group = fields.mapping("severity")
    if group is None:
        return Severities()
    rules = [Rule("", _levels(group))]
    for folder in group.mappings("folders"):
        path = folder.text("path")
        if path.startswith(("/", "content/")) or not path.isprintable() or "\\" in path:
            message = sentence("{path} is no path below content/", path=quoted(path))
            folder.wrong("path", message, sentence('write it like "archive/**", from content/ on'), code="bad-address")
        elif path.endswith("/"):
            path += "**"
        rules.append(Rule(path or "**", _levels(folder)))
    return Severities(tuple(rules))


def _levels(fields: Fields) -> tuple[tuple[str, Level], ...]:
    """Return the severities by code."""
    found: list[tuple[str, Level]] = []
    for key in fields.unknown_keys:
        kinds: Mapping[str, Kind] = CODES
        if key not in kinds:
            # Imported here: few site.yaml files name a rule.
            from generator.lint import rules  # noqa: PLC0415

            kinds = rules.CODES
        if key not in kinds:
            fields.text(key)
            meant = suggest(key, [code for code, kind in sorted(kinds.items()) if not kind.fixed])
            hint = did_you_mean(meant) or sentence("the codes are those of docs/problems.md")
            fields.wrong(key, sentence("{key} is no code of a problem", key=quoted(key)), hint, code="unknown-key")
            continue
        kind, level = kinds[key], fields.choice(key) or kinds[key].severity
        if level == kind.severity or not (kind.fixed or (level == "off" and kind.severity == "error")):
            found.append((key, level))
            continue
        hint = sentence("delete the line; it is {severity} everywhere", severity=kind.severity)
        if not kind.fixed:
            hint = sentence("write {key}: warning, and it stops nothing", key=key)
        fields.wrong(key, sentence("{key} cannot be set to {level}", key=key, level=level), hint)
    return tuple(found)


ARCHIVE = "archive"
"""The key below `pictures` that is not a recipe's name."""
PLACE = ("pictures", ARCHIVE, "widths")
_DEFAULT = (384, 736)
"""Widths where neither site.yaml nor the theme says any: of kabar's recipe for 16:9, so that nothing is made anew."""
_MOST = 3
"""Widths: a photo has these as AVIF, and one file as JPEG."""
_MAX_YEARS = 100
_AGE = r"(?i)(\d{1,4})\s*(y|mo)"


def old_pictures(fields: Fields) -> OldPictures:
    """Return what site.yaml says about the photos of old articles."""
    archive = fields.group("pictures").mapping(ARCHIVE)
    if archive is None:
        return OldPictures()
    return OldPictures(archive.convert("older_than", _months, 0), archive_widths(archive))


def _months(text: str) -> int:
    match = re.fullmatch(_AGE, text, re.ASCII)
    months = int(match[1]) * (12 if match[2].lower() == "y" else 1) if match else 0
    if not 0 < months <= _MAX_YEARS * 12:
        said = sentence("{written} is not an age of articles", written=quoted(text))
        raise DateError(said, sentence('write it in years or months: "1y" or "18mo"'))
    return months


def archive_widths(fields: Fields) -> tuple[int, ...]:
    """Return the widths under `archive` in site.yaml or theme.yaml, ascending; none if it has none."""
    texts = fields.texts("widths")
    wrong = [text for text in texts if not (re.fullmatch(r"\d{1,4}", text) and MIN_WIDTH <= int(text) <= WIDEST)]
    if wrong or len(texts) > _MOST:
        message = sentence(
            "the widths of an old photo are one to {max_widths} whole numbers from {min_width} to {widest}",
            max_widths=_MOST, min_width=MIN_WIDTH, widest=WIDEST,
        )  # fmt: skip
        fields.wrong("widths", message, sentence("write {example}", example=WIDTHS))
        return ()
    return tuple(sorted({int(text) for text in texts}))


def with_old_widths(
    recipes: Iterable[Recipe], chosen: tuple[int, ...], site: Site
) -> tuple[tuple[Recipe, ...], list[Problem]]:
    """Return a theme's recipes with their variants for photos of old articles, if site.yaml wants that.

    `chosen` are the theme's widths for old articles.
    """
    known = tuple(recipes)
    if not site.old_pictures.months or not known:
        return known, []
    widest = max(max(recipe.widths) for recipe in known)
    given = site.old_pictures.widths
    if given and given[-1] > widest:
        message = sentence(
            "a photo of an old article cannot be {width} pixels wide, since the theme's widest is {widest}",
            width=given[-1], widest=widest,
        )  # fmt: skip
        hint = sentence("write {example}", example=WIDTHS)
        return known, [site.file.problem(PLACE, "bad-value", message, hint)]
    widths = given or tuple(width for width in chosen or _DEFAULT if width <= widest) or (widest,)
    sparse = Sparse(widths, next((recipe.widths for recipe in known if recipe.use == "whole"), ()))
    return tuple(replace(recipe, sparse=sparse) for recipe in known), []


def third_parties(fields: Fields) -> tuple[str, ...]:
    """Return the services and hosts that pages may load from."""
    key = "third_parties"
    names = tuple(dict.fromkeys(_host(text) for text in fields.texts(key)))
    for name in names:
        if name in others.SERVICES or others.HOST.fullmatch(name):
            continue
        meant = suggest(name, list(others.SERVICES)) if "." not in name else ""
        hint = did_you_mean(meant) or sentence(
            "write a host like komentar.kabar.example, or one of {names}", names=", ".join(others.SERVICES)
        )
        said = sentence("{name} is neither a known service nor the name of a host", name=quoted(name))
        fields.wrong(key, said, hint, code="bad-address")
        return ()
    if len(" ".join(others.hosts_of(names))) > others.LONGEST:
        said = sentence("these are more hosts than a header has room for")
        hint = sentence("name fewer; *.kabar.example stands for all hosts below kabar.example")
        fields.wrong(key, said, hint, code="over-limit")
        return ()
    return names


def _host(text: str) -> str:
    """Return the host of an address, which people copy whole."""
    return text.lower().removeprefix("https://").partition("/")[0]


FOLDER = 80
"""Maximum length of the name of a kanal's folder, or of a list's."""
_HOST = r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
"""Without who asks, `;` and whatever else no browser, no feed and no server takes there."""
_BASE_PATH = r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*"
_PERMALINK_FIELD = re.compile(r"\{(\w*)\}")
_LONGEST_PATTERN = 200
_PERMALINK_FIELDS = ("category", "year", "month", "day", "hour", "minute", "slug", "id")
_PERMALINK = r"(?:/[a-z0-9-]+)+(?:/|\.html)?"
"""A pattern with a letter for each field."""


def base_url(fields: Fields) -> str:
    """Return the portal's address, without a trailing slash."""
    url = fields.web("base_url").rstrip("/")
    host, path = url.partition("://")[2].partition("/")[0], base_path(url)
    hint = sentence("write it with letters, digits, points and hyphens: https://nama.example/portal")
    if "?" in url or "#" in url:
        fields.wrong("base_url", sentence("base_url must not hold ? or #"), code="bad-address")
    elif url and not re.fullmatch(_HOST, host):
        said = sentence("{host} is not the name of a host", host=quoted(host))
        fields.wrong("base_url", said, hint, code="bad-address")
    elif not re.fullmatch(_BASE_PATH, path):
        said = sentence("a portal cannot have its address at {base_path}", base_path=quoted(path))
        fields.wrong("base_url", said, hint, code="bad-address")
    return url


def paths(fields: Fields, search: str) -> Paths:
    """Return the folders of the listings; `search` is that of the portal's own search, empty if it has none."""
    given = fields.group("paths")
    found: dict[str, str] = {}
    for key in (name for name in Paths.__struct_fields__ if name != "search"):
        name = given.text(key)
        if not SLUG.fullmatch(name) or len(name) > FOLDER:
            hint = sentence('write it like "{value}"', value=slugify(name) or "tags")
            said = sentence("{name} is not the name of a folder", name=quoted(name))
            given.wrong(key, said, hint, code="bad-address")
        elif name in (*OURS, search):
            said = sentence("{name} is a folder of the portal's own files", name=quoted(name))
            given.wrong(key, said, sentence("choose another one"), code="reserved-address")
        elif name in found.values():
            said = sentence("{name} is the folder of two lists", name=quoted(name))
            given.wrong(key, said, sentence("each list has a folder of its own"), code="address-taken")
        found[key] = name
    return Paths(**found, search=search)


def permalink(fields: Fields) -> str:
    """Return the pattern of article addresses."""
    pattern = fields.text("permalink")
    names = _PERMALINK_FIELD.findall(pattern)
    for name in names:
        if name not in _PERMALINK_FIELDS:
            hint = sentence("use {permalink_fields}", permalink_fields=", ".join(_PERMALINK_FIELDS))
            said = sentence("{{{name}}} is not a part of an address", name=name)
            fields.wrong("permalink", said, hint, code="bad-address")
    if not {"slug", "id"}.intersection(names) or not re.fullmatch(_PERMALINK, _PERMALINK_FIELD.sub("x", pattern)):
        hint = sentence(
            "begin it with /, end it with /, .html or nothing, and have {{slug}} or {{id}} in it: "
            '"/{{category}}/{{slug}}/"'
        )
        said = sentence("{pattern} is not a pattern of addresses", pattern=quoted(pattern))
        fields.wrong("permalink", said, hint, code="bad-address")
    elif len(pattern) > _LONGEST_PATTERN:
        said = sentence("permalink has {count} characters, more than {most}", count=len(pattern), most=_LONGEST_PATTERN)
        fields.wrong("permalink", said, sentence("shorten it"), code="over-limit")
    elif is_ours(pattern):
        said = sentence("{pattern} is in a folder of the portal's own files", pattern=quoted(pattern))
        fields.wrong("permalink", said, sentence("choose another one"), code="reserved-address")
    # A folder's index file has the address of the folder.
    return page_url(pattern.removeprefix("/"))


def redirects(fields: Fields, reading: Reading) -> tuple[Named, ...]:
    """Return the old addresses that have no file, each with its target."""
    inner = fields.group("redirects")
    found: dict[str, str] = {}
    lists = {*reading.paths.lists, *map(folder_url, reading.categories)}
    lists.update(reading.paths.region_url(region.slug) for region in reading.regions)
    for text in inner.keys:
        url, message, hint = parse_alias(text, reading)
        target = inner.text(text)
        if "?" in url:
            message = sentence("has a query (?…), so no file can have this address")
            hint = sentence("set up this redirect at the host")
        if message:
            said = sentence("{written} {message}", written=quoted(text), message=message)
            inner.wrong(text, said, hint, code="bad-address")
        elif not is_address(target):
            said = sentence("{target} is not an address", target=quoted(target))
            inner.wrong(text, said, sentence('write "/tag/banjir/" or "https://…"'), code="bad-address")
        elif url in found:
            said = sentence("{written} is given twice", written=quoted(text))
            inner.wrong(text, said, sentence("keep one of them"), code="duplicate-key")
        elif fold(url) in lists:
            said = sentence("{written} is the address of a list", written=quoted(text))
            inner.wrong(text, said, sentence("leave it out: readers who come there see the list"), code="address-taken")
        else:
            found[url] = target
    return tuple(Named(url, target) for url, target in found.items())


PUSH = "push"
"""What `desk: {publish: …}` says of a pipeline that publishes what it is pushed."""


def read_desk(fields: Fields, targets: Iterable[Target]) -> DeskSettings:
    """Read `desk`; `targets` are those of `deploy`."""
    group = fields.group("desk")
    people: dict[str, Colleague] = {}
    for inner in group.mappings("people"):
        name = inner.text("name")
        login = inner.text("login") or name
        if login.casefold() in people:
            said = sentence("{written} is given twice", written=quoted(login))
            hint = sentence("give one of the two another login")
            inner.wrong("login" if "login" in inner else "name", said, hint, code="duplicate-key")
        people[login.casefold()] = inner.record(
            Colleague, login=login, name=name, role=inner.choice("role") or "reporter"
        )
    person, publish = group.mapping("person"), group.text("publish")
    names = [PUSH, *(target.name for target in targets)]
    if publish and publish not in names:
        hint = did_you_mean(suggest(publish, names)) or sentence(
            "write {push}, or one of those below deploy: {targets}", push=PUSH, targets=", ".join(names[1:]) or "–"
        )
        said = sentence("{written} is no place to publish to", written=quoted(publish))
        group.wrong("publish", said, hint)
    return group.record(
        DeskSettings, people=tuple(people.values()), publish=publish,
        header=person.text("header").lower() if person else "",
        proxies=_addresses(person, "from") if person else (),
    )  # fmt: skip


def _addresses(fields: Fields, key: str) -> tuple[str, ...]:
    """Return IP addresses, each as a connection has it."""
    # Imported here: few site.yaml files name an address.
    from ipaddress import ip_address  # noqa: PLC0415

    found = []
    for text in fields.texts(key):
        try:
            found.append(str(ip_address(text)))
        except ValueError:
            said = sentence("{written} is no IP address", written=quoted(text))
            hint = sentence("write it like 127.0.0.1 or ::1; the name of a machine, or a network, is none")
            fields.wrong(key, said, hint, text, code="bad-address")
    return tuple(found)
