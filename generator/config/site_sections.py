"""Keys of site.yaml whose values need code: regions, severities, folders, redirects, the desk, deploy targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.base.codes import CODES, Kind, Level
from generator.base.sentences import sentence
from generator.base.text import SLUG, clean, fold, quoted, slugify, squeeze, suggest
from generator.config.addresses import parse_alias
from generator.config.entries import did_you_mean
from generator.config.fields import Fields
from generator.model import third_parties as others
from generator.model.deploy_targets import Announce, Target, Via
from generator.model.records import Named
from generator.model.severities import Rule, Severities
from generator.model.site import Colleague, DeskSettings, Reading, Region
from generator.model.urls import OURS, Paths, folder_url, is_address, is_web


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
        kind, level = kinds[key], fields.value(key) or kinds[key].severity
        if level == kind.severity or not (kind.fixed or (level == "off" and kind.severity == "error")):
            found.append((key, level))
            continue
        hint = sentence("delete the line; it is {severity} everywhere", severity=kind.severity)
        if not kind.fixed:
            hint = sentence("write {key}: warning, and it stops nothing", key=key)
        fields.wrong(key, sentence("{key} cannot be set to {level}", key=key, level=level), hint)
    return tuple(found)


def third_parties(fields: Fields) -> tuple[str, ...]:
    """Return the services and hosts that pages may load from."""
    names = fields.texts("third_parties")
    if len(" ".join(others.hosts_of(names))) > others.LONGEST:
        said = sentence("these are more hosts than a header has room for")
        hint = sentence("name fewer; *.kabar.example stands for all hosts below kabar.example")
        fields.wrong("third_parties", said, hint, code="over-limit")
    return names


_FOLDER = 80


def is_folder(name: str) -> bool:
    """Return whether a kanal or a list may have a folder of this name."""
    return bool(SLUG.fullmatch(name)) and len(name) <= _FOLDER


def paths(fields: Fields, search: str) -> Paths:
    """Return the folders of the listings; `search` is that of the portal's own search, empty if it has none."""
    given = fields.group("paths")
    found: dict[str, str] = {}
    for key in (name for name in Paths.__struct_fields__ if name != "search"):
        name = given.text(key)
        if not is_folder(name):
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
            Colleague, login=login, name=name, role=inner.value("role") or "reporter"
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
        header=person.text("header").lower() if person else "", proxies=person.texts("from") if person else (),
    )  # fmt: skip


_PURGE = "https://api.cloudflare.com/client/v4/zones/{zone}/purge_cache"


def read_targets(fields: Fields) -> tuple[Target, ...]:
    """Read `deploy`, keeping the order of the targets."""
    group = fields.group("deploy")
    found = []
    for name in group.keys:
        inner = group.mapping(name)
        if inner is None:
            continue
        if not SLUG.fullmatch(name):
            said = sentence("{name} is no name for a target", name=quoted(name))
            group.wrong(name, said, sentence("use a to z, 0 to 9 and hyphens"))
        found.append(_target(inner, name))
    return tuple(found)


def _target(fields: Fields, name: str) -> Target:
    remote, via = fields.text("remote"), fields.value("to")
    if not remote:
        hint = sentence("add to: s3, sftp, ftp, webdav or local")
        fields.missing("to", sentence("a target is reached in some way"), hint)
        if via in ("sftp", "ftp"):
            fields.missing("host", sentence("{via} needs a server", via=via), sentence("add host: kabar.example"))
        if via == "webdav":
            hint = sentence("add url: https://dav.kabar.example/")
            fields.missing("url", sentence("webdav needs an address"), hint)
    path, announce = _folder(fields, "path"), fields.group("announce")
    zone = announce.text("cloudflare")
    purge = _PURGE.format(zone=zone) if zone and not is_web(zone) else zone
    return fields.record(
        Target, name=name, via=via, path=path, state=_folder(fields, "state") or default_state(via, path),
        remote=remote, public=fields.value("public").rstrip("/"),
        announce=announce.record(Announce, cloudflare_at=purge),
    )  # fmt: skip


def _folder(fields: Fields, key: str) -> str:
    path = fields.text(key)
    return path.rstrip("/") or path[:1]


def default_state(via: Via, path: str) -> str:
    """Return the manifest's folder, outside of what readers can request if there is such a place."""
    above, _, name = path.rpartition("/")
    if via == "s3" or not name or path == "/":
        return f"{path.rstrip('/')}/.warta-deploy"
    return f"{above}/.{name}.warta-deploy" if above or path.startswith("/") else f".{name}.warta-deploy"
