"""Reads the configuration of a site in a folder; what cannot be read is a fault, never an empty configuration."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.annex.importing.items import Fault, Portal
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.front_matter import Plain, first, group
from generator.annex.importing.sources.hugo import HUGO, lowered
from generator.annex.importing.sources.systems import System
from generator.base.crashes import cause
from generator.base.folder import Folder
from generator.base.sentences import Sentence, sentence

_ENVIRONMENTS = ("_default", "production")
"""Folders of config/, of which a later one holds against those before it."""
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_ENDINGS = (".toml", ".yaml", ".yml", ".json")
_MOST, _LONGEST_NAME = 4 << 20, 300


def configuration(root: Path, system: System) -> tuple[dict[str, Plain], list[Fault]]:
    """Return all values of a site's configuration, and what is wrong with it."""
    files = list(_files(root, system))
    values: dict[str, Plain] = {}
    faults: list[Fault] = []
    for file, place in files:
        try:
            read = front_matter.config(_text(root, file.relative_to(root).as_posix(), _MOST), file.name)
        except OSError as error:
            faults.append(Fault(file.relative_to(root).as_posix(), _unread(cause(error))))
            continue
        except front_matter.MatterError as error:
            faults.append(Fault(file.relative_to(root).as_posix(), _unread(error.said), error.line, error.column))
            continue
        read = lowered(read) if system is HUGO else read
        for name in reversed(place):
            # A menu or a list of permalinks may be no group.
            read = {name: read}
        values = _merged(values, read)
    if not files and system.needs_config:
        said = sentence(
            "there is no configuration of {system} here ({names}), so that all addresses are those that it gives "
            "without one: name the folder of the whole site",
            system=system.name, names=", ".join(system.configs),
        )  # fmt: skip
        faults.append(Fault(str(root), said))
    return values, faults


def _text(root: Path, path: str, most: int) -> str:
    with Folder(root, sentence("the folder of the source")) as folder:
        return folder.read(path, most).decode("utf-8-sig", "replace")


def _unread(why: Sentence) -> Sentence:
    return sentence("the configuration cannot be read, so that addresses are derived without it: {why}", why=why)


def _files(root: Path, system: System) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield files with configuration, each with the keys that its values are below."""
    for name in system.configs:
        if (file := root / name).is_file():
            yield file, ()
            break
    if system is not HUGO:
        return
    for environment in _ENVIRONMENTS:
        folder = root / "config" / environment
        for name in sorted(os.listdir(folder)) if folder.is_dir() else ():
            stem, ending = os.path.splitext(name.lower())
            if ending in _ENDINGS and (folder / name).is_file():
                key, _, language = stem.partition(".")
                keys = () if key in {"hugo", "config"} else (key,)
                yield folder / name, (("languages", language, *keys) if language else keys)


def _merged(values: dict[str, Plain], added: dict[str, Plain]) -> dict[str, Plain]:
    """Return the values of both, at all depths; the added ones hold."""
    return values | {
        key: _merged(group(values, key), value) if isinstance(value, dict) else value for key, value in added.items()
    }


def portal_of(root: Path, values: dict[str, Plain]) -> Portal:
    """Return what a configuration says of the site; without any, it has the name of its folder."""
    if not values:
        return Portal(root.resolve().name, url=_domain(root))
    url = first(values, "baseURL", "base_url", "url", "baseurl")
    url = url if "//" in url else _domain(root)
    described = first(values, "description", "tagline", "subtitle")
    language = first(
        values, "locale", "languageCode", "languagecode", "default_language", "lang", "language",
        "defaultcontentlanguage",
    )  # fmt: skip
    return Portal(first(values, "title", "name"), described, url.rstrip("/"), language)


def _domain(root: Path) -> str:
    """Return the address that a file CNAME names, which hosts of static sites go by; empty without one."""
    for place in ("CNAME", "static/CNAME"):
        try:
            name = _text(root, place, _LONGEST_NAME).partition("\n")[0].strip()
        except OSError:
            continue
        if _HOST.fullmatch(name):
            return f"https://{name}"
    return ""
