"""The configuration and the theme of a site, kept as they were read until one of their files differs.

Without reading YAML and checking each key, a build with nothing to do takes six sevenths of the time.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.base.digest import SIZE, digest
from generator.base.folder import Folder
from generator.base.state_files import claim, write
from generator.model.records import Record
from generator.model.site import Site, SiteFile
from generator.store.files import program
from generator.theming.theme import BUILT_IN, Theme, walk

_FILE = "configuration"
"""In the state folder: a digest, and what it is of."""


class Configuration(Record, frozen=True):
    """What is read of site.yaml and the themes."""

    site: Site
    theme: Theme
    key: bytes
    """Digest of the files, and of the program that read them; empty if nobody can tell."""


def read_configuration(folder: Path, state: Path) -> tuple[Configuration, bool]:
    """Return the configuration of a site, and whether it was read anew.

    Args:
        folder: where site.yaml and themes/ are.
        state: the state folder.

    Raises:
        SiteError: it has problems.

    """
    key = _key(folder)
    kept = _kept(state)
    if kept is not None and key and kept.key == key:
        return kept, False
    # Imported here, for a fast start: most builds find the configuration as it was.
    from generator.theming.loading import read_site  # noqa: PLC0415

    site, theme = read_site(folder)
    # Of files that are being written nobody knows which version was read.
    return Configuration(site, theme, key if key == _key(folder) else b""), True


def keep(state: Path, configuration: Configuration) -> None:
    """Keep a configuration for the next build; the caller holds the state folder."""
    if not configuration.key:
        return
    packed = msgspec.msgpack.encode(configuration)
    write(state / _FILE, digest(packed) + packed)


def _kept(state: Path) -> Configuration | None:
    try:
        data = claim(state / _FILE).read_bytes()
        if data[:SIZE] == digest(data[SIZE:]):
            return msgspec.msgpack.decode(data[SIZE:], type=Configuration)
    except (OSError, msgspec.MsgspecError):
        pass
    return None


def _key(folder: Path) -> bytes:
    """Return a digest of all that a configuration is read from; nothing if a file is none, or leads elsewhere."""
    parts = [program().encode()]
    try:
        with Folder(folder) as site:
            parts.append(site.read(SiteFile.NAME, None))
        for themes in (folder / "themes", BUILT_IN):
            parts.append(str(themes).encode("utf-8", "surrogateescape"))
            if not themes.is_dir():
                continue
            with Folder(themes) as files:
                for path in sorted(walk(themes)):
                    parts += (path.encode("utf-8", "surrogateescape"), digest(files.read(path, None)))
    except OSError:
        return b""
    return digest(msgspec.msgpack.encode(parts))
